"""Losses on the buffers of a plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from graph.specs.losses.loss import Loss
from graph.specs.message import say
from graph.specs.spec import Value
from runtime.jit import threads
from runtime.kernels.losses import even_losses as even
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.losses.loss import Kernel, rule_of


class LossOp:
    """One output's loss. Target and prediction as rows; the gradient buffer gets `weight` times the loss's gradient.

    Where the prediction was just made of `logits`, the gradient is theirs.
    """

    def __init__(
        self,
        loss: Value,
        target: Array,
        prediction: Array,
        gradient: Array | None,
        add: bool,
        weight: float,
        logits: Array | None = None,
    ) -> None:
        self.weight = weight
        rule = rule_of(loss)
        self._rows = rule.kernel() if logits is None else rule.kernel_of_logits(logits)
        self._reduction = loss.reduction if isinstance(loss, Loss) else "sum_over_batch_size"
        self._target, self._prediction = target, prediction
        self._slope = gradient is not None
        self._gradient = gradient if gradient is not None else np.zeros((1, 1), prediction.dtype)
        self._add = add
        self._count = self.in_all = len(prediction)
        self.total: Callable[[float], float] = float
        """The sum of a number over all who have a part of the batch; `in_all` are the rows of all parts."""
        self._even: float | None = None
        self._flat = None if rule.even is None else _Flat(*rule.even, target, prediction, gradient, add)

    @cached_property
    def _values(self) -> Array:
        """The loss of each row; not needed where all rows count alike and its rule is `even`."""
        return np.zeros(self._count)

    @cached_property
    def _scales(self) -> Array:
        return np.ones(self._count)

    def read_from(self, target: Array) -> None:
        """Find targets in this array from now on."""
        self._target = target
        if self._flat is not None:
            self._flat.read_from(target)

    def compute(self, weights: Array | None) -> float:
        """The loss of the batch, each row times its weight, reduced as Keras reduces; fills the gradient."""
        divisor = float(self.in_all)
        if self._reduction == "sum":
            divisor = 1.0
        elif self._reduction == "mean_with_sample_weight" and weights is not None:
            divisor = self.total(weights.sum()) or 1.0
        factor = self.weight / divisor
        if weights is None and self._flat is not None:
            return self._flat.compute(factor) / divisor
        if weights is not None:
            np.multiply(weights, factor, out=self._scales)
            self._even = None
        elif self._even != factor:
            self._scales.fill(factor)
            self._even = factor
        bad = self._rows(
            self._target, self._prediction, self._scales, self._values, self._gradient, self._slope, self._add
        )
        if bad is not None and bad >= 0:
            raise RunError(
                say(
                    "The class number {label} in sample {row} of the batch does not exist: the output has {n} classes, "
                    "0 to {last}.",
                    label=int(self._target[bad]),
                    row=bad,
                    n=self._prediction.shape[1],
                    last=self._prediction.shape[1] - 1,
                )
            )
        total = self._values.sum() if weights is None else np.dot(self._values, weights)
        return float(total) / divisor


class _Flat:
    """A loss over numbers that all count alike."""

    def __init__(
        self, kernel: Kernel, slope: float, target: Array, prediction: Array, gradient: Array | None, add: bool
    ) -> None:
        self._kernel, self._columns = kernel, prediction.shape[1]
        self._arrays = target.reshape(-1), prediction.reshape(-1)
        self._gradient = gradient.reshape(-1) if gradient is not None else np.zeros(1, prediction.dtype)
        self._options = gradient is not None, add
        self._slope = slope / self._columns
        self._sums = np.zeros(-(-prediction.size // even.BLOCK))

    def read_from(self, target: Array) -> None:
        """Find targets in this array from now on."""
        self._arrays = target.reshape(-1), self._arrays[1]

    def compute(self, factor: float) -> float:
        """The sum over rows of each row's mean; the gradient gets `factor` times its slope."""
        scale = self._gradient.dtype.type(factor * self._slope)
        arguments = (*self._arrays, scale, self._sums, self._gradient, *self._options)
        threads.run(self._kernel, len(self._sums), even.CHUNK, *arguments)
        return float(self._sums.sum()) / self._columns


def loss_values(
    loss: Value, target: Array, prediction: Array, kept: Array | None = None, logits: Array | None = None
) -> Array:
    """The loss of every row, without a gradient; in the array `kept` where that has as many rows.

    Where the prediction was just made of `logits`, it goes by these.
    """
    values = kept if kept is not None and len(kept) == len(prediction) else np.zeros(len(prediction))
    nothing = np.zeros((1, 1), prediction.dtype)
    rule = rule_of(loss)
    kernel = rule.kernel() if logits is None else rule.kernel_of_logits(logits)
    kernel(target, prediction, values, values, nothing, False, False)
    return values
