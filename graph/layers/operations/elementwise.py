"""Functions of each number by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.operations.dtypes import counted, floating, same, truth
from graph.layers.operations.operation import Operation, operation
from graph.specs.params import param
from graph.specs.spec import Example, TensorType, example


@dataclass(frozen=True)
class Elementwise(Operation):
    """Base of functions of each number by itself; `result` gives the type of the result."""

    result = staticmethod(floating)
    examples: ClassVar[tuple[Example, ...]] = (example((2, 3)),)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        return (TensorType(x.shape, self.result(x.dtype)),)


_of = Elementwise
WHOLE = (Example({}, (TensorType((None, 3), "int32"),)),)
ABOVE, WITHIN, BEYOND = (0.1, 4.0), (-0.9, 0.9), (1.1, 4.0)

Exp = operation(_of, "Exp", "exp", "e to the power of each number.", "y = eˣ")
Exp2 = operation(_of, "Exp2", "exp2", "2 to the power of each number.", "y = 2ˣ")
Expm1 = operation(_of, "Expm1", "expm1", "e to the power of each number, less 1.", "y = eˣ − 1")
Log = operation(_of, "Log", "log", "The natural logarithm of each number.", "y = ln x", domain=ABOVE)
Log2 = operation(_of, "Log2", "log2", "The logarithm of each number to base 2.", "y = log₂ x", domain=ABOVE)
Log10 = operation(_of, "Log10", "log10", "The logarithm of each number to base 10.", "y = log₁₀ x", domain=ABOVE)
Log1p = operation(_of, "Log1p", "log1p", "The natural logarithm of 1 and each number.", "y = ln (1 + x)", domain=ABOVE)
Sqrt = operation(_of, "Sqrt", "sqrt", "The square root of each number.", "y = √x", domain=ABOVE)
Rsqrt = operation(
    _of, "Rsqrt", "rsqrt", "1 by the square root of each number.", "y = 1 / √x", module="math", domain=ABOVE
)
Cbrt = operation(_of, "Cbrt", "cbrt", "The cube root of each number.", "y = x^(1/3)", domain=ABOVE)
Reciprocal = operation(_of, "Reciprocal", "reciprocal", "1 by each number.", "y = 1 / x")
Sin = operation(_of, "Sin", "sin", "The sine of each number.", "y = sin x")
Cos = operation(_of, "Cos", "cos", "The cosine of each number.", "y = cos x")
Tan = operation(_of, "Tan", "tan", "The tangent of each number.", "y = tan x")
Arcsin = operation(_of, "Arcsin", "arcsin", "The angle whose sine is each number.", "y = arcsin x", domain=WITHIN)
Arccos = operation(_of, "Arccos", "arccos", "The angle whose cosine is each number.", "y = arccos x", domain=WITHIN)
Arctan = operation(_of, "Arctan", "arctan", "The angle whose tangent is each number.", "y = arctan x")
Sinh = operation(_of, "Sinh", "sinh", "The hyperbolic sine of each number.", "y = (eˣ − e⁻ˣ) / 2")
Cosh = operation(_of, "Cosh", "cosh", "The hyperbolic cosine of each number.", "y = (eˣ + e⁻ˣ) / 2")
Tanh = operation(_of, "Tanh", "tanh", "The hyperbolic tangent of each number.", "y = tanh x")
Arcsinh = operation(_of, "Arcsinh", "arcsinh", "What has each number for its hyperbolic sine.", "y = arcsinh x")
Arccosh = operation(
    _of, "Arccosh", "arccosh", "What has each number for its hyperbolic cosine.", "y = arccosh x", domain=BEYOND
)
Arctanh = operation(
    _of, "Arctanh", "arctanh", "What has each number for its hyperbolic tangent.", "y = arctanh x", domain=WITHIN
)
Deg2rad = operation(_of, "Deg2rad", "deg2rad", "Angles in degrees as radians.", "y = x π / 180")
Rad2deg = operation(_of, "Rad2deg", "rad2deg", "Angles in radians as degrees.", "y = x · 180 / π")
Floor = operation(_of, "Floor", "floor", "The whole number below each number.", "y = ⌊x⌋")
Ceil = operation(_of, "Ceil", "ceil", "The whole number above each number.", "y = ⌈x⌉")
Absolute = operation(
    _of, "Absolute", "absolute", "Each number without its sign.", "y = |x|", sign="abs({x})", result=same
)
Abs = operation(_of, "Abs", "abs", "Each number without its sign.", "y = |x|", result=same)
Negative = operation(
    _of, "Negative", "negative", "Each number with the other sign.", "y = −x", sign="-{x}", result=same
)
Square = operation(_of, "Square", "square", "Each number times itself.", "y = x²", result=counted)
Sign = operation(_of, "Sign", "sign", "1 for what is above 0, −1 for what is below.", "y = sign x", result=same)
Trunc = operation(_of, "Trunc", "trunc", "Each number without its fraction.", "y = sign x · ⌊|x|⌋", result=same)
Copy = operation(_of, "Copy", "copy", "The numbers as they are.", "y = x", result=same)
StopGradient = operation(
    _of, "StopGradient", "stop_gradient", "The numbers as they are; no gradient passes.", "y = x", module="core",
    result=same, taken=("variable",), operands=("variable",),
)  # fmt: skip
LogicalNot = operation(
    _of, "LogicalNot", "logical_not", "True where a number is 0 or false.", "y = (x = 0)", sign="~{x}", result=truth
)
Isnan = operation(_of, "Isnan", "isnan", "True where there is no number (NaN).", "y = (x is no number)", result=truth)
Isinf = operation(_of, "Isinf", "isinf", "True where a number is infinite.", "y = (|x| = ∞)", result=truth)
Isfinite = operation(_of, "Isfinite", "isfinite", "True where a number is finite.", "y = (|x| < ∞)", result=truth)
Isposinf = operation(_of, "Isposinf", "isposinf", "True where a number is ∞.", "y = (x = ∞)", result=truth)
Isneginf = operation(_of, "Isneginf", "isneginf", "True where a number is −∞.", "y = (x = −∞)", result=truth)
Isreal = operation(_of, "Isreal", "isreal", "True: there are no complex numbers here.", "y = true", result=truth)
Signbit = operation(_of, "Signbit", "signbit", "True where a number has the sign −.", "y = (x < 0)", result=truth)
Fabs = operation(_of, "Fabs", "fabs", "Each number without its sign, as a float.", "y = |x|")
Sinc = operation(_of, "Sinc", "sinc", "The sine of each number times π, by the same.", "y = sin (π x) / (π x)")
Angle = operation(_of, "Angle", "angle", "0 for what is not below 0, else π.", "y = arg x")
Real = operation(_of, "Real", "real", "The numbers as they are: none is complex.", "y = x", result=same)
Imag = operation(_of, "Imag", "imag", "Zeros: no number is complex.", "y = 0", result=same)
Conjugate = operation(_of, "Conjugate", "conjugate", "The numbers as they are: none is complex.", "y = x", result=same)
BitwiseInvert = operation(
    _of,
    "BitwiseInvert",
    "bitwise_invert",
    "Every bit of whole numbers turned round.",
    "y = −x − 1",
    *WHOLE,
    result=same,
)
BitwiseNot = operation(
    _of, "BitwiseNot", "bitwise_not", "Every bit of whole numbers turned round.", "y = −x − 1", *WHOLE, result=same
)


@dataclass(frozen=True)
class Replacing(Elementwise):
    result = staticmethod(same)

    nan: Any = param("constant", 0.0, "what stands in place of what is no number")
    posinf: Any = param("constant", None, "what stands in place of ∞; the largest number without it")
    neginf: Any = param("constant", None, "what stands in place of −∞; the smallest number without it")


NanToNum = operation(
    Replacing, "NanToNum", "nan_to_num", "Numbers in place of NaN and infinite ones.", "y = x, or a number",
    example((2, 3)), example((4,), nan=1.0, posinf=9.0, neginf=-9.0),
)  # fmt: skip


@dataclass(frozen=True)
class Rounding(Elementwise):
    result = staticmethod(same)

    decimals: int = param("int", 0, "digits that are kept behind the point")


Round = operation(
    Rounding, "Round", "round", "Each number rounded, halves to the even one.", "y = x rounded",
    example((2, 3)), example((4,), decimals=1),
)  # fmt: skip
