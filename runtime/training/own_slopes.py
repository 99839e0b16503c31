"""Slopes of a loss of one's own: through its operations where these can be followed, else by central differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from graph.inference.casts import with_casts
from graph.inference.program import Program
from graph.specs.message import say
from runtime.execution.network import new_variables
from runtime.execution.plan import Plan
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.weights.weights import WeightStore

AT_MOST = 8192
"""Numbers of which each may take two calls of a loss."""
STEP = 6e-6
"""Of central differences in float64: the cube root of its precision."""


class Followed:
    """A loss as a program of targets and predictions, for arrays of one shape."""

    def __init__(self, program: Program, target: Array, prediction: Array) -> None:
        program = with_casts(program)
        weights = WeightStore(program, prediction.dtype, new_variables(program, 0, prediction.dtype))
        self._end, (true, pred) = program.outputs[0].judged, (value for _, _, value in program.inputs)
        self.slopes = np.zeros(prediction.shape, prediction.dtype)
        self._plan = Plan(
            program,
            weights,
            (target.shape, prediction.shape),
            training=True,
            losses_at=(self._end,),
            gradients={pred: self.slopes},
        )
        self._buffers = self._plan.values[true], self._plan.values[pred]

    def values(self, target: Array, prediction: Array) -> Array:
        """The losses of a batch."""
        for buffer, array in zip(self._buffers, (target, prediction)):
            buffer[...] = array
        self._plan.forward(True)
        return np.array(self._plan.values[self._end], np.float64)

    def slopes_by(self, factors: Array) -> Array:
        """The gradient of Σ factors · values by the predictions, right after `values`."""
        self.slopes.fill(0)
        start = self._plan.gradients.get(self._end)
        if start is not None:
            start[...] = factors
            self._plan.backward()
        return self.slopes


def differences(
    name: str, values: Callable[[Array], Array], prediction: Array, factors: Array, at_most: int = AT_MOST
) -> Array:
    """The gradient of Σ factors · values(prediction), all in float64, by two calls for each number of a part of the
    predictions that no loss outside of it depends on: a row, a sample, or the whole batch.

    Raises RunError where that takes too many calls.
    """
    moved, shape, n = prediction.copy(), prediction.shape, len(prediction)
    parts = [(n * int(np.prod(shape[1:-1])), shape[:-1])] if factors.shape[: len(shape) - 1] == shape[:-1] else []
    parts += [(n, (n,))] if factors.shape[:1] == (n,) else []
    count = next((count for count, _ in parts if _apart(values, moved, count)), 1)
    rows, shares = moved.reshape(count, -1), factors.reshape(count, -1)
    if rows.shape[1] > at_most:
        raise RunError(
            say(
                "{name} is not made of keras.ops alone, so that its gradient has to be found by trying: {n} calls for "
                "a batch. Write it with keras.ops, or let each number it gives depend on fewer of the predictions.",
                name=name,
                n=2 * rows.shape[1],
            )
        )
    found = np.empty_like(rows)
    for column in range(rows.shape[1]):
        at = rows[:, column].copy()
        step = STEP * np.maximum(1.0, np.abs(at))
        rows[:, column] = at + step
        above = values(moved).reshape(count, -1)
        rows[:, column] = at - step
        below = values(moved).reshape(count, -1)
        found[:, column] = ((above - below) * shares).sum(1) / (2 * step)
        rows[:, column] = at
    return found.reshape(shape)


def _apart(values: Callable[[Array], Array], prediction: Array, count: int) -> bool:
    """Whether each of so many parts of the predictions has losses of its own: every second part is moved, and the
    losses of the others must be the very same."""
    if count == 1:
        return False
    before, moved = values(prediction).reshape(count, -1), prediction.copy()
    noise = np.random.default_rng(0).uniform(0.9, 0.99, moved.reshape(count, -1)[::2].shape)
    moved.reshape(count, -1)[::2] *= noise
    after: Any = values(moved).reshape(count, -1)
    return bool(np.array_equal(before[1::2], after[1::2], equal_nan=True))
