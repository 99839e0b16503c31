"""How layers that prepare data execute."""
