"""Poolings: the largest number or the mean of each window, of parts of any size, or of the whole."""
