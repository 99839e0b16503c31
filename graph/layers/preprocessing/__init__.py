"""Layers that prepare data: numbers brought to a range, images to a size, some at random while training."""
