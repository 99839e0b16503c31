"""Callbacks in the leading rank; what they decide is so in all."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from runtime.ranks.ranks import Left, Ranks
from runtime.training.callbacks.callback import Callback, CallbackList, History
from runtime.training.resume.checkpoint_files import CheckpointFiles
from runtime.training.resume.keeper import Keeper, State

DECIDING = (
    "on_train_begin",
    "on_train_end",
    "on_epoch_begin",
    "on_epoch_end",
    "on_test_end",
    "on_train_batch_end",
    "on_test_batch_end",
)
"""Hooks after which all ranks wait for what the callbacks of the leading one decided."""
STOP, STOP_EVALUATING, RATE, WEIGHTS, ENDED = range(5)


class LedCallbacks(CallbackList):
    """After a hook, all ranks have the leading one's learning rate, its weights where a callback has set them, and know
    whether the training is to stop. Rank by rank the list may be another: only the leading one's is asked."""

    def __init__(self, callbacks: Iterable[Callback], trainer: Any, params: Mapping[str, Any], ranks: Ranks) -> None:
        super().__init__(callbacks, trainer._model, params)
        self._ranks, self._trainer = ranks, trainer
        self._meddling = [callback for callback in self.callbacks if not callback.only_looks]
        mine = self.watches_batches, any(_watches(callback) for callback in self._meddling)
        self.watches_batches, self._meddles_with_batches = ranks.led(mine)

    def tell(self, hook: str, *arguments: Any) -> None:
        """As in one process, then the decisions."""
        if not self._ranks.leads:
            if hook in DECIDING:
                self._follow()
            if hook == "on_epoch_end":  # with what the leading one's callbacks have added
                arguments = arguments[0], self._ranks.led(arguments[1])
            super().tell(hook, *arguments)
            return
        meddles = bool(self._meddling) and (self._meddles_with_batches or "batch" not in hook)
        before = self._mark() if meddles and hook in DECIDING else 0
        try:
            super().tell(hook, *arguments)
        except BaseException:
            if hook in DECIDING or hook == "on_compiling":  # where the others wait, or soon will
                self._ranks.lead(np.array([0.0, 0.0, 0.0, 0.0, 1.0]))
                self._ranks.listening = True
            raise
        if hook in DECIDING:
            self._lead(meddles and self._mark() != before)
        if hook == "on_epoch_end":
            self._ranks.led(arguments[1])

    def _mark(self) -> int:
        return zlib.crc32(self._trainer.network.weights.values.view(np.uint8).data)

    def _lead(self, changed: bool) -> None:
        trainer = self._trainer
        stop = float(trainer.stopping), float(getattr(trainer._model, "stop_evaluating", False))
        self._ranks.lead(np.array([*stop, trainer.optimizer.fixed_rate, float(changed), 0.0]))
        if changed:
            self._ranks.lead(trainer.network.weights.values)

    def _follow(self) -> None:
        trainer, told = self._trainer, np.zeros(5)
        self._ranks.lead(told)
        if told[ENDED]:
            raise Left
        trainer.stop_training = trainer._model.stop_training = bool(told[STOP])
        trainer._model.stop_evaluating = bool(told[STOP_EVALUATING])
        rate = float(told[RATE])
        if not np.isnan(rate) and rate != trainer.optimizer.fixed_rate:
            trainer._model.optimizer.learning_rate = rate
            trainer.optimizer.learning_rate = rate
        if told[WEIGHTS]:
            self._ranks.lead(trainer.network.weights.values)


def _watches(callback: Callback) -> bool:
    return CallbackList((callback,), callback.model, callback.params).watches_batches


class Follower(Keeper):
    """What a rank that does not lead goes on from: it keeps nothing."""

    def __init__(self, state: State) -> None:
        super().__init__(CheckpointFiles.__new__(CheckpointFiles), lambda _message: None)
        self._state = state

    def found(self) -> State | None:
        return self._state


def followed(callbacks: Iterable[Callback], state: State | None) -> list[Callback]:
    """What watches a training in a rank that does not lead: the history, and where it goes on from."""
    kept: list[Callback] = [callback for callback in callbacks if isinstance(callback, History)]
    return [*kept, *(() if state is None else (Follower(state),))]
