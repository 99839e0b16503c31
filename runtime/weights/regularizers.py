"""Penalties on weights and on activations: Keras' L1, L2 and both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.inference.program import Step
from graph.specs.regularizers import L1, L1L2, L2
from graph.specs.spec import Value
from runtime.ops.op import Array, StepArrays


def factors(regularizer: Value) -> tuple[float, float]:
    """(l1, l2) of any of the three kinds."""
    match regularizer:
        case L1(l1=l1):
            return l1, 0.0
        case L2(l2=l2):
            return 0.0, l2
        case L1L2(l1=l1, l2=l2):
            return l1, l2
    raise TypeError(f"{regularizer.kind} is not a regularizer that can be computed.")


@dataclass
class Penalty:
    """l1 · Σ|w| + l2 · Σw² on one array, and its gradient (with `scale`) added to `gradient` where one is owed."""

    l1: float
    l2: float
    array: Array
    gradient: Array | None
    work: Array
    scale: float = 1.0

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


@dataclass
class ActivityPenalty:
    """The penalties on all outputs of one call: a recurrent layer's states count beside its sequence."""

    parts: tuple[Penalty, ...]

    def value(self) -> float:
        return sum(part.value() for part in self.parts)

    def add_gradient(self) -> None:
        for part in self.parts:
            part.add_gradient()


def weight_penalty(regularizer: Value, array: Array, gradient: Array | None) -> Penalty:
    l1, l2 = factors(regularizer)
    return Penalty(l1, l2, array, gradient, np.empty_like(array))


def activity_penalty(step: Step, io: StepArrays) -> ActivityPenalty | None:
    """The penalty on what a call gives, divided by the batch size as Keras does; None where none is asked for."""
    regularizer = getattr(step.spec, "activity_regularizer", None)
    if regularizer is None:
        return None
    l1, l2 = factors(regularizer)
    gradients = io.d_outputs or (None,) * len(io.outputs)
    return ActivityPenalty(
        tuple(
            Penalty(l1, l2, output, gradient, io.scratch(output.shape), 1.0 / output.shape[0])
            for output, gradient in zip(io.outputs, gradients)
        )
    )
