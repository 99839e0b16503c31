"""A learning rate for each epoch, from somebody's own function."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.ops.faults import RunError
from runtime.training.callbacks.callback import Callback, Logs
from runtime.training.callbacks.monitoring import rate_of, settable_rate


class LearningRateScheduler(Callback):
    """`schedule(epoch, rate)`, or `schedule(epoch)`, gives the learning rate of an epoch, counted from 0."""

    def __init__(self, schedule: Callable[..., Any], verbose: int = 0) -> None:
        if not callable(schedule):
            raise RunError(
                say(
                    "LearningRateScheduler: schedule must be a function of the epoch and the rate. "
                    "Received: {given!r:.80}.",
                    given=schedule,
                )
            )
        self.schedule = schedule
        self.verbose = verbose

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        put = settable_rate("LearningRateScheduler", self.model)
        rate = self.schedule(epoch, rate_of(self.model)) if _takes_rate(self.schedule) else self.schedule(epoch)
        if isinstance(rate, bool) or not isinstance(rate, (float, np.floating)):
            raise RunError(
                say(
                    "LearningRateScheduler: schedule must give a float. In epoch {epoch} it gave {given!r:.80}.",
                    epoch=epoch + 1,
                    given=rate,
                )
            )
        put(float(rate))
        if self.verbose:
            print(f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {float(rate)}.")

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        if logs is not None:
            logs["learning_rate"] = rate_of(self.model)


def _takes_rate(schedule: Callable[..., Any]) -> bool:
    """Whether a function takes the rate too; what can't be asked is called as Keras calls it at first."""
    try:
        inspect.signature(schedule).bind(0, 0.0)
    except TypeError:
        return False
    except ValueError:
        return True
    return True
