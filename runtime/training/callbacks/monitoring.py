"""The number of a history that a callback watches, and whether it has become better."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from graph.specs.message import say
from runtime.ops.faults import RunError
from runtime.training.callbacks.callback import KnownCallback, Logs


class Monitor(KnownCallback):
    """Base of the callbacks that watch one number: `best` is the best so far, None before the first.

    Better is what differs from the best by more than `min_delta`, in the direction that counts.
    """

    best: float | None = None
    _rises: bool | None = None

    def value(self, logs: Logs | None) -> float | None:
        """The watched number; None, with a warning, where the history has none of that name."""
        logs = logs or {}
        found = logs.get(self.spec.monitor)
        if found is None:
            known = ", ".join(logs) or "-"
            self.warn(
                say(
                    "{callback} watches {name}, which this training has not. It has: {known}.",
                    callback=self.spec.kind,
                    name=self.spec.monitor,
                    known=known,
                )
            )
            return None
        if getattr(found, "ndim", 0):
            self.warn(
                say(
                    "{callback} watches {name}, which is several numbers and can't be judged. Watch another.",
                    callback=self.spec.kind,
                    name=self.spec.monitor,
                )
            )
            return None
        return float(found)

    def better(self, value: float, than: float | None) -> bool:
        """Whether a number is better than another; whatever is a number is better than none.

        Keras lets a first NaN stand, so that nothing ever becomes better than it; here any number does.
        """
        if self._rises is None:
            self._rises = self._direction()
        if than is None or math.isnan(than):
            return True
        least = abs(getattr(self.spec, "min_delta", 0.0))
        return value - least > than if self._rises else value + least < than

    def _direction(self) -> bool:
        """Whether larger is better; raises RunError where neither the mode nor the metric says it."""
        if self.spec.mode != "auto":
            return bool(self.spec.mode == "max")
        name = self.spec.monitor.removeprefix("val_")
        if name == "loss" or name.endswith("_loss"):
            return False
        states = {state.name: getattr(state, "spec", None) for state in getattr(self.model, "metrics", ())}
        direction = getattr(states.get(name), "direction", "")
        if not direction:
            raise RunError(
                say(
                    "{callback} can't know whether {name} is better when it is small or when it is large. "
                    "Choose the mode min or max.",
                    callback=self.spec.kind,
                    name=self.spec.monitor,
                )
            )
        return bool(direction == "up")


def settable_rate(callback: str, model: Any) -> Callable[[float], None]:
    """What sets the learning rate of a model's optimizer; raises RunError where a schedule says it."""
    optimizer = model.optimizer
    given = getattr(getattr(optimizer, "spec", None), "learning_rate", None)
    if given is not None and not isinstance(given, (int, float)):
        raise RunError(
            say(
                "{callback} can't set the learning rate: the schedule {schedule} does. Give the optimizer a number.",
                callback=callback,
                schedule=type(given).__name__,
            )
        )

    def put(rate: float) -> None:
        optimizer.learning_rate = rate

    return put


def rate_of(model: Any) -> float:
    """The learning rate that a model's optimizer has now, in the numbers that it is kept in."""
    import numpy as np

    return float(np.float32(model.optimizer.learning_rate))
