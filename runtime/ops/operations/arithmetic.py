"""Arithmetic and comparisons of two terms: what NumPy computes, sizes of 1 stretching, and the slope for each term."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from graph.layers.operations.arithmetic import Arithmetic, Bitwise, Choice, Close
from runtime.jit import threads
from runtime.kinds.computes import computes
from runtime.ops.op import Array, StepArrays
from runtime.ops.operations.terms import CHUNK, OperationOp, summed_into

Value = Callable[[Array, Array, Array], object]
"""value(a, b, y): y = f(a, b)."""
Share = Callable[[Array, Array, Array, Array, Array], object]
"""share(a, b, y, dy, s): s = dy · ∂f/∂a, or ∂b."""


class Function(NamedTuple):
    """A function of two terms, and what each gets of the gradient; None where the slope is 0."""

    value: Value
    first: Share | None = None
    second: Share | None = None


def plain(function: np.ufunc) -> Value:
    """What a function of NumPy gives, computed in the type of the result."""

    def value(a: Array, b: Array, y: Array) -> None:
        function(a, b, out=y, dtype=y.dtype, casting="unsafe")

    return value


def telling(function: np.ufunc) -> Value:
    """What a comparison of NumPy gives."""

    def value(a: Array, b: Array, y: Array) -> None:
        function(a, b, out=y, casting="unsafe")

    return value


def whole(_a: Array, _b: Array, _y: Array, dy: Array, s: Array) -> None:
    np.copyto(s, dy)


def negated(_a: Array, _b: Array, _y: Array, dy: Array, s: Array) -> None:
    np.negative(dy, out=s)


def by_second(_a: Array, b: Array, _y: Array, dy: Array, s: Array) -> None:
    np.multiply(dy, b, out=s)


def by_first(a: Array, _b: Array, _y: Array, dy: Array, s: Array) -> None:
    np.multiply(dy, a, out=s)


def divided(_a: Array, b: Array, _y: Array, dy: Array, s: Array) -> None:
    np.divide(dy, b, out=s)


def divisor(_a: Array, b: Array, y: Array, dy: Array, s: Array) -> None:
    np.divide(y, b, out=s)
    np.multiply(s, dy, out=s)
    np.negative(s, out=s)


def no_nan(a: Array, b: Array, y: Array) -> None:
    np.divide(a, b, out=y, dtype=y.dtype, casting="unsafe")
    np.copyto(y, 0, where=np.asarray(b) == 0)


def divided_no_nan(a: Array, b: Array, y: Array, dy: Array, s: Array) -> None:
    divided(a, b, y, dy, s)
    np.copyto(s, 0, where=np.asarray(b) == 0)


def divisor_no_nan(a: Array, b: Array, y: Array, dy: Array, s: Array) -> None:
    divisor(a, b, y, dy, s)
    np.copyto(s, 0, where=np.asarray(b) == 0)


def less_times(a: Array, b: Array, _y: Array, dy: Array, s: Array) -> None:
    """The slope of a − b ⌊a / b⌋ for b."""
    np.floor_divide(a, b, out=s, casting="unsafe")
    np.multiply(s, dy, out=s)
    np.negative(s, out=s)


def less_truncated(a: Array, b: Array, _y: Array, dy: Array, s: Array) -> None:
    """The slope of a − b · trunc(a / b) for b."""
    np.divide(a, b, out=s, casting="unsafe")
    np.trunc(s, out=s)
    np.multiply(s, dy, out=s)
    np.negative(s, out=s)


def shifted(a: Array, b: Array, y: Array) -> None:
    np.exp2(b, out=y, dtype=y.dtype, casting="unsafe")
    np.multiply(y, a, out=y, casting="unsafe")


def shifted_share(_a: Array, b: Array, _y: Array, dy: Array, s: Array) -> None:
    np.exp2(b, out=s, dtype=s.dtype, casting="unsafe")
    np.multiply(s, dy, out=s)


def power(a: Array, b: Array, y: Array) -> None:
    if b.ndim == 0 and b == 2:
        np.multiply(a, a, out=y, dtype=y.dtype, casting="unsafe")
    else:
        np.power(a, b, out=y, dtype=y.dtype, casting="unsafe")


def base(a: Array, b: Array, _y: Array, dy: Array, s: Array) -> None:
    """b · a^(b − 1), 0 where b is 0."""
    np.subtract(b, 1, out=s, dtype=s.dtype, casting="unsafe")
    np.power(a, s, out=s)
    np.multiply(s, b, out=s)
    np.copyto(s, 0, where=np.asarray(b) == 0)
    np.multiply(s, dy, out=s)


def exponent(a: Array, _b: Array, y: Array, dy: Array, s: Array) -> None:
    """y · ln a, 0 where a is 0."""
    np.log(a, out=s, dtype=s.dtype, casting="unsafe")
    np.copyto(s, 0, where=np.asarray(a) == 0)
    np.multiply(s, y, out=s)
    np.multiply(s, dy, out=s)


def kept(of: int) -> Share:
    """Where the result is this term's; halves where both are the same."""

    def share(a: Array, b: Array, y: Array, dy: Array, s: Array) -> None:
        np.equal((a, b)[of], y, out=s, casting="unsafe")
        np.copyto(s, 0.5, where=np.equal(a, b))
        np.multiply(s, dy, out=s)

    return share


def by_square(of: int, sign: int) -> Share:
    """± term / (a² + b²)."""

    def share(a: Array, b: Array, _y: Array, dy: Array, s: Array) -> None:
        np.hypot(a, b, out=s)
        np.multiply(s, s, out=s)
        np.divide((a, b)[of], s, out=s)
        np.multiply(s, dy, out=s)
        if sign < 0:
            np.negative(s, out=s)

    return share


def by_result(of: int) -> Share:
    """term / y, a half where y is 0."""

    def share(a: Array, b: Array, y: Array, dy: Array, s: Array) -> None:
        np.divide((a, b)[of], y, out=s)
        np.copyto(s, 0.5, where=y == 0)
        np.multiply(s, dy, out=s)

    return share


def power_share(of: int) -> Share:
    def share(a: Array, b: Array, y: Array, dy: Array, s: Array) -> None:
        np.subtract((a, b)[of], y, out=s)
        np.exp2(s, out=s)
        np.multiply(s, dy, out=s)

    return share


def exponential_share(of: int) -> Share:
    def share(a: Array, b: Array, y: Array, dy: Array, s: Array) -> None:
        np.subtract((a, b)[of], y, out=s)
        np.exp(s, out=s)
        np.multiply(s, dy, out=s)

    return share


FUNCTIONS: dict[str, Function] = {
    "Add": Function(plain(np.add), whole, whole),
    "Subtract": Function(plain(np.subtract), whole, negated),
    "Multiply": Function(plain(np.multiply), by_second, by_first),
    "TrueDivide": Function(plain(np.true_divide), divided, divisor),
    "Divide": Function(plain(np.true_divide), divided, divisor),
    "DivideNoNan": Function(no_nan, divided_no_nan, divisor_no_nan),
    "FloorDivide": Function(plain(np.floor_divide)),
    "Mod": Function(plain(np.remainder), whole, less_times),
    "Power": Function(power, base, exponent),
    "Maximum": Function(plain(np.maximum), kept(0), kept(1)),
    "Minimum": Function(plain(np.minimum), kept(0), kept(1)),
    "Arctan2": Function(plain(np.arctan2), by_square(1, 1), by_square(0, -1)),
    "Hypot": Function(plain(np.hypot), by_result(0), by_result(1)),
    "Logaddexp": Function(plain(np.logaddexp), exponential_share(0), exponential_share(1)),
    "Fmax": Function(plain(np.fmax), kept(0), kept(1)),
    "Fmin": Function(plain(np.fmin), kept(0), kept(1)),
    "Fmod": Function(plain(np.fmod), whole, less_truncated),
    "Heaviside": Function(plain(np.heaviside)),
    "Logaddexp2": Function(plain(np.logaddexp2), power_share(0), power_share(1)),
    "Ldexp": Function(shifted, shifted_share),
    "Gcd": Function(telling(np.gcd)),
    "Lcm": Function(telling(np.lcm)),
    "BitwiseAnd": Function(telling(np.bitwise_and)),
    "BitwiseOr": Function(telling(np.bitwise_or)),
    "BitwiseXor": Function(telling(np.bitwise_xor)),
    "BitwiseLeftShift": Function(telling(np.left_shift)),
    "BitwiseRightShift": Function(telling(np.right_shift)),
    "LeftShift": Function(telling(np.left_shift)),
    "RightShift": Function(telling(np.right_shift)),
    "Equal": Function(telling(np.equal)),
    "NotEqual": Function(telling(np.not_equal)),
    "Greater": Function(telling(np.greater)),
    "GreaterEqual": Function(telling(np.greater_equal)),
    "Less": Function(telling(np.less)),
    "LessEqual": Function(telling(np.less_equal)),
    "LogicalAnd": Function(telling(np.logical_and)),
    "LogicalOr": Function(telling(np.logical_or)),
    "LogicalXor": Function(telling(np.logical_xor)),
}
"""By Keras' names of the operations."""


class Rows:
    """Arrays that stretch to one shape, cut along the first axis for several threads."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.rows = shape[0] if shape else 1
        self.chunk = max(1, CHUNK * self.rows // max(1, int(np.prod(shape))))
        self._rank = len(shape)

    def cut(self, array: Array, begin: int, end: int) -> Array:
        """The rows of an array, all of it where it stretches."""
        whole = array.ndim < self._rank or self._rank == 0 or array.shape[0] != self.rows
        return array if whole else array[begin:end]


def close(spec: Close) -> Function:
    """Whether two numbers are nearly the same."""

    def value(a: Array, b: Array, y: Array) -> None:
        np.copyto(y, np.isclose(a, b, spec.rtol, spec.atol, spec.equal_nan), casting="unsafe")

    return Function(value)


@computes(Arithmetic, Bitwise)
class ArithmeticOp(OperationOp):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._function = close(io.spec) if isinstance(io.spec, Close) else FUNCTIONS[io.spec.keras_class]
        self._rows = Rows(io.outputs[0].shape)
        self._shares = [self._function.first, self._function.second]
        take = io.workspace()
        owed = [d for i in (0, 1) if (d := self.owed(i)) is not None and self._shares[i] is not None]
        self._share = take(io.outputs[0].shape) if owed else io.outputs[0]
        self._sums = [take(d.shape) if (d := self.owed(i)) is not None else None for i in (0, 1)]

    def forward(self, training: bool) -> None:
        threads.run(self._value_range, self._rows.rows, self._rows.chunk)

    def _value_range(self, begin: int, end: int) -> None:
        a, b, y = (self._rows.cut(array, begin, end) for array in (*self.terms, self.io.outputs[0]))
        with np.errstate(all="ignore"):
            self._function.value(a, b, y)

    def backward(self) -> None:
        for i, share in enumerate(self._shares):
            d = self.owed(i)
            if d is None:
                continue
            if share is None:
                if not self.adds(i):
                    d.fill(0)
                continue
            if share is whole:
                summed_into(d, self.io.d_outputs[0], self.adds(i), self._sums[i])
                continue
            threads.run(self._share_range, self._rows.rows, self._rows.chunk, share)
            summed_into(d, self._share, self.adds(i), self._sums[i])

    def _share_range(self, share: Share, begin: int, end: int) -> None:
        io = self.io
        arrays = (*self.terms, io.outputs[0], io.d_outputs[0], self._share)
        a, b, y, dy, s = (self._rows.cut(array, begin, end) for array in arrays)
        with np.errstate(all="ignore"):
            share(a, b, y, dy, s)


@computes(Choice)
class ChoiceOp(OperationOp):
    """y = x1 where condition, else x2."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        take = io.workspace()
        owed = [self.owed(i) for i in (0, 1, 2)]
        self._share = take(io.outputs[0].shape) if any(d is not None for d in owed) else io.outputs[0]
        self._sums = [None if d is None else take(d.shape) for d in owed]
        self._truth = io.scratch(self.terms[0].shape, np.bool_)

    def forward(self, training: bool) -> None:
        condition, x1, x2 = self.terms
        np.not_equal(condition, 0, out=self._truth)
        np.copyto(self.io.outputs[0], x2, casting="unsafe")
        np.copyto(self.io.outputs[0], x1, where=self._truth, casting="unsafe")

    def backward(self) -> None:
        dy = self.io.d_outputs[0]
        for i in (0, 1, 2):
            d = self.owed(i)
            if d is None:
                continue
            if i == 0:
                if not self.adds(i):
                    d.fill(0)
                continue
            if i == 2:
                np.logical_not(self._truth, out=self._truth)
            self._share.fill(0)
            np.copyto(self._share, dy, where=self._truth)
            summed_into(d, self._share, self.adds(i), self._sums[i])
