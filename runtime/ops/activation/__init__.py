"""Activations: the function that layers end with, and layers of their own."""

from runtime.ops.activation.function import CHUNK, ActivationFunction

__all__ = ["CHUNK", "ActivationFunction"]
