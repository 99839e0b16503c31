"""Layers that rearrange, repeat, cut off or surround numbers without computing."""
