"""The rule of a loss: what is computed for each row, and its gradient."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from graph.specs.message import say
from graph.specs.spec import Value
from runtime.kinds.computes import computing
from runtime.ops.faults import RunError
from runtime.ops.op import Array

Kernel = Callable[..., Any]
"""kernel(target, prediction, scales, values, gradient, slope, add), the loss's own parameters filled in.

Target and prediction are rows (n, k), a target of class numbers is (n,). `values` gets the loss of each row; where
`slope` is true the gradient gets each row's slope times its scale, in place of what it holds, or on top where `add` is
true. What it returns is the row of a class number that does not exist, else below 0 or None.
"""


SPREADING = ("sum_over_batch_size", "mean")
"""Reductions that divide by how many losses there are, so that those left by a mask must weigh more."""


class LossRule(ABC):
    """Base of what computes losses of rows: a compiled kernel, or, easier to write, an `ArrayLoss`.

    What judges rows together is a `BatchLoss`.
    """

    even: ClassVar[tuple[Kernel, float] | None] = None
    """A kernel for rows that all count alike, with the factor in its gradient; see `kernels/losses/even_losses.py`."""

    by_row: ClassVar[bool] = True
    """Whether the loss of a row depends on that row alone."""

    def __init__(self, spec: Any) -> None:
        if getattr(spec, "axis", -1) != -1:
            raise RunError(say("{loss}: only the last axis can hold the classes (axis=-1).", loss=spec.kind))
        self.spec = spec

    @abstractmethod
    def kernel(self) -> Kernel:
        """The kernel with this loss's parameters."""

    def kernel_of_logits(self, logits: Array) -> Kernel:
        """The kernel where predictions are probabilities just made of these logits; the gradient is the logits'."""
        plain = type(self)(self.spec.replace(from_logits=True)).kernel()
        return lambda target, _probabilities, *rest: plain(target, logits, *rest)


class ArrayLoss(LossRule):
    """A loss as two formulas over whole arrays: less to write than a kernel, and some times slower."""

    @abstractmethod
    def values(self, target: Array, prediction: Array) -> Array:
        """The loss of each row, (n,)."""

    @abstractmethod
    def slopes(self, target: Array, prediction: Array) -> Array:
        """The gradient of each row's loss by its numbers, (n, k)."""

    def kernel(self) -> Kernel:
        return self._rows

    def _rows(
        self, target: Array, prediction: Array, scales: Array, values: Array, gradient: Array, slope: bool, add: bool
    ) -> int | None:
        values[:] = self.values(target, prediction)
        if slope:
            slopes = self.slopes(target, prediction) * scales[:, None]
            gradient[:] = gradient + slopes if add else slopes
        return None


def rule_of(loss: Value) -> LossRule:
    """The rule of a loss; raises RunError for one that can't be computed here."""
    found = computing(type(loss), LossRule)
    if found is None:
        raise RunError(say("The loss {loss} can't be computed here yet.", loss=loss.kind))
    return found(loss)


def fused(kernel: Any, logits: Array, parameter: float) -> Kernel:
    """The kernel of `kernels/losses/fused_losses.py` with logits and its own parameter filled in."""
    return lambda target, probabilities, *rest: kernel(target, logits, probabilities, parameter, *rest)


def with_parameter(kernel: Any, parameter: float) -> Kernel:
    """The kernel with its third argument filled in."""
    return lambda target, prediction, *rest: kernel(target, prediction, parameter, *rest)
