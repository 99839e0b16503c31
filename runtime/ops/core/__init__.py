"""How the core layers execute."""
