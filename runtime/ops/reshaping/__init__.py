"""How layers that rearrange numbers execute."""
