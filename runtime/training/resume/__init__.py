"""Checkpoints: all that a training needs to go on as if nothing had happened."""
