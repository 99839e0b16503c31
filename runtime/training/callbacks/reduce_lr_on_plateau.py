"""Smaller steps for trainings that no longer get better."""

from __future__ import annotations

from typing import Any

from graph.specs.callbacks.reduce_lr_on_plateau import ReduceLROnPlateau
from graph.specs.message import say
from runtime.kinds.computes import computes
from runtime.training.callbacks.callback import Logs
from runtime.training.callbacks.monitoring import Monitor, rate_of, settable_rate


@computes(ReduceLROnPlateau)
class PlateauWatcher(Monitor):
    """`wait` counts the epochs without a better number, `cooldown_counter` those that are not counted."""

    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self.on_train_begin()

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.best: float | None = None
        self.wait = self.cooldown_counter = 0
        if self.model is not None:
            settable_rate(self.spec.kind, self.model)

    def in_cooldown(self) -> bool:
        return self.cooldown_counter > 0

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        logs = logs if logs is not None else {}
        logs["learning_rate"] = rate_of(self.model)
        value = self.value(logs)
        if value is None:
            return
        if self.in_cooldown():
            self.cooldown_counter -= 1
            self.wait = 0
        if self.better(value, self.best):
            self.best = value
            self.wait = 0
        elif not self.in_cooldown():
            self.wait += 1
            if self.wait >= self.spec.patience and self._lower(epoch):
                self.cooldown_counter = self.spec.cooldown
                self.wait = 0

    def _lower(self, epoch: int) -> bool:
        """Lower the rate; False where it is as low as it may be."""
        rate = rate_of(self.model)
        if rate <= self.spec.min_lr:
            return False
        lower = max(rate * self.spec.factor, self.spec.min_lr)
        settable_rate(self.spec.kind, self.model)(lower)
        if self.spec.verbose:
            self.note(
                say("\nEpoch {epoch}: ReduceLROnPlateau reducing learning rate to {rate}.", epoch=epoch + 1, rate=lower)
            )
        return True
