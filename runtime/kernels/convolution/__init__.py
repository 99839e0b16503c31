"""Convolutions, poolings and resizing of images."""
