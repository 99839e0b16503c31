"""Averages of the weights in their place."""

from __future__ import annotations

from typing import Any

from graph.specs.callbacks.swap_ema_weights import SwapEMAWeights
from graph.specs.message import say
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.training.callbacks.callback import KnownCallback, Logs


@computes(SwapEMAWeights)
class AverageSwapper(KnownCallback):
    """Swaps before a model is judged and back after it; with `swap_on_epoch` also between epochs."""

    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self._swapped = False

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self._swapped = False
        self._averages()

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        if self.spec.swap_on_epoch:
            self._swap(False)

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        if self.spec.swap_on_epoch:
            self._swap(True)
            if epoch == self.params["epochs"] - 1:
                self._averages().settle()

    def on_test_begin(self, logs: Logs | None = None) -> None:
        self._swap(True)

    def on_test_end(self, logs: Logs | None = None) -> None:
        self._swap(False)

    def on_predict_begin(self, logs: Logs | None = None) -> None:
        self._swap(True)

    def on_predict_end(self, logs: Logs | None = None) -> None:
        self._swap(False)

    def _swap(self, averages_in: bool) -> None:
        if self._swapped != averages_in:
            self._averages().swap()
            self._swapped = averages_in

    def _averages(self) -> Any:
        """What moves the weights; raises RunError where it keeps no averages."""
        optimizer = self.model.optimizer
        rule = getattr(optimizer, "rule", optimizer)
        if rule is None or not rule.spec.use_ema:
            raise RunError(say("SwapEMAWeights needs an optimizer with use_ema=True."))
        return rule
