"""Activations as layers of their own."""

from graph.layers.activation.activation import Activation

__all__ = ["Activation"]
