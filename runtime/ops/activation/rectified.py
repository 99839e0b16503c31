"""ReLU, LeakyReLU, ELU and PReLU."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np

from graph.layers.activation.rectified import ELU, LeakyReLU, PReLU, ReLU
from runtime.kinds.computes import computes
from runtime.ops.activation.function import ActivationFunction
from runtime.ops.op import Array, Limits, Op, StepArrays

BLOCK = 1 << 14
"""Numbers per pass: few enough to stay in the second-level cache from one formula to the next."""


def formula_of(spec: ReLU | LeakyReLU | ELU) -> tuple[str, float | None, float | None]:
    """The name of an activation function that computes the layer, and its parameters; a largest value is left out."""
    if isinstance(spec, ELU):
        return "elu", spec.alpha, None
    if isinstance(spec, LeakyReLU):
        return leaky(spec.negative_slope)
    if spec.threshold or (spec.negative_slope and spec.max_value is not None):
        return "rectified", spec.negative_slope, spec.threshold
    return ("leaky_relu", spec.negative_slope, None) if spec.negative_slope else ("relu", None, None)


def leaky(slope: float) -> tuple[str, float | None, float | None]:
    """The same for a leaky relu. Without a slope below 0 the output can't tell 0, where Keras has the slope 1, from
    what is below; the input can."""
    return ("leaky_relu", slope, None) if slope else ("threshold", -float(np.finfo(np.float32).tiny), 0.0)


@computes(ReLU, LeakyReLU, ELU)
class RectifierOp(Op):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._function = ActivationFunction(*_bound(io))
        self._largest: Any = getattr(io.spec, "max_value", None)
        limited = io.backward and self._largest is not None
        self._cut = tuple(np.empty(io.outputs[0].shape, np.bool_) for _ in range(2 if limited else 0))

    @classmethod
    def limits(cls, spec: Any) -> Limits | None:
        # At any other largest output half of the gradient passes.
        largest = getattr(spec, "max_value", None)
        if formula_of(spec)[0] != "relu" or largest not in (None, 6):
            return None
        return Limits(0.0, inf if largest is None else 6.0)

    def forward(self, training: bool) -> None:
        y = self.io.outputs[0]
        self._function.forward()
        if self._largest is not None:
            np.minimum(y, self._largest, out=y)

    def backward(self) -> None:
        dx, dy = self.io.d_inputs[0], self.io.d_outputs[0]
        if dx is None:
            return
        if self._cut:
            self._cut_off(dy, *self._cut)
        self._function.backward(dy, dx, self.io.add_inputs[0])

    def _cut_off(self, dy: Array, above: Array, just: Array) -> None:
        """No gradient from where the output is the largest; half of it where the input just is, but none there for 6,
        as in Keras."""
        spec = self.io.spec
        np.greater_equal(self.io.outputs[0], self._largest, out=above)
        if self._largest != 6 or spec.threshold:
            np.equal(self.io.inputs[0], self._largest, out=just)
            np.logical_and(just, above, out=just)
            np.multiply(dy, 0.5, out=dy, where=just)
            np.greater(above, just, out=above)
        np.copyto(dy, 0, where=above)


def _bound(io: StepArrays) -> tuple[str, Array, Array, float | None, float | None]:
    name, a, b = formula_of(io.spec)
    return name, io.inputs[0], io.outputs[0], a, b


@computes(PReLU)
class PReLUOp(Op):
    """y = max(x, 0) + alpha · min(x, 0), some samples at a time; alpha's gradient is summed in their order."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._alpha = io.weights["alpha"]
        x = io.inputs[0]
        self._rows = min(len(x), max(1, BLOCK * len(x) // x.size))
        take, size = io.workspace(), (self._rows, *x.shape[1:])
        self._negative, self._part = take(size), take(size)
        self._sum = take(self._alpha.shape) if io.backward else self._part
        self._axes = (0, *(a for a, n in enumerate(self._alpha.shape, 1) if n == 1))

    def forward(self, training: bool) -> None:
        x, y = self.io.inputs[0], self.io.outputs[0]
        for first in range(0, len(x), self._rows):
            rows = slice(first, first + self._rows)
            negative = self._negative[: len(x[rows])]
            np.minimum(x[rows], 0, out=negative)
            np.multiply(negative, self._alpha, out=negative)
            np.maximum(x[rows], 0, out=y[rows])
            np.add(y[rows], negative, out=y[rows])

    def backward(self) -> None:
        x, dy, d_alpha = self.io.inputs[0], self.io.d_outputs[0], self.io.d_weights.get("alpha")
        if d_alpha is not None and not self.io.add_weights:
            d_alpha.fill(0)
        for first in range(0, len(x), self._rows):
            rows = slice(first, first + self._rows)
            if d_alpha is not None:
                self._add_alpha(x[rows], dy[rows], d_alpha)
            if self.io.d_inputs[0] is not None:
                self._give(x[rows], dy[rows], self.io.d_inputs[0][rows])

    def _add_alpha(self, x: Array, dy: Array, d_alpha: Array) -> None:
        """dα += Σ dy · min(x, 0)."""
        part = self._part[: len(x)]
        np.minimum(x, 0, out=part)
        np.multiply(part, dy, out=part)
        np.sum(part, axis=self._axes, keepdims=True, out=self._sum[None])
        np.add(d_alpha, self._sum, out=d_alpha)

    def _give(self, x: Array, dy: Array, dx: Array) -> None:
        """dx (+)= dy above 0, α · dy below."""
        part, negative = self._part[: len(x)], self._negative[: len(x)]
        np.less(x, 0, out=negative)
        np.multiply(negative, self._alpha, out=negative)
        np.greater(x, 0, out=part)
        np.add(part, negative, out=part)
        if self.io.add_inputs[0]:
            np.multiply(part, dy, out=part)
            np.add(dx, part, out=dx)
        else:
            np.multiply(part, dy, out=dx)
