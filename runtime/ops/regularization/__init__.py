"""How layers that act only while training execute."""
