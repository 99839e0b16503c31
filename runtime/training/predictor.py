"""Predicting: what a network gives for the samples of a batch, or of many, with what watches it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from runtime.data.column import Column
from runtime.execution.liveness import is_float
from runtime.execution.network import Network
from runtime.jit.denormals import Flushing
from runtime.ops.op import Array
from runtime.ops.texts import stored
from runtime.training.batches import Batches, bring, copy, give_back
from runtime.training.callbacks.callback import Callback, CallbackList
from runtime.training.gathered import Gathered
from runtime.training.prefetch import Own, ReadAhead


class Predictor:
    """Asks one network; callbacks see it as their `model` unless another is given.

    They may set `stop_predicting` and `stop_evaluating` on it: the batch under way is then the last.
    """

    stop_predicting = stop_evaluating = False
    own: Own | None = None
    """Which rows of a batch are read here while training or evaluating, None where all are."""

    def __init__(self, network: Network, model: Any = None) -> None:
        self.network = network
        self._model: Any = model if model is not None else self
        types = [network.program.values[value] for _, _, value in network.program.inputs]
        self.dtypes = [network.dtype if is_float(type) else stored(type.dtype) for type in types]
        """Of the buffers of the Inputs."""

    def predict(
        self,
        columns: Sequence[Column],
        batch_size: int,
        *,
        steps: int | None = None,
        callbacks: Sequence[Callback] = (),
        verbose: int | str = 0,
    ) -> list[Array]:
        """The outputs for all rows, one array an output."""
        self.network.weights.adopt()
        rows = len(columns[0]) if steps is None else min(len(columns[0]), steps * batch_size)
        watchers = self._asked(callbacks, verbose, steps or -(-rows // batch_size))
        results = Gathered(rows)
        batches = Batches(tuple(columns), (), (), batch_size)
        ahead_of = ReadAhead(batches, batches.slices(np.arange(rows)), self.dtypes)
        with np.errstate(all="ignore"), ahead_of as ahead:
            for number, chosen in enumerate(ahead):
                watchers.tell("on_predict_batch_begin", number, {})
                plan = self.network.plan(self.network.shapes(batches.x, len(chosen)))
                bring(plan, ahead.batches.x, chosen)
                with Flushing():
                    plan.forward(False)
                give_back(plan)
                results.take(plan.outputs, chosen)
                self._tell_outputs(watchers, number, plan.outputs)
                if self._model.stop_predicting:
                    results.end(int(chosen[-1]) + 1)
                    break
        watchers.tell("on_predict_end", {})
        return results.whole()

    def _asked(self, callbacks: Sequence[Callback], verbose: int | str, steps: int | None) -> CallbackList:
        """Tell the callbacks that predicting begins."""
        self._model.stop_predicting = False
        watchers = CallbackList(callbacks, self._model, {"verbose": verbose, "epochs": 1, "steps": steps})
        watchers.tell("on_predict_begin", {})
        return watchers

    def _tell_outputs(self, watchers: CallbackList, number: int, outputs: Sequence[Array]) -> None:
        """Tell the callbacks what a batch gave, as arrays that stay theirs, nested as a model's outputs are."""
        if not watchers.watches_predictions:
            watchers.tell("on_predict_batch_end", number, {})
            return
        copies = [output.copy() for output in outputs]
        told = getattr(self._model, "as_given", list)(copies)
        logs = dict(sorted(told.items())) if isinstance(told, dict) else {"outputs": told}  # as Keras has it
        watchers.tell("on_predict_batch_end", number, logs)

    def predict_each(
        self,
        batches: Iterable[Sequence[Column]],
        *,
        steps: int | None = None,
        callbacks: Sequence[Callback] = (),
        verbose: int | str = 0,
    ) -> list[Array]:
        """The outputs for all rows of batches that come ready, one array an output; `steps` says how many there are,
        None where nobody knows."""
        watchers = self._asked(callbacks, verbose, steps)
        found: list[list[Array]] = []
        for number, columns in enumerate(batches):
            watchers.tell("on_predict_batch_begin", number, {})
            found.append(self.predict_on_batch(columns))
            self._tell_outputs(watchers, number, found[-1])
            if self._model.stop_predicting:
                break
        watchers.tell("on_predict_end", {})
        return [np.concatenate(parts) for parts in zip(*found)]

    def predict_on_batch(self, columns: Sequence[Column]) -> list[Array]:
        """The outputs for all rows as one batch, one array an output."""
        self.network.weights.adopt()
        plan = self.network.plan(self.network.shapes(tuple(columns), len(columns[0])))
        bring(plan, columns, np.arange(len(columns[0])))
        with np.errstate(all="ignore"), Flushing():
            plan.forward(False)
        give_back(plan)
        results = [np.empty_like(output) for output in plan.outputs]
        for result, output in zip(results, plan.outputs):
            copy(output, result)
        return results
