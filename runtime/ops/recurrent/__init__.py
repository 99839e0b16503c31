"""How recurrent layers execute."""
