"""Keras' `callbacks`."""

from __future__ import annotations

from runtime.training.callbacks import Callback, CallbackList, History, LambdaCallback

__all__ = ["Callback", "CallbackList", "History", "LambdaCallback"]
