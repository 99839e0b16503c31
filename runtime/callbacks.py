"""Keras' `callbacks`: what watches and steers a training."""

from __future__ import annotations

from runtime.api.callback_classes import callback_names
from runtime.api.callback_classes import named as __getattr__
from runtime.training.callbacks.backup_and_restore import BackupAndRestore
from runtime.training.callbacks.callback import Callback, History, LambdaCallback
from runtime.training.callbacks.learning_rate_scheduler import LearningRateScheduler
from runtime.training.callbacks.remote_monitor import RemoteMonitor
from runtime.training.progress_bar import ProgbarLogger

__all__ = [
    "BackupAndRestore",
    "Callback",
    "History",
    "LambdaCallback",
    "LearningRateScheduler",
    "ProgbarLogger",
    "RemoteMonitor",
    "__getattr__",
]


def __dir__() -> list[str]:
    return sorted({*__all__[:-1], *callback_names()})
