"""How layers that normalize execute, a kind a file, and what they share."""
