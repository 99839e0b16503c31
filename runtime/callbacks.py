"""Keras' `callbacks`: what watches and steers a training."""

from __future__ import annotations

from runtime.api.callback_classes import callback_names, named
from runtime.api.star_imports import with_star
from runtime.training.callbacks.backup_and_restore import BackupAndRestore as BackupAndRestore
from runtime.training.callbacks.callback import Callback as Callback
from runtime.training.callbacks.callback import History as History
from runtime.training.callbacks.callback import LambdaCallback as LambdaCallback
from runtime.training.callbacks.learning_rate_scheduler import LearningRateScheduler as LearningRateScheduler
from runtime.training.callbacks.remote_monitor import RemoteMonitor as RemoteMonitor
from runtime.training.progress_bar import ProgbarLogger as ProgbarLogger

BESIDE = (
    "BackupAndRestore",
    "Callback",
    "History",
    "LambdaCallback",
    "LearningRateScheduler",
    "ProgbarLogger",
    "RemoteMonitor",
)


def __dir__() -> list[str]:
    return sorted({*BESIDE, *callback_names()})


__getattr__ = with_star(named, __dir__)
