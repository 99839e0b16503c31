"""Functions of each number by itself: what NumPy computes, with slopes from the input or the output."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, log, pi
from typing import NamedTuple

import numpy as np

from graph.layers.operations.elementwise import Elementwise
from runtime.jit import threads
from runtime.kinds.computes import computes
from runtime.ops.op import Array, StepArrays
from runtime.ops.operations.terms import CHUNK, OperationOp

Value = Callable[[Array, Array], object]
"""value(x, y): y = f(x)."""
Slope = Callable[[Array, Array, Array], object]
"""slope(x, y, s): s = f′(x), y being f(x)."""


class Function(NamedTuple):
    """A function and its slope; without one the slope is 0 wherever there is one."""

    value: Value
    slope: Slope | None = None


def times(factor: float, function: Slope) -> Slope:
    """A slope with a factor."""

    def slope(x: Array, y: Array, s: Array) -> None:
        function(x, y, s)
        np.multiply(s, factor, out=s)

    return slope


def rooted(of_square: Callable[[Array, Array], object], last: Callable[[Array, Array], object]) -> Slope:
    """last(of_square(x²)), in place."""

    def slope(x: Array, _y: Array, s: Array) -> None:
        np.multiply(x, x, out=s)
        of_square(s, s)
        last(s, s)

    return slope


def inverse_root(x: Array, s: Array) -> None:
    """1 / √x."""
    np.sqrt(x, out=s)
    np.reciprocal(s, out=s)


def result(_x: Array, y: Array, s: Array) -> None:
    np.copyto(s, y)


def one(_x: Array, _y: Array, s: Array) -> None:
    s.fill(1)


def less_from_one(x: Array, s: Array) -> None:
    np.subtract(1, x, out=s)


def more_by_one(x: Array, s: Array) -> None:
    np.add(x, 1, out=s)


def less_by_one(x: Array, s: Array) -> None:
    np.subtract(x, 1, out=s)


def by_input(x: Array, _y: Array, s: Array) -> None:
    np.reciprocal(x, out=s)


def after_one(x: Array, _y: Array, s: Array) -> None:
    np.add(x, 1, out=s)
    np.reciprocal(s, out=s)


def half_by_result(_x: Array, y: Array, s: Array) -> None:
    np.divide(0.5, y, out=s)


def rsqrt(x: Array, y: Array) -> None:
    np.sqrt(x, out=y, dtype=y.dtype, casting="unsafe")
    np.reciprocal(y, out=y)


def rsqrt_slope(x: Array, y: Array, s: Array) -> None:
    np.divide(y, x, out=s)
    np.multiply(s, -0.5, out=s)


def cbrt_slope(_x: Array, y: Array, s: Array) -> None:
    np.multiply(y, y, out=s)
    np.divide(1 / 3, s, out=s)


def reciprocal(x: Array, y: Array) -> None:
    np.divide(1, x, out=y, dtype=y.dtype, casting="unsafe")


def reciprocal_slope(_x: Array, y: Array, s: Array) -> None:
    np.multiply(y, y, out=s)
    np.negative(s, out=s)


def cosine(x: Array, _y: Array, s: Array) -> None:
    np.cos(x, out=s)


def less_sine(x: Array, _y: Array, s: Array) -> None:
    np.sin(x, out=s)
    np.negative(s, out=s)


def tan_slope(_x: Array, y: Array, s: Array) -> None:
    np.multiply(y, y, out=s)
    np.add(s, 1, out=s)


def tanh_slope(_x: Array, y: Array, s: Array) -> None:
    np.multiply(y, y, out=s)
    np.subtract(1, s, out=s)


def expm1_slope(_x: Array, y: Array, s: Array) -> None:
    np.add(y, 1, out=s)


def sign_of(x: Array, _y: Array, s: Array) -> None:
    """The slope of |x|: 1 at 0, as in Keras on JAX."""
    np.greater_equal(x, 0, out=s, casting="unsafe")
    np.multiply(s, 2, out=s)
    np.subtract(s, 1, out=s)


def finite(x: Array, _y: Array, s: Array) -> None:
    np.isfinite(x, out=s, casting="unsafe")


def twice(x: Array, _y: Array, s: Array) -> None:
    np.add(x, x, out=s)


def square(x: Array, y: Array) -> None:
    np.multiply(x, x, out=y, dtype=y.dtype, casting="unsafe")


def same(x: Array, y: Array) -> None:
    np.copyto(y, x, casting="unsafe")


def by_factor(factor: float) -> Value:
    """Each number times a factor."""

    def value(x: Array, y: Array) -> None:
        np.multiply(x, factor, out=y, dtype=y.dtype, casting="unsafe")

    return value


def nothing(_x: Array, _y: Array, s: Array) -> None:
    s.fill(0)


def sign_bit(x: Array, y: Array) -> None:
    found = np.signbit(x) if x.dtype.kind == "f" else x < 0 if x.dtype.kind == "i" else np.zeros(x.shape, np.bool_)
    np.copyto(y, found, casting="unsafe")


def inverted(x: Array, y: Array) -> None:
    np.copyto(y, np.invert(x if x.dtype.kind != "f" else x.astype(np.int32)), casting="unsafe")


def sinc(x: Array, y: Array) -> None:
    np.copyto(y, np.sinc(x.astype(y.dtype)))


def sinc_slope(x: Array, y: Array, s: Array) -> None:
    """(cos πx − y) / x, 0 at 0."""
    np.copyto(s, np.where(x == 0, 0, (np.cos(pi * x) - y) / np.where(x == 0, 1, x)))


def plain(function: np.ufunc) -> Value:
    """What a function of NumPy gives, computed in the type of the result: of bytes NumPy alone would make halves."""

    def value(x: Array, y: Array) -> None:
        function(x, out=y, dtype=y.dtype, casting="unsafe")

    return value


def telling(function: np.ufunc) -> Value:
    """What a function of NumPy says of numbers."""

    def value(x: Array, y: Array) -> None:
        function(x, out=y, casting="unsafe")

    return value


FUNCTIONS: dict[str, Function] = {
    "Exp": Function(plain(np.exp), result),
    "Exp2": Function(plain(np.exp2), times(log(2), result)),
    "Expm1": Function(plain(np.expm1), expm1_slope),
    "Log": Function(plain(np.log), by_input),
    "Log2": Function(plain(np.log2), times(1 / log(2), by_input)),
    "Log10": Function(plain(np.log10), times(1 / log(10), by_input)),
    "Log1p": Function(plain(np.log1p), after_one),
    "Sqrt": Function(plain(np.sqrt), half_by_result),
    "Rsqrt": Function(rsqrt, rsqrt_slope),
    "Cbrt": Function(plain(np.cbrt), cbrt_slope),
    "Reciprocal": Function(reciprocal, reciprocal_slope),
    "Sin": Function(plain(np.sin), cosine),
    "Cos": Function(plain(np.cos), less_sine),
    "Tan": Function(plain(np.tan), tan_slope),
    "Arcsin": Function(plain(np.arcsin), rooted(less_from_one, inverse_root)),
    "Arccos": Function(plain(np.arccos), times(-1, rooted(less_from_one, inverse_root))),
    "Arctan": Function(plain(np.arctan), rooted(more_by_one, lambda x, s: np.reciprocal(x, out=s))),
    "Sinh": Function(plain(np.sinh), lambda x, _y, s: np.cosh(x, out=s)),
    "Cosh": Function(plain(np.cosh), lambda x, _y, s: np.sinh(x, out=s)),
    "Tanh": Function(plain(np.tanh), tanh_slope),
    "Arcsinh": Function(plain(np.arcsinh), rooted(more_by_one, inverse_root)),
    "Arccosh": Function(plain(np.arccosh), rooted(less_by_one, inverse_root)),
    "Arctanh": Function(plain(np.arctanh), rooted(less_from_one, lambda x, s: np.reciprocal(x, out=s))),
    "Deg2rad": Function(by_factor(pi / 180), times(pi / 180, one)),
    "Rad2deg": Function(by_factor(180 / pi), times(180 / pi, one)),
    "Floor": Function(plain(np.floor)),
    "Ceil": Function(plain(np.ceil)),
    "Trunc": Function(plain(np.trunc)),
    "Sign": Function(plain(np.sign)),
    "Absolute": Function(plain(np.absolute), sign_of),
    "Abs": Function(plain(np.absolute), sign_of),
    "Negative": Function(plain(np.negative), times(-1, one)),
    "Square": Function(square, twice),
    "Copy": Function(same, one),
    "StopGradient": Function(same),
    "LogicalNot": Function(telling(np.logical_not)),
    "Isnan": Function(telling(np.isnan)),
    "Isinf": Function(telling(np.isinf)),
    "Isfinite": Function(telling(np.isfinite)),
    "Isposinf": Function(lambda x, y: np.equal(x, inf, out=y)),
    "Isneginf": Function(lambda x, y: np.equal(x, -inf, out=y)),
    "Isreal": Function(lambda _x, y: y.fill(1)),
    "Signbit": Function(sign_bit),
    "Fabs": Function(plain(np.absolute), sign_of),
    "Sinc": Function(sinc, sinc_slope),
    "Angle": Function(lambda x, y: np.multiply(np.less(x, 0), pi, out=y, casting="unsafe")),
    "Real": Function(same, one),
    "Imag": Function(lambda _x, y: y.fill(0)),
    "Conjugate": Function(same, one),
    "BitwiseInvert": Function(inverted),
    "BitwiseNot": Function(inverted),
}
"""By Keras' names of the operations."""


@computes(Elementwise)
class ElementwiseOp(OperationOp):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._function = self.function(io)
        self._x, self._y = io.inputs[0].reshape(-1), io.outputs[0].reshape(-1)
        self._slope = io.workspace()(self._x.shape) if self.owed(0) is not None and self._function.slope else None

    @staticmethod
    def function(io: StepArrays) -> Function:
        """What is computed, with the settings of the spec."""
        if io.spec.keras_class == "Round":
            decimals = io.spec.decimals
            return Function(lambda x, y: np.round(x, decimals, out=y) if x.dtype.kind == "f" else np.copyto(y, x))
        if io.spec.keras_class == "NanToNum":
            nan, high, low = io.spec.nan, io.spec.posinf, io.spec.neginf
            return Function(lambda x, y: np.copyto(y, np.nan_to_num(x, True, nan, high, low)), finite)
        return FUNCTIONS[io.spec.keras_class]

    def forward(self, training: bool) -> None:
        threads.run(value_range, self._y.size, CHUNK, self._function.value, self._x, self._y)

    def backward(self) -> None:
        dx, slope = self.owed(0), self._function.slope
        if slope is None or self._slope is None or dx is None:
            self.no_gradient()
            return
        arrays = self._x, self._y, self._slope, self.io.d_outputs[0].reshape(-1), dx.reshape(-1)
        threads.run(slope_range, self._y.size, CHUNK, slope, *arrays, self.adds(0))


def value_range(value: Value, x: Array, y: Array, begin: int, end: int) -> None:
    """y = f(x) for a range of flat arrays."""
    with np.errstate(all="ignore"):
        value(x[begin:end], y[begin:end])


def slope_range(
    slope: Slope, x: Array, y: Array, s: Array, dy: Array, dx: Array, add: bool, begin: int, end: int
) -> None:
    """dx (+)= dy · f′(x) for a range of flat arrays."""
    part = s[begin:end]
    with np.errstate(all="ignore"):
        slope(x[begin:end], y[begin:end], part)
        np.multiply(part, dy[begin:end], out=part if add else dx[begin:end])
        if add:
            np.add(dx[begin:end], part, out=dx[begin:end])
