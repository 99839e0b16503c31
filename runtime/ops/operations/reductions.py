"""Sums, means, extremes…: axes that become one number, and their gradients."""

from __future__ import annotations

from abc import abstractmethod
from math import inf

import numpy as np

from graph.layers.operations.operation import axes_of
from graph.layers.operations.reductions import Counting, Lengths, Nonzero, Reduction, Running
from runtime.kinds.computes import computes
from runtime.ops.op import Array, Op, StepArrays
from runtime.ops.operations.terms import OperationOp, give


def kept_axes(array: Array, axes: tuple[int, ...], rank: int) -> Array:
    """The result of a reduction with its axes again, of size 1."""
    if array.ndim == rank:
        return array
    shape = list(array.shape)
    for axis in sorted(axes):
        shape.insert(axis, 1)
    return array.reshape(shape)


class AxesOp(OperationOp):
    """Base: `y` and `dy` with the axes of size 1, `work` of the shape of x."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self.x = x = io.inputs[0]
        self.axes = axes_of(io.spec.kind, io.spec.axis, x.shape)
        self.count = max(1, int(np.prod([x.shape[a] for a in self.axes])))
        self.y = kept_axes(io.outputs[0], self.axes, x.ndim)
        self.dx = self.owed(0)
        if self.dx is not None:
            self.dy = kept_axes(io.d_outputs[0], self.axes, x.ndim)
            take = io.workspace()
            self.work, self.sums = take(x.shape), take(self.y.shape)

    def forward(self, training: bool) -> None:
        with np.errstate(all="ignore"):
            self.reduce()

    @abstractmethod
    def reduce(self) -> None:
        """Fill y."""

    def backward(self) -> None:
        if self.dx is not None:
            with np.errstate(all="ignore"):
                self.share()

    def share(self) -> None:
        """Fill dx; 0 where there is no slope."""
        self.no_gradient()

    def give_work(self) -> None:
        """dx (+)= work · dy."""
        assert self.dx is not None
        np.multiply(self.work, self.dy, out=self.work)
        give(self.dx, self.work, self.adds(0))


class SumOp(AxesOp):
    def reduce(self) -> None:
        np.sum(self.x, axis=self.axes, keepdims=True, out=self.y, dtype=self.y.dtype)

    def share(self) -> None:
        assert self.dx is not None
        if self.adds(0):
            np.add(self.dx, self.dy, out=self.dx)
        else:
            np.copyto(self.dx, self.dy)


class MeanOp(AxesOp):
    def reduce(self) -> None:
        np.sum(self.x, axis=self.axes, keepdims=True, out=self.y, dtype=self.y.dtype)
        np.divide(self.y, self.count, out=self.y)

    def share(self) -> None:
        np.divide(self.dy, self.count, out=self.sums)
        assert self.dx is not None
        give(self.dx, np.broadcast_to(self.sums, self.dx.shape), self.adds(0))


class VarOp(AxesOp):
    """The variance, or its root."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self.root = io.spec.keras_class == "Std"
        self.mean, self.centred = io.scratch(self.y.shape), io.scratch(self.x.shape)

    def reduce(self) -> None:
        np.sum(self.x, axis=self.axes, keepdims=True, out=self.mean, dtype=self.mean.dtype)
        np.divide(self.mean, self.count, out=self.mean)
        np.subtract(self.x, self.mean, out=self.centred, casting="unsafe")
        np.multiply(self.centred, self.centred, out=self.centred)
        np.sum(self.centred, axis=self.axes, keepdims=True, out=self.y, dtype=self.y.dtype)
        np.divide(self.y, self.count, out=self.y)
        if self.root:
            np.sqrt(self.y, out=self.y)

    def share(self) -> None:
        np.subtract(self.x, self.mean, out=self.work)
        np.multiply(self.work, (1 if self.root else 2) / self.count, out=self.work)
        if self.root:
            np.divide(self.work, self.y, out=self.work)
        self.give_work()


class ExtremeOp(AxesOp):
    """The largest or smallest number; those that are equal share the gradient."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self.largest = io.spec.keras_class in ("Max", "Amax")
        self.initial = getattr(io.spec, "initial", None)

    def reduce(self) -> None:
        function = np.maximum if self.largest else np.minimum
        function.reduce(self.x, axis=self.axes, keepdims=True, out=self.y)
        if self.initial is not None:
            function(self.y, self.initial, out=self.y, casting="unsafe")

    def share(self) -> None:
        np.equal(self.x, self.y, out=self.work, casting="unsafe")
        np.sum(self.work, axis=self.axes, keepdims=True, out=self.sums)
        np.maximum(self.sums, 1, out=self.sums)
        np.divide(self.work, self.sums, out=self.work)
        if self.initial is not None:
            np.copyto(self.work, 0, where=self.y == self.initial)
        self.give_work()


class TruthOp(AxesOp):
    def reduce(self) -> None:
        function = np.all if self.io.spec.keras_class == "All" else np.any
        np.copyto(self.y, function(self.x, axis=self.axes, keepdims=True), casting="unsafe")


class ProdOp(AxesOp):
    def reduce(self) -> None:
        np.prod(self.x, axis=self.axes, keepdims=True, out=self.y, dtype=self.y.dtype)

    def share(self) -> None:
        """The product of all others: what comes before times what comes behind, so that zeros do no harm."""
        rest = tuple(a for a in range(self.x.ndim) if a not in self.axes)
        order = (*rest, *self.axes)
        outer = [self.x.shape[a] for a in rest]
        x = np.ascontiguousarray(self.x.transpose(order)).reshape(*outer, self.count)
        others = np.ones_like(x)
        np.cumprod(x[..., :-1], axis=-1, out=others[..., 1:])
        behind = np.ones_like(x)
        np.cumprod(x[..., :0:-1], axis=-1, out=behind[..., -2::-1] if self.count > 1 else behind[..., :0])
        others *= behind
        self.work.transpose(order)[...] = others.reshape([self.x.shape[a] for a in order])
        self.give_work()


class LogsumexpOp(AxesOp):
    def reduce(self) -> None:
        x = self.x.astype(self.y.dtype, copy=False)
        top = np.maximum.reduce(x, axis=self.axes, keepdims=True, initial=-inf)
        top = np.where(np.isfinite(top), top, 0)
        np.sum(np.exp(self.x - top), axis=self.axes, keepdims=True, out=self.y, dtype=self.y.dtype)
        np.log(self.y, out=self.y)
        np.add(self.y, top, out=self.y)

    def share(self) -> None:
        np.subtract(self.x, self.y, out=self.work)
        np.exp(self.work, out=self.work)
        self.give_work()


REDUCTIONS: dict[str, type[AxesOp]] = {
    "Sum": SumOp,
    "Mean": MeanOp,
    "Var": VarOp,
    "Std": VarOp,
    "Max": ExtremeOp,
    "Min": ExtremeOp,
    "Amax": ExtremeOp,
    "Amin": ExtremeOp,
    "All": TruthOp,
    "Any": TruthOp,
    "Prod": ProdOp,
    "Logsumexp": LogsumexpOp,
}


@computes(Reduction)
class ReductionOp(Op):
    """One of `REDUCTIONS`, by Keras' name of the operation."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._op = REDUCTIONS[io.spec.keras_class](io)

    def forward(self, training: bool) -> None:
        self._op.forward(training)

    def backward(self) -> None:
        self._op.backward()


@computes(Lengths)
class NormOp(AxesOp):
    """The length of vectors by their powers, their largest or their smallest number."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        given = io.spec.ord
        self.power = 2.0 if given is None else float(given)
        self.kept = io.scratch(self.x.shape)

    def reduce(self) -> None:
        np.absolute(self.x, out=self.kept, casting="unsafe")
        if abs(self.power) == inf:
            (np.maximum if self.power > 0 else np.minimum).reduce(self.kept, axis=self.axes, keepdims=True, out=self.y)
            return
        if self.power == 0:
            np.not_equal(self.kept, 0, out=self.kept, casting="unsafe")
        elif self.power == 2:
            np.multiply(self.kept, self.kept, out=self.kept)
        elif self.power != 1:
            np.power(self.kept, self.power, out=self.kept)
        np.sum(self.kept, axis=self.axes, keepdims=True, out=self.y)
        if self.power == 2:
            np.sqrt(self.y, out=self.y)
        elif self.power not in (0, 1):
            np.power(self.y, 1 / self.power, out=self.y)

    def share(self) -> None:
        """sign x · (|x| / y)^(ord − 1); those that are equal share where the largest counts."""
        if self.power == 0:
            self.no_gradient()
            return
        np.absolute(self.x, out=self.work)
        if abs(self.power) == inf:
            np.equal(self.work, self.y, out=self.work, casting="unsafe")
            np.sum(self.work, axis=self.axes, keepdims=True, out=self.sums)
            np.divide(self.work, self.sums, out=self.work)
        elif self.power == 1:
            self.work.fill(1)
        else:
            np.divide(self.work, self.y, out=self.work)
            np.power(self.work, self.power - 1, out=self.work)
        np.multiply(self.work, np.sign(self.x), out=self.work)
        self.give_work()


@computes(Counting)
class PlaceOp(AxesOp):
    """Where the largest or the smallest number is, the first of equal ones."""

    def reduce(self) -> None:
        function = np.argmax if self.io.spec.keras_class == "Argmax" else np.argmin
        if self.io.spec.axis is None:
            np.copyto(self.y, function(self.x), casting="unsafe")
        else:
            np.copyto(self.y, function(self.x, axis=self.axes[0], keepdims=True), casting="unsafe")


@computes(Nonzero)
class CountOp(AxesOp):
    def reduce(self) -> None:
        np.sum(self.x != 0, axis=self.axes, keepdims=True, out=self.y, dtype=self.y.dtype)


@computes(Running)
class RunningOp(OperationOp):
    """Running sums and products."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._axis = 0 if io.spec.axis is None else io.spec.axis
        self._x = io.inputs[0].reshape(io.outputs[0].shape)
        self._product = io.spec.keras_class == "Cumprod"
        dx = self.owed(0)
        self._dx = None if dx is None else dx.reshape(self._x.shape)
        if dx is not None:
            self._work = io.workspace()(self._x.shape)

    def forward(self, training: bool) -> None:
        function = np.cumprod if self._product else np.cumsum
        y = self.io.outputs[0]
        function(self._x, axis=self._axis, out=y, dtype=y.dtype)

    def backward(self) -> None:
        if self._dx is None:
            return
        dy, work = self.io.d_outputs[0], self._work
        if self._product:
            self._product_share()
        else:
            back = np.flip(dy, self._axis)
            np.cumsum(back, axis=self._axis, out=np.flip(work, self._axis))
        give(self._dx, work, self.adds(0))

    def _product_share(self) -> None:
        """The share of number i: what comes before it, times Σ dyⱼ · the product of those between it and j."""
        x, dy, work = (np.moveaxis(a, self._axis, -1) for a in (self._x, self.io.d_outputs[0], self._work))
        behind = np.zeros(x.shape[:-1], work.dtype)
        for i in reversed(range(x.shape[-1])):
            if i + 1 < x.shape[-1]:
                behind *= x[..., i + 1]
            behind += dy[..., i]
            work[..., i] = behind
        np.multiply(work[..., 1:], np.moveaxis(self.io.outputs[0], self._axis, -1)[..., :-1], out=work[..., 1:])
