"""Arithmetic and comparisons of two tensors, or of a tensor and a number: sizes of 1 stretch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.operations.dtypes import promoted
from graph.layers.operations.operation import Operation, operation, stretched
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.spec import Example, ShapeError, TensorType, example


def _floats(*_dtypes: str) -> str:
    return "float32"


def _truth(*_dtypes: str) -> str:
    return "bool"


def _counted(*dtypes: str) -> str:
    found = promoted(*dtypes)
    return "int32" if found == "bool" else found


BOTH = example((2, 3), (2, 3)), example((2, 3), (1, 3))
ONE = (example((4,), x2=2.5),)
OTHERS = (example((4,), x1=2), example((2, 3), x2=[0.5, 2.0, 3.0]), example((2, 1), (1, 3)))


@dataclass(frozen=True)
class Arithmetic(Operation):
    """Base of what is computed from two terms number by number; `result` gives the type of the result."""

    operands: ClassVar[tuple[str, ...]] = ("x1", "x2")
    result = staticmethod(promoted)
    examples: ClassVar[tuple[Example, ...]] = (*ONE, *BOTH)

    x1: Any = param("constant", None, "a number, or numbers, in place of the first input")
    x2: Any = param("constant", None, "a number, or numbers, in place of the second input")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        terms = self.terms(inputs)
        shape = stretched(self.keras_class, [t.shape for t in terms])
        return (TensorType(shape, self.result(*(t.dtype for t in terms))),)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        terms = self.terms(inputs)
        rank = max(len(t.shape) for t in terms)
        tensors = {(len(t.shape), t.shape[:1]) for t in inputs}
        return len(tensors) > 1 or any(t.shape[:1] != (1,) for t in terms if t not in inputs and len(t.shape) == rank)


_of = Arithmetic

AddOperation = operation(
    _of, "Add", "add", "The sum of two tensors, number by number.", "y = x1 + x2",
    *ONE, *BOTH, *OTHERS, clashes=True, sign="{x1} + {x2}",
)  # fmt: skip
SubtractOperation = operation(
    _of, "Subtract", "subtract", "The difference of two tensors, number by number.", "y = x1 − x2",
    *ONE, *BOTH, *OTHERS, clashes=True, sign="{x1} - {x2}",
)  # fmt: skip
MultiplyOperation = operation(
    _of, "Multiply", "multiply", "The product of two tensors, number by number.", "y = x1 · x2",
    *ONE, *BOTH, *OTHERS, clashes=True, sign="{x1} * {x2}",
)  # fmt: skip
TrueDivide = operation(
    _of, "TrueDivide", "true_divide", "The quotient of two tensors, number by number.", "y = x1 / x2",
    *ONE, *BOTH, *OTHERS, sign="{x1} / {x2}", result=_floats,
)  # fmt: skip
Divide = operation(
    _of, "Divide", "divide", "The quotient of two tensors, number by number.", "y = x1 / x2", *ONE, result=_floats
)
DivideNoNan = operation(
    _of, "DivideNoNan", "divide_no_nan", "The quotient of two tensors; 0 where the second is 0.",
    "y = x1 / x2, 0 where x2 = 0", result=_floats,
)  # fmt: skip
FloorDivide = operation(
    _of, "FloorDivide", "floor_divide", "How often the second goes into the first.", "y = ⌊x1 / x2⌋",
    *ONE, sign="{x1} // {x2}",
)  # fmt: skip
Mod = operation(
    _of, "Mod", "mod", "What is left of the first when it is divided by the second.", "y = x1 − x2 ⌊x1 / x2⌋",
    *ONE, sign="{x1} % {x2}", result=_counted,
)  # fmt: skip
Power = operation(
    _of, "Power", "power", "The first to the power of the second.", "y = x1^x2",
    example((4,), x2=2), example((4,), x1=2.0), sign="{x1} ** {x2}", domain=(0.1, 2.0),
)  # fmt: skip
MaximumOperation = operation(
    _of, "Maximum", "maximum", "The larger of two numbers.", "y = max(x1, x2)", *ONE, *BOTH, clashes=True
)
MinimumOperation = operation(
    _of, "Minimum", "minimum", "The smaller of two numbers.", "y = min(x1, x2)", *ONE, *BOTH, clashes=True
)
Arctan2 = operation(
    _of, "Arctan2", "arctan2", "The angle of a point, x1 being its height.", "y = arctan (x1 / x2), by quadrant",
    *BOTH, result=_floats,
)  # fmt: skip
Hypot = operation(
    _of, "Hypot", "hypot", "The third side of a right-angled triangle.", "y = √(x1² + x2²)", *BOTH, result=_floats
)
Logaddexp = operation(
    _of, "Logaddexp", "logaddexp", "The logarithm of the sum of two exponentials.", "y = ln (e^x1 + e^x2)",
    *BOTH, result=_floats,
)  # fmt: skip
Equal = operation(_of, "Equal", "equal", "True where both are the same.", "y = (x1 = x2)", *ONE, result=_truth)
NotEqual = operation(
    _of, "NotEqual", "not_equal", "True where both differ.", "y = (x1 ≠ x2)", *ONE, sign="{x1} != {x2}", result=_truth
)
Greater = operation(
    _of, "Greater", "greater", "True where the first is larger.", "y = (x1 > x2)",
    *ONE, sign="{x1} > {x2}", result=_truth,
)  # fmt: skip
GreaterEqual = operation(
    _of, "GreaterEqual", "greater_equal", "True where the first is not smaller.", "y = (x1 ≥ x2)",
    *ONE, sign="{x1} >= {x2}", result=_truth,
)  # fmt: skip
Less = operation(
    _of, "Less", "less", "True where the first is smaller.", "y = (x1 < x2)", *ONE, sign="{x1} < {x2}", result=_truth
)
LessEqual = operation(
    _of, "LessEqual", "less_equal", "True where the first is not larger.", "y = (x1 ≤ x2)",
    *ONE, sign="{x1} <= {x2}", result=_truth,
)  # fmt: skip
LogicalAnd = operation(
    _of, "LogicalAnd", "logical_and", "True where both are true, or not 0.", "y = x1 and x2",
    *ONE, sign="{x1} & {x2}", result=_truth,
)  # fmt: skip
LogicalOr = operation(
    _of, "LogicalOr", "logical_or", "True where one is true, or not 0.", "y = x1 or x2",
    *ONE, sign="{x1} | {x2}", result=_truth,
)  # fmt: skip
LogicalXor = operation(
    _of, "LogicalXor", "logical_xor", "True where just one is true, or not 0.", "y = either x1 or x2",
    *ONE, sign="{x1} ^ {x2}", result=_truth,
)  # fmt: skip
Fmax = operation(_of, "Fmax", "fmax", "The larger of two numbers, or the only one.", "y = max(x1, x2)", *BOTH)
Fmin = operation(_of, "Fmin", "fmin", "The smaller of two numbers, or the only one.", "y = min(x1, x2)", *BOTH)
Fmod = operation(
    _of, "Fmod", "fmod", "What is left of the first when the second is taken away, with the first's sign.",
    "y = x1 − x2 · trunc (x1 / x2)", *ONE, result=_counted,
)  # fmt: skip
Heaviside = operation(
    _of, "Heaviside", "heaviside", "0 below 0, 1 above, and the second at 0.", "y = 0, x2 or 1", *ONE, result=_floats
)
Logaddexp2 = operation(
    _of, "Logaddexp2", "logaddexp2", "The logarithm to base 2 of the sum of two powers of 2.", "y = log₂ (2^x1 + 2^x2)",
    *BOTH, result=_floats,
)  # fmt: skip
Ldexp = operation(
    _of, "Ldexp", "ldexp", "The first times a power of 2.", "y = x1 · 2^x2", example((4,), x2=3), result=_floats
)
WHOLE = (Example({}, (TensorType((None, 3), "int32"), TensorType((None, 3), "int32"))),)
Gcd = operation(_of, "Gcd", "gcd", "The largest whole number that both are multiples of.", "y = gcd(x1, x2)", *WHOLE)
Lcm = operation(_of, "Lcm", "lcm", "The smallest whole number that is a multiple of both.", "y = lcm(x1, x2)", *WHOLE)


@dataclass(frozen=True)
class Close(Arithmetic):
    called_with: ClassVar[tuple[str, ...]] = ("rtol", "atol")
    taken: ClassVar[tuple[str, ...]] = ("x1", "x2", "rtol", "atol", "equal_nan")
    result = staticmethod(_truth)

    rtol: float = param("float", 1e-5, "how far apart they may be, as a share of the second", low=0.0)
    atol: float = param("float", 1e-8, "how far apart they may be besides", low=0.0)
    equal_nan: bool = param("bool", False, "whether two that are no numbers are alike")


Isclose = operation(
    Close, "Isclose", "isclose", "True where both are nearly the same.", "y = (|x1 − x2| ≤ atol + rtol · |x2|)", *ONE
)


@dataclass(frozen=True)
class Bitwise(Operation):
    """Base of what is computed from the bits of two whole numbers."""

    operands: ClassVar[tuple[str, ...]] = ("x", "y")
    examples: ClassVar[tuple[Example, ...]] = WHOLE

    x: Any = param("constant", None, "whole numbers in place of the first input")
    y: Any = param("constant", None, "whole numbers in place of the second input")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        terms = self.terms(inputs)
        dtype = promoted(*(t.dtype for t in terms))
        if dtype.startswith("float"):
            raise ShapeError(say("{kind} is for whole numbers. Received: floats.", kind=self.keras_class))
        return (TensorType(stretched(self.keras_class, [t.shape for t in terms]), dtype),)


BitwiseAnd = operation(Bitwise, "BitwiseAnd", "bitwise_and", "The bits that both have.", "y = x and y")
BitwiseOr = operation(Bitwise, "BitwiseOr", "bitwise_or", "The bits that one has.", "y = x or y")
BitwiseXor = operation(Bitwise, "BitwiseXor", "bitwise_xor", "The bits that just one has.", "y = either x or y")
BitwiseLeftShift = operation(Bitwise, "BitwiseLeftShift", "bitwise_left_shift", "Bits moved up.", "y = x · 2^y")
BitwiseRightShift = operation(Bitwise, "BitwiseRightShift", "bitwise_right_shift", "Bits moved down.", "y = ⌊x / 2^y⌋")
LeftShift = operation(Bitwise, "LeftShift", "left_shift", "Bits moved up.", "y = x · 2^y")
RightShift = operation(Bitwise, "RightShift", "right_shift", "Bits moved down.", "y = ⌊x / 2^y⌋")


@dataclass(frozen=True)
class Choice(Operation):
    """Base of what chooses between two tensors."""

    operands: ClassVar[tuple[str, ...]] = ("condition", "x1", "x2")

    x1: Any = param("constant", None, "a number, or numbers, in place of the second input")
    x2: Any = param("constant", None, "a number, or numbers, in place of the third input")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        condition, x1, x2 = self.terms(inputs)
        shape = stretched(self.keras_class, [condition.shape, x1.shape, x2.shape])
        return (TensorType(shape, promoted(x1.dtype, x2.dtype)),)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return len({(len(t.shape), t.shape[:1]) for t in inputs}) > 1 or any(
            len(t.shape) >= len(inputs[0].shape) for t in self.terms(inputs) if t not in inputs
        )


Where = operation(
    Choice, "Where", "where", "One tensor where a condition holds, another where it doesn't.",
    "y = x1 where condition, else x2",
    example((4,), x1=1.5, x2=-1), example((2, 3), (2, 3), x2=0.0), example((2, 3), (2, 3), (1, 3)),
)  # fmt: skip
