"""Keras' `callbacks`: what watches and steers a training."""

from __future__ import annotations

from runtime.api.callback_classes import callback_names
from runtime.api.callback_classes import named as __getattr__
from runtime.training.callbacks.callback import Callback, History, LambdaCallback

__all__ = ["Callback", "History", "LambdaCallback", "__getattr__"]


def __dir__() -> list[str]:
    return sorted({"Callback", "History", "LambdaCallback", *callback_names()})
