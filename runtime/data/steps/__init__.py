"""How the steps compute, at the paths of their specs."""
