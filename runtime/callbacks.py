"""Keras' `callbacks`."""

from __future__ import annotations

from runtime.training.callbacks import Callback, History, LambdaCallback

__all__ = ["Callback", "History", "LambdaCallback"]
