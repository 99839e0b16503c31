"""How convolutions execute."""
