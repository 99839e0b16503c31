"""Training in a process of its own: what it says, what of it is kept, and how it is steered."""
