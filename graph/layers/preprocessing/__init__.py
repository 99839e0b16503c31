"""Layers that prepare data: sizes, places and colours of images, some of them at random while training."""
