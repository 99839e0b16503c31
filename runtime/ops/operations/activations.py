"""Activation functions as operations: the kernels of the layers, with the operations' own settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any

import numpy as np

from graph.layers.operations.activations import ActivationOperation, AlongAxis, Gated
from graph.layers.operations.operation import axes_of
from graph.specs.params import params_of
from runtime.jit import threads
from runtime.kernels.elementwise import activations, rows
from runtime.kinds.computes import computes
from runtime.ops.activation.rectified import leaky
from runtime.ops.op import Array, StepArrays
from runtime.ops.operations.terms import CHUNK, OperationOp, floats, give


@computes(ActivationOperation)
class ActivationFunctionOp(OperationOp):
    """y = f(x), by the kernel of that activation."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        name, a, b = self._settings()
        self._backward: Callable[[], None] | None = None
        if io.outputs[0].dtype.kind != "f":
            self._x, low = io.inputs[0], (-1 if name == "hard_tanh" and io.outputs[0].dtype.kind == "i" else 0)
            high = 1 if name == "hard_tanh" else None
            self._forward: Callable[[], Any] = partial(np.clip, self._x, low, high, out=io.outputs[0], casting="unsafe")
            return
        formula = activations.FORMULAS[name]
        self._x = x = floats(io)
        y = io.outputs[0].reshape(-1)
        self._forward = threads.bind(activations.forward(name), y.size, CHUNK, x.reshape(-1), y, a, b)
        dx = self.owed(0)
        if dx is not None:
            source = x.reshape(-1) if formula.from_input else y
            dy = io.d_outputs[0].reshape(-1)
            arrays = source, dy, dx.reshape(-1), a, b, self.adds(0)
            self._backward = threads.bind(activations.backward(name), y.size, CHUNK, *arrays)

    def _settings(self) -> tuple[str, float, float]:
        """The name of the kernel and its two parameters."""
        spec = self.io.spec
        name = spec.activation
        if name == "gelu":
            return ("gelu_tanh" if spec.approximate else "gelu"), 0.0, 0.0
        if name == "leaky_relu":
            name, a, b = leaky(spec.negative_slope)
            return name, a or 0.0, b or 0.0
        formula = activations.FORMULAS[name]
        own = [float(getattr(spec, key)) for key in params_of(spec)]
        a, b = [*own, *(formula.a, formula.b)[len(own) :]][:2]
        return name, a, b

    def forward(self, training: bool) -> None:
        if self._x is not self.io.inputs[0]:
            np.copyto(self._x, self.io.inputs[0], casting="unsafe")
        self._forward()

    def backward(self) -> None:
        if self._backward is not None:
            self._backward()


@computes(AlongAxis)
class AlongAxisOp(OperationOp):
    """Functions of the numbers along axes: these go last, where the rows of the layers' kernels are."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        x, y = io.inputs[0], io.outputs[0]
        axes = axes_of(io.spec.kind, io.spec.axis, x.shape)
        order = (*(a for a in range(x.ndim) if a not in axes), *axes)
        self._x, self._y = x.transpose(order), y.transpose(order)
        columns = prod(x.shape[a] for a in axes)
        size = (
            y.size // max(1, columns),
            max(1, CHUNK // max(1, columns)),
        )
        plain = order == tuple(range(x.ndim)) and x.dtype == io.dtype
        kept = y.reshape(self._y.shape) if plain else io.scratch(self._y.shape)
        self._from = self._x if plain else kept
        self._kept, self._columns, name = kept, columns, io.spec.activation
        self._run = threads.bind(rows.FORWARD[name], *size, self._from.reshape(-1), kept.reshape(-1), columns)
        self._back: Callable[[], None] | None = None
        dx = self.owed(0)
        if dx is not None:
            dy = io.d_outputs[0]
            self._dy, self._dx = dy.transpose(order), dx.transpose(order)
            self._moved = not plain
            given = io.workspace()(self._dy.shape) if self._moved else self._dy
            into = given if self._moved else self._dx
            self._given = given
            arrays = kept.reshape(-1), given.reshape(-1), into.reshape(-1), columns, self.adds(0) and plain
            self._back = threads.bind(rows.BACKWARD[name], *size, *arrays)

    def forward(self, training: bool) -> None:
        if self._from is self._kept:
            np.copyto(self._kept, self._x, casting="unsafe")
        self._run()
        if not np.shares_memory(self._kept, self._y):
            np.copyto(self._y, self._kept)

    def backward(self) -> None:
        if self._back is None:
            return
        if self._moved:
            np.copyto(self._given, self._dy)
        self._back()
        if self._moved:
            give(self._dx, self._given, self.adds(0))


@computes(Gated)
class GatedOp(OperationOp):
    """y = a · sigmoid(b), a and b being the halves along an axis."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        (axis,) = axes_of(io.spec.kind, io.spec.axis, io.inputs[0].shape)
        self._axis = axis
        self._gate, self._work = io.scratch(io.outputs[0].shape), io.workspace()(io.outputs[0].shape)

    def _halves(self, array: Array) -> tuple[Array, Array]:
        first, second = np.split(array, 2, axis=self._axis)
        return first, second

    def forward(self, training: bool) -> None:
        a, b = self._halves(self.io.inputs[0])
        with np.errstate(over="ignore"):
            np.negative(b, out=self._gate, casting="unsafe")
            np.exp(self._gate, out=self._gate)
        np.add(self._gate, 1, out=self._gate)
        np.reciprocal(self._gate, out=self._gate)
        np.multiply(a, self._gate, out=self.io.outputs[0], casting="unsafe")

    def backward(self) -> None:
        dx = self.owed(0)
        if dx is None:
            return
        dy, work = self.io.d_outputs[0], self._work
        for half, d in enumerate(self._halves(dx)):
            np.multiply(dy, self._gate, out=work)
            if half:
                np.multiply(work, self._halves(self.io.inputs[0])[0], out=work)
                work -= work * self._gate
            give(d, work, self.adds(0))
