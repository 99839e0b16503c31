"""How the class that computes a kind is found: see `computes`."""
