"""Keras' optimizers as values; update rules live in the runtime."""
