"""How poolings execute."""
