"""Activation functions as operations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.operations.dtypes import counted
from graph.layers.operations.elementwise import Elementwise
from graph.layers.operations.operation import Operation, axes_of, operation
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.spec import Example, ShapeError, TensorType, example


@dataclass(frozen=True)
class ActivationOperation(Elementwise):
    """Base of activation functions; `activation` is the layers' name for it, with Keras' own settings."""

    module: ClassVar[str] = "nn"
    activation: ClassVar[str] = ""


_of = ActivationOperation


def _plain(name: str, function: str, caption: str, formula: str, **facts: Any) -> type[Any]:
    return operation(_of, name, function, caption, formula, activation=function, **facts)


Relu = _plain("Relu", "relu", "Each number, 0 for what is below 0.", "y = max(0, x)", result=counted)
Relu6 = _plain("Relu6", "relu6", "Each number, from 0 to 6.", "y = min(max(0, x), 6)")
Sigmoid = _plain("Sigmoid", "sigmoid", "Between 0 and 1.", "y = 1 / (1 + e⁻ˣ)")
Softplus = _plain("Softplus", "softplus", "A smooth relu.", "y = ln (1 + eˣ)")
Softsign = _plain("Softsign", "softsign", "Between −1 and 1.", "y = x / (1 + |x|)")
Silu = _plain("Silu", "silu", "Each number times its sigmoid.", "y = x / (1 + e⁻ˣ)")
LogSigmoid = _plain("LogSigmoid", "log_sigmoid", "The logarithm of the sigmoid.", "y = −ln (1 + e⁻ˣ)")
HardSigmoid = _plain("HardSigmoid", "hard_sigmoid", "A sigmoid of straight lines.", "y = min(max(0, x/6 + 1/2), 1)")
HardSilu = _plain("HardSilu", "hard_silu", "Each number times its hard sigmoid.", "y = x min(max(0, x/6 + 1/2), 1)")
Selu = _plain("Selu", "selu", "An elu that keeps mean and variance.", "y = s x, or s a (eˣ − 1) below 0")
TanhShrink = _plain("TanhShrink", "tanh_shrink", "Each number less its tanh.", "y = x − tanh x")
HardTanh = _plain("HardTanh", "hard_tanh", "Each number, from −1 to 1.", "y = min(max(−1, x), 1)", result=counted)
SparsePlus = _plain(
    "SparsePlus", "sparse_plus", "A softplus that reaches 0 and x.", "y = 0, (x + 1)²/4 or x, from −1 to 1"
)
SparseSigmoid = _plain(
    "SparseSigmoid", "sparse_sigmoid", "A sigmoid of one straight line.", "y = 0, (x + 1)/2 or 1, from −1 to 1"
)
Erf = operation(
    _of, "Erf", "erf", "The error function of each number.", "y = 2/√π ∫₀ˣ e^(−t²) dt", module="math", activation="erf"
)


@dataclass(frozen=True)
class Sloping(ActivationOperation):
    activation: ClassVar[str] = "leaky_relu"

    negative_slope: float = param("float", 0.2, "what numbers below 0 are multiplied by")


LeakyRelu = operation(
    Sloping, "LeakyRelu", "leaky_relu", "Each number, a share of what is below 0.", "y = x, or negative_slope · x",
    example((2, 3)), example((4,), negative_slope=0.1),
)  # fmt: skip


@dataclass(frozen=True)
class Exponential(ActivationOperation):
    alpha: float = param("float", 1.0, "what numbers far below 0 go to, with the other sign")


EluOperation = operation(
    Exponential, "Elu", "elu", "Each number, an exponential below 0.", "y = x, or alpha (eˣ − 1)",
    example((2, 3)), example((4,), alpha=0.5), clashes=True, activation="elu",
)  # fmt: skip
Celu = operation(
    Exponential, "Celu", "celu", "An elu that is smooth for every alpha.", "y = x, or alpha (e^(x / alpha) − 1)",
    example((2, 3)), example((4,), alpha=0.5), activation="celu",
)  # fmt: skip


@dataclass(frozen=True)
class Normal(ActivationOperation):
    activation: ClassVar[str] = "gelu"

    approximate: bool = param("bool", True, "by tanh")


Gelu = operation(
    Normal, "Gelu", "gelu", "Each number times the share of a normal distribution below it.", "y = x Φ(x)",
    example((2, 3)), example((4,), approximate=False),
)  # fmt: skip


@dataclass(frozen=True)
class Shrinking(ActivationOperation):
    threshold: float = param("float", 0.5, "up to which numbers become 0")


HardShrink = operation(
    Shrinking, "HardShrink", "hard_shrink", "Each number, 0 for small ones.", "y = x, 0 where |x| ≤ threshold",
    example((2, 3)), example((4,), threshold=0.2), activation="hard_shrink",
)  # fmt: skip
SoftShrink = operation(
    Shrinking, "SoftShrink", "soft_shrink", "Each number, nearer to 0 by a threshold.",
    "y = sign x · max(0, |x| − threshold)", example((2, 3)), example((4,), threshold=0.2), activation="soft_shrink",
)  # fmt: skip


@dataclass(frozen=True)
class Squaring(ActivationOperation):
    activation: ClassVar[str] = "squareplus"

    b: float = param("float", 4, "how round the bend is")


Squareplus = operation(
    Squaring, "Squareplus", "squareplus", "A smooth relu made of a root.", "y = (x + √(x² + b)) / 2",
    example((2, 3)), example((4,), b=1.0),
)  # fmt: skip


@dataclass(frozen=True)
class Above(ActivationOperation):
    activation: ClassVar[str] = "threshold"

    threshold: float = param("float", help="above which numbers stay", always=True)
    default_value: float = param("float", help="what the others become", always=True)


Threshold = operation(
    Above, "Threshold", "threshold", "Each number above a threshold, another one else.",
    "y = x, default_value where x ≤ threshold", example((2, 3), threshold=0.1, default_value=-2.0),
)  # fmt: skip


@dataclass(frozen=True)
class AlongAxis(Operation):
    """Base of functions of the numbers along axes."""

    module: ClassVar[str] = "nn"
    activation: ClassVar[str] = ""

    axis: Any = param("ints", -1, "the axis along which it goes, batch counted as 0")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        axes_of(self.keras_class, self.axis, inputs[0].shape)
        return (TensorType(inputs[0].shape),)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return 0 in axes_of(self.keras_class, self.axis, inputs[0].shape)


ROWS: tuple[Example, ...] = (example((3, 4)), example((3, 4), axis=1))

SoftmaxOperation = operation(
    AlongAxis, "Softmax", "softmax", "Positive numbers whose sum along an axis is 1.", "y = eˣ / Σ eˣ",
    *ROWS, example((2, 3), axis=(1, 2)), clashes=True, activation="softmax",
)  # fmt: skip
LogSoftmax = operation(
    AlongAxis, "LogSoftmax", "log_softmax", "The logarithm of softmax.", "y = x − ln Σ eˣ",
    *ROWS, activation="log_softmax",
)  # fmt: skip
Sparsemax = operation(
    AlongAxis, "Sparsemax", "sparsemax", "The nearest probabilities, many of them exactly 0.",
    "y = max(0, x − τ), τ so that Σ y = 1", *ROWS, activation="sparsemax",
)  # fmt: skip


@dataclass(frozen=True)
class Gated(AlongAxis):
    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        shape = inputs[0].shape
        axes = axes_of(self.keras_class, self.axis, shape)
        size = shape[axes[0]]
        if len(axes) != 1 or (size is not None and size % 2):
            raise ShapeError(
                say(
                    "{kind} halves its input along one axis, which must have an even size. "
                    "Received: {shape} and axis {axis}.",
                    kind=self.keras_class,
                    shape=str(inputs[0]),
                    axis=", ".join(map(str, self.axis)),
                )
            )
        half = None if size is None else size // 2
        return (TensorType((*shape[: axes[0]], half, *shape[axes[0] + 1 :])),)


Glu = operation(
    Gated, "Glu", "glu", "The first half along an axis, gated by the second.", "y = a · sigmoid(b)",
    example((3, 4)), example((4, 3), axis=1),
)  # fmt: skip
