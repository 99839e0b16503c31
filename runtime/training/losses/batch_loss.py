"""Losses of whole batches: whose numbers belong to no single row of the predictions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np

from graph.specs.message import say
from graph.specs.spec import Value
from runtime.kinds.computes import computing
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.losses.loss import SPREADING


class BatchLoss(ABC):
    """Base of what computes losses that compare rows with each other, or go over sequences.

    Targets and predictions come in their own shapes, the batch first.
    """

    def __init__(self, spec: Any) -> None:
        self.spec = spec

    @abstractmethod
    def values(self, target: Array, prediction: Array) -> Array:
        """The losses, float64: () where the batch has one, (batch,) where each sample has its own, or others."""

    @abstractmethod
    def slopes(self, target: Array, prediction: Array, factors: Array) -> Array:
        """The gradient of Σ factors · values by the prediction; asked for right after `values` on the same arrays."""

    def compared(self, _target: Array, _prediction: Array, _others: Array, _predictions: Array) -> Array:
        """The losses where predictions are compared with others instead of each other."""
        raise RunError(say("{loss} compares no predictions with others.", loss=self.spec.kind))

    def counted(self, _values: Array) -> Array | None:
        """Which of the losses count in a mean; None where all do."""
        return None


def batch_rule_of(loss: Value) -> BatchLoss:
    """The rule of a loss of whole batches; raises RunError for one that can't be computed here."""
    found = computing(type(loss), BatchLoss)
    if found is None:
        raise RunError(say("The loss {loss} can't be computed here yet.", loss=loss.kind))
    return found(loss)


class BatchLossOp:
    """A loss of whole batches on the buffers of a plan; the gradient buffer gets `weight` times the loss's gradient."""

    def __init__(
        self,
        loss: Any,
        target: Array,
        prediction: Array,
        gradient: Array | None,
        add: bool,
        weight: float,
        mask: Array | None = None,
    ) -> None:
        self._rule, self._reduction = batch_rule_of(loss), loss.reduction
        fault = loss.misfit(prediction.shape)
        if fault is not None:
            raise RunError(fault)
        if mask is not None and not loss.takes_masks:
            raise RunError(loss.no_masks)
        self.weight, self._mask = weight, mask
        self._target, self._prediction, self._gradient, self._add = target, prediction, gradient, add

    def read_from(self, target: Array) -> None:
        """Find targets in this array from now on."""
        self._target = target

    def compute(self, weights: Array | None) -> float:
        """The loss of the batch, reduced as Keras reduces; fills the gradient.

        Weights of samples, of samples and steps… multiply the losses: where the batch has one loss, each of them gets
        it. The mask counts as weights 0 and 1; where a mean is taken, so that it goes over what counts alone.
        """
        values = self._rule.values(self._target, self._prediction)
        combined = self._combined(values, weights)
        weighed = np.atleast_1d(values if combined is None else product(values, combined))
        divisor = float(weighed.size)
        if self._reduction == "sum":
            divisor = 1.0
        elif self._reduction == "mean_with_sample_weight" and combined is not None:
            divisor = float(combined.sum()) or 1.0
        if self._gradient is not None:
            shares = np.ones(values.shape) if combined is None else totals(combined, values.shape)
            slopes = self._rule.slopes(self._target, self._prediction, shares * (self.weight / divisor))
            np.add(self._gradient if self._add else 0, slopes, out=self._gradient, casting="same_kind")
        return float(weighed.sum()) / divisor

    @property
    def arrays(self) -> tuple[Array, Array]:
        """Its targets and predictions."""
        return self._target, self._prediction

    def compared(self, target: Array, prediction: Array) -> Array:
        """The losses where these are what its own predictions are compared with."""
        return self._rule.compared(*self.arrays, target, prediction)

    def each(self, weights: Array | None) -> Array:
        """The losses times their weights, as they are."""
        values = self._rule.values(self._target, self._prediction)
        combined = self._combined(values, weights)
        return values if combined is None else product(values, combined)

    def _combined(self, values: Array, weights: Array | None) -> Array | None:
        """Given weights times those of what counts, Keras' total/valid."""
        counted, mask = self._rule.counted(values), self._mask
        if counted is not None:
            mask = counted if mask is None else product(mask, counted) > 0
        if mask is None:
            return weights
        found = mask.astype(np.float64)
        if self._reduction in SPREADING and mask.any():
            found *= mask.size / np.count_nonzero(mask)
        return found if weights is None else product(found, weights)


def product(a: Array, b: Array) -> Array:
    """One array times another, axis for axis from the first one on; raises RunError where sizes differ."""
    if a.shape == (*b.shape, 1) or b.shape == (*a.shape, 1):
        a, b = a.reshape(min(a.shape, b.shape, key=len)), b.reshape(min(a.shape, b.shape, key=len))
    rank = max(a.ndim, b.ndim)
    try:
        found: Array = _of_rank(a, rank) * _of_rank(b, rank)
    except ValueError:
        raise RunError(
            say(
                "The loss is an array of shape {values}, which weights of shape {weights} don't fit: give one for each "
                "sample, or let the loss go over other axes.",
                values=str(a.shape),
                weights=str(b.shape),
            )
        ) from None
    return found


def totals(weights: Array, shape: tuple[int, ...]) -> Array:
    """What the numbers of an array of that shape are multiplied by in all, where weights are spread over it."""
    whole = product(np.ones(shape), weights)
    found = whole.sum(axis=tuple(range(len(shape), whole.ndim)))
    spread = tuple(i for i, n in enumerate(shape) if n == 1 != found.shape[i])
    result: Array = found.sum(axis=spread, keepdims=True)
    return result.reshape(shape)


def _of_rank(array: Array, rank: int) -> Array:
    return array.reshape(*array.shape, *(1,) * (rank - array.ndim))
