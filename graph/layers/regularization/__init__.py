"""Layers that act only while training, against overfitting, a kind or two a file."""
