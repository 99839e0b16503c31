"""An end to trainings that no longer get better."""

from __future__ import annotations

from typing import Any

from graph.specs.callbacks.early_stopping import EarlyStopping
from graph.specs.message import say
from runtime.kinds.computes import computes
from runtime.training.callbacks.callback import Logs
from runtime.training.callbacks.monitoring import Monitor


@computes(EarlyStopping)
class EarlyStopper(Monitor):
    """`wait` counts the epochs since the last better one; `stopped_epoch` is 0 where it did not stop."""

    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self.on_train_begin()

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.wait = self.stopped_epoch = self.best_epoch = 0
        self.ended = None
        self.best: float | None = None
        self.best_weights: list[Any] | None = None

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        value = self.value(logs)
        if value is None or epoch < self.spec.start_from_epoch:
            return
        if self.spec.restore_best_weights and self.best_weights is None:
            self._keep(epoch)
        self.wait += 1
        if self.better(value, self.best):
            self.best = value
            self._keep(epoch)
            if self.spec.baseline is None or self.better(value, self.spec.baseline):
                self.wait = 0
            return
        if self.wait >= self.spec.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.ended = say(
                "EarlyStopping ended the training in epoch {epoch}: {name} was best in epoch {best}.",
                epoch=epoch + 1,
                name=self.spec.monitor,
                best=self.best_epoch + 1,
            )
            self.model.stop_training = True

    def _keep(self, epoch: int) -> None:
        self.best_epoch = epoch
        if self.spec.restore_best_weights:
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs: Logs | None = None) -> None:
        if self.stopped_epoch and self.spec.verbose:
            self.note(say("Epoch {epoch}: early stopping", epoch=self.stopped_epoch + 1))
        if self.best_weights is not None:
            if self.spec.verbose:
                self.note(
                    say(
                        "Restoring model weights from the end of the best epoch: {epoch}.",
                        epoch=self.best_epoch + 1,
                    )
                )
            self.model.set_weights(self.best_weights)
