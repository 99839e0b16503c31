"""Penalties on weights and on activations: Keras' L1, L2 and both."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.layers.core.added_loss import AddedLoss
from graph.specs.message import say
from graph.specs.regularizers import L1, L1L2, L2, OrthogonalRegularizer
from graph.specs.spec import Spec, Value
from runtime.kernels.matmul.gemm import gemm
from runtime.kinds.computes import computes, computing
from runtime.ops.faults import RunError
from runtime.ops.op import Array, StepArrays

EPSILON = 1e-7
"""Vectors shorter than this are taken as if they were as long, as Keras does."""


class Penalty(ABC):
    """A regularizer on one array, times `scale`; its gradient is added to `gradient` where one is owed."""

    def __init__(self, spec: Any, array: Array, gradient: Array | None, work: Array, scale: float = 1.0) -> None:
        self.spec, self.array, self.gradient, self.work, self.scale = spec, array, gradient, work, scale

    @abstractmethod
    def value(self) -> float:
        """What the regularizer adds to the loss; `work` is memory of the array's shape to compute in."""

    @abstractmethod
    def add_gradient(self) -> None:
        """Add the slope of `value` by the array to `gradient`, unless that is None."""


@computes(L1, L2, L1L2)
class NormPenalty(Penalty):
    """l1 · Σ|w| + l2 · Σw²."""

    def __init__(self, spec: Any, array: Array, gradient: Array | None, work: Array, scale: float = 1.0) -> None:
        super().__init__(spec, array, gradient, work, scale)
        self.l1, self.l2 = getattr(spec, "l1", 0.0), getattr(spec, "l2", 0.0)

    def value(self) -> float:
        total = 0.0
        if self.l1:
            np.abs(self.array, out=self.work)
            total += self.l1 * float(self.work.sum(dtype=np.float64))
        if self.l2:
            np.square(self.array, out=self.work)
            total += self.l2 * float(self.work.sum(dtype=np.float64))
        return total * self.scale

    def add_gradient(self) -> None:
        if self.gradient is None:
            return
        if self.l1:
            self.work.fill(self.l1 * self.scale)  # at 0 the slope is that from above, as in Keras on JAX
            np.negative(self.work, out=self.work, where=self.array < 0)
            self.gradient += self.work
        if self.l2:
            np.multiply(self.array, 2 * self.l2 * self.scale, out=self.work)
            self.gradient += self.work


@computes(OrthogonalRegularizer)
class OrthogonalPenalty(Penalty):
    """factor · mean |cosine| of all pairs of rows, or columns."""

    def __init__(self, spec: Any, array: Array, gradient: Array | None, work: Array, scale: float = 1.0) -> None:
        super().__init__(spec, array, gradient, work, scale)
        fault = spec.misfit(array.shape)
        if fault is not None:
            raise RunError(fault)
        self._vectors = self._view(array)
        count = len(self._vectors)
        self._unit = np.empty(self._vectors.shape, array.dtype)
        self._cosines, self._slopes = np.empty((count, count), array.dtype), np.empty_like(self._unit)
        pairs = count * (count - 1) / 2
        self._factor = spec.factor * 0.5 / pairs * scale if pairs else 0.0

    def _view(self, array: Array) -> Array:
        return array if self.spec.mode == "rows" else array.T

    def value(self) -> float:
        self._find_cosines()
        return self._factor * float(np.abs(self._cosines).sum(dtype=np.float64))

    def _find_cosines(self) -> Array:
        """Fills the cosines of all pairs but those of a vector with itself; gives one over the vectors' lengths."""
        with np.errstate(divide="ignore"):
            lengths = 1 / np.sqrt(np.square(self._vectors).sum(axis=1, keepdims=True))
        shorter = np.minimum(lengths, 1 / EPSILON).astype(self._unit.dtype)
        np.multiply(self._vectors, shorter, out=self._unit)
        gemm(self._unit, self._unit.T, self._cosines)
        np.fill_diagonal(self._cosines, 0)
        found: Array = np.where(lengths > 1 / EPSILON, -shorter, shorter)  # below 0: of no length of its own
        return found

    def add_gradient(self) -> None:
        if self.gradient is None:
            return
        shorter = self._find_cosines()
        np.copyto(self._cosines, np.where(self._cosines < 0, -2 * self._factor, 2 * self._factor))  # at 0 as in L1
        np.fill_diagonal(self._cosines, 0)
        gemm(self._cosines, self._unit, self._slopes)
        along = (self._slopes * self._unit).sum(axis=1, keepdims=True)
        self._slopes -= np.where(shorter < 0, 0, along) * self._unit
        self._slopes *= np.abs(shorter)
        view = self._view(self.gradient)
        view += self._slopes


@dataclass
class ActivityPenalty:
    """The penalties on all outputs of one call: a recurrent layer's states count beside its sequence."""

    parts: tuple[Penalty | AddedTerm, ...]

    def value(self) -> float:
        return sum(part.value() for part in self.parts)

    def add_gradient(self) -> None:
        for part in self.parts:
            part.add_gradient()

    def share(self, batch: int) -> None:
        """Divide by this number of samples from now on; for sums over numbers alone."""
        for part in self.parts:
            if isinstance(part, NormPenalty):
                part.scale = 1.0 / batch


@dataclass
class AddedTerm:
    """What a call adds to the loss: the sum of an output."""

    array: Array
    gradient: Array | None

    def value(self) -> float:
        return float(self.array.sum())

    def add_gradient(self) -> None:
        if self.gradient is not None:
            self.gradient += 1.0


def penalty_class(regularizer: Value) -> type[Penalty]:
    """What computes a regularizer; raises RunError for one that can't be computed here."""
    found = computing(type(regularizer), Penalty)
    if found is None:
        raise RunError(say("The regularizer {kind} can't be computed here.", kind=regularizer.kind))
    return found


def weight_penalty(regularizer: Value, array: Array, gradient: Array | None) -> Penalty:
    return penalty_class(regularizer)(regularizer, array, gradient, np.empty_like(array))


def activity_penalty(spec: Spec, io: StepArrays) -> ActivityPenalty | None:
    """The penalty on what a call gives, divided by the batch size as Keras does; None where none is asked for."""
    regularizer = getattr(spec, "activity_regularizer", None)
    if regularizer is None:
        return None
    gradients = io.d_outputs or (None,) * len(io.outputs)
    if isinstance(spec, AddedLoss):
        return ActivityPenalty((AddedTerm(io.outputs[1], gradients[-1]),))
    penalty = penalty_class(regularizer)
    return ActivityPenalty(
        tuple(
            penalty(regularizer, output, gradient, io.scratch(output.shape), 1.0 / output.shape[0])
            for output, gradient in zip(io.outputs, gradients)
        )
    )
