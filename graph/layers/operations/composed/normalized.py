"""Moments, normalization and losses of tensors, made of simpler operations."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Any, ClassVar

from graph.layers.operations.composed.recipe import Composed, Piece, call
from graph.layers.operations.operation import axes_of, operation
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.spec import Example, Ports, ShapeError, TensorType, example

EPSILON = 1e-7


@dataclass(frozen=True)
class MeanAndVariance(Composed):
    module: ClassVar[str] = "nn"

    axes: Any = param("ints", help="the axes that become one number, batch counted as 0", always=True)
    keepdims: bool = param("bool", False, "whether the axes stay, with the size 1")
    synchronized: bool = param("bool", False, "over all machines; there is one")

    def ports(self) -> Ports:
        return Ports(inputs=("x",), outputs=("mean", "variance"))

    def compose(self, *terms: Piece) -> tuple[Piece, ...]:
        how = {"axis": self.axes, "keepdims": self.keepdims}
        return call("mean", terms[0], **how), call("var", terms[0], **how)


Moments = operation(
    MeanAndVariance, "Moments", "moments", "Mean and variance along axes.", "y₁ = Σ x / n, y₂ = Σ (x − y₁)² / n",
    example((3, 2), axes=1), example((3, 2), axes=(1, 2), keepdims=True),
)  # fmt: skip


@dataclass(frozen=True)
class UnitLength(Composed):
    module: ClassVar[str] = "nn"

    axis: Any = param("ints", -1, "the axis of the vectors, batch counted as 0")
    order: Any = param("any", 2, "the measure of their length: 1, 2, another power, inf")
    epsilon: Any = param("float", None, "the smallest length they are divided by; 1e-7 without it")

    def compose(self, *terms: Piece) -> Piece:
        (x,) = terms
        least = EPSILON if self.epsilon is None else self.epsilon
        if self.order == 2:
            square = call("sum", call("square", x), axis=self.axis, keepdims=True)
            return x * call("rsqrt", call("maximum", square, least**2))
        return x / call("maximum", call("norm", x, ord=self.order, axis=self.axis, keepdims=True), least)


Normalize = operation(
    UnitLength, "Normalize", "normalize", "Vectors along an axis with the length 1.", "y = x / |x|",
    example((3,)), example((3, 2), axis=1, order=1), example((3,), order=3),
)  # fmt: skip


@dataclass(frozen=True)
class SignalToNoise(Composed):
    module: ClassVar[str] = "nn"
    operands: ClassVar[tuple[str, ...]] = ("x1", "x2")
    taken: ClassVar[tuple[str, ...]] = ("x1", "x2", "max_val")

    x1: Any = param("constant", None, "numbers in place of the first input")
    x2: Any = param("constant", None, "numbers in place of the second input")
    max_val: float = param("float", 1.0, "the largest number there may be", always=True)

    def compose(self, *terms: Piece) -> Piece:
        error = call("mean", call("square", terms[0] - terms[1]))
        return 20 * log(self.max_val) / log(10) - call("log10", error) * 10.0


PSNR = operation(
    SignalToNoise, "PSNR", "psnr", "How much stronger a signal is than what differs, in decibel.",
    "y = 20 log₁₀ max_val − 10 log₁₀ (mean (x1 − x2)²)", example((3,), (3,), max_val=2.0),
)  # fmt: skip


@dataclass(frozen=True)
class CrossEntropy(Composed):
    """Base of cross-entropies between what should be and what is predicted, sample by sample."""

    module: ClassVar[str] = "nn"
    operands: ClassVar[tuple[str, ...]] = ("target", "output")

    from_logits: bool = param("bool", False, "whether the predictions have no softmax or sigmoid yet")

    def alike(self, target: Piece, output: Piece) -> None:
        """Raise ShapeError where the two differ."""
        if target.rank != output.rank or any(None not in (n, m) and n != m for n, m in zip(target.shape, output.shape)):
            raise ShapeError(
                say(
                    "{kind}: target and output must have one shape. Received: {a} and {b}.",
                    kind=self.keras_class,
                    a=str(target.type),
                    b=str(output.type),
                )
            )


@dataclass(frozen=True)
class OfTwo(CrossEntropy):
    taken: ClassVar[tuple[str, ...]] = ("target", "output", "from_logits")

    def compose(self, *terms: Piece) -> Piece:
        target, output = terms
        self.alike(target, output)
        if self.from_logits:
            true, false = call("log_sigmoid", output), call("log_sigmoid", -output)
        else:
            p = call("clip", output, x_min=EPSILON, x_max=1 - EPSILON)
            true, false = call("log", p), call("log", 1.0 - p)
        return -(target * true + (1.0 - target) * false)


PROBABILITIES = 0.05, 0.95
BinaryCrossentropy = operation(
    OfTwo, "BinaryCrossentropy", "binary_crossentropy", "The cross-entropy of yes and no, number by number.",
    "y = −t ln p − (1 − t) ln (1 − p)", example((3,), (3,)), example((3,), (3,), from_logits=True),
    domain=PROBABILITIES, clashes=True,
)  # fmt: skip


@dataclass(frozen=True)
class OfMany(CrossEntropy):
    taken: ClassVar[tuple[str, ...]] = ("target", "output", "from_logits", "axis")

    axis: int = param("int", -1, "the axis of the classes")

    def compose(self, *terms: Piece) -> Piece:
        target, output = terms
        self.alike(target, output)
        return -call("sum", target * self.logarithms(output), axis=self.axis)

    def logarithms(self, output: Piece) -> Piece:
        """ln of the probabilities of all classes."""
        if self.from_logits:
            return call("log_softmax", output, axis=self.axis)
        share = output / call("sum", output, axis=self.axis, keepdims=True)
        return call("log", call("clip", share, x_min=EPSILON, x_max=1 - EPSILON))


CategoricalCrossentropy = operation(
    OfMany, "CategoricalCrossentropy", "categorical_crossentropy", "The cross-entropy of classes along an axis.",
    "y = −Σ t ln p", example((3,), (3,)), example((3, 2), (3, 2), from_logits=True, axis=1),
    domain=PROBABILITIES, clashes=True,
)  # fmt: skip


@dataclass(frozen=True)
class OfNumbers(OfMany):
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, (TensorType((None,), "int32"), TensorType((None, 9)))),
        Example({"from_logits": True}, (TensorType((None, 2), "int32"), TensorType((None, 2, 9)))),
    )

    def compose(self, *terms: Piece) -> Piece:
        target, output = terms
        (axis,) = axes_of(self.keras_class, self.axis, output.shape)
        if target.rank == output.rank and target.shape[-1] == 1:
            target = call("squeeze", target, axis=-1)
        classes = output.shape[axis]
        if classes is None or target.rank != output.rank - 1:
            raise ShapeError(say("{kind}: target must name a class for each row of output.", kind=self.keras_class))
        chosen = call(
            "one_hot",
            target if not target.type.is_float else call("cast", target, dtype="int32"),
            num_classes=classes,
            axis=axis,
        )
        return -call("sum", chosen * self.logarithms(output), axis=axis)


SparseCategoricalCrossentropy = operation(
    OfNumbers, "SparseCategoricalCrossentropy", "sparse_categorical_crossentropy",
    "The cross-entropy of classes given by their numbers.", "y = −ln p[t]", domain=PROBABILITIES, clashes=True,
)  # fmt: skip


@dataclass(frozen=True)
class ManyHot(Composed):
    module: ClassVar[str] = "nn"
    operands: ClassVar[tuple[str, ...]] = ("inputs",)
    examples: ClassVar[tuple[Example, ...]] = (Example({"num_classes": 9}, (TensorType((None, 3), "int32"),)),)

    num_classes: int = param("int", help="how many classes", low=1, always=True)
    axis: int = param("int", -1, "where the axis of the classes goes")
    dtype: Any = param(
        "choice", "float32", "the type of the result", choices=("float32", "bool", "int32"), nullable=True
    )
    sparse: bool = param("bool", False, "kept for Keras; it is dense in any case")

    def check(self) -> None:
        if self.sparse:
            raise SpecError(say("multi_hot: sparse tensors are not computed here."))

    def compose(self, *terms: Piece) -> Piece:
        (x,) = terms
        rows = call("one_hot", x, num_classes=self.num_classes, axis=self.axis, dtype=self.dtype)
        return call("max", rows, axis=1 if x.rank > 1 else 0)


MultiHot = operation(
    ManyHot, "MultiHot", "multi_hot", "For each row of classes zeros with a 1 at each of their places.", "yᵢ = (i in x)"
)
