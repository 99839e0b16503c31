"""ReLU and its kin: what is positive passes, what is negative is held back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.owned_weights import own_weight
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, Spec, TensorType, Value, Weight, example, need_known


@dataclass(frozen=True)
class Rectifier(Spec):
    """Base of the layers that give numbers for numbers, each from its own."""

    family: ClassVar[str] = "activation"

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        return (TensorType(x.shape, masked=x.masked),)


@register
@dataclass(frozen=True)
class ReLU(Rectifier):
    caption: ClassVar[str] = "Keeps what is positive: below 0 the output is 0, or a part of the input."
    formula: ClassVar[str] = (
        "y = min(x, max_value)                     if x > threshold\n"
        "y = negative_slope · (x − threshold)      otherwise"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,)),
        example((3, 4), max_value=6.0),
        example((7,), max_value=1.0, negative_slope=0.1, threshold=0.5),
        example((7,), negative_slope=0.2, threshold=0.3),
    )

    max_value: float | None = param("float", None, "the largest output; none where it is empty", low=0)
    negative_slope: float = param("float", 0.0, "how steep it is below the threshold", low=0)
    threshold: float = param("float", 0.0, "from which input on it passes", low=0)


@register
@dataclass(frozen=True)
class LeakyReLU(Rectifier):
    caption: ClassVar[str] = (
        "Keeps what is positive, and a small part of what is negative, so that it still learns there."
    )
    formula: ClassVar[str] = "y = x                         if x ≥ 0\ny = negative_slope · x        otherwise"
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,)),
        example((3, 4), negative_slope=0.05),
    )

    negative_slope: float = param("float", 0.3, "how steep it is below 0", low=0)


@register
@dataclass(frozen=True)
class ELU(Rectifier):
    caption: ClassVar[str] = "Keeps what is positive; below 0 it bends towards −alpha."
    formula: ClassVar[str] = "y = x                    if x > 0\ny = alpha · (eˣ − 1)     otherwise"
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,)),
        example((3, 4), alpha=0.5),
    )

    alpha: float = param("float", 1.0, "what the output comes close to far below 0, with a minus", low=0)


@register
@dataclass(frozen=True)
class PReLU(Rectifier):
    caption: ClassVar[str] = "Keeps what is positive, and a part of what is negative that it learns itself."
    formula: ClassVar[str] = "y = x              if x > 0\ny = alpha · x      otherwise, alpha being learnt"
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,)),
        example((2, 3, 2), shared_axes=(1, 2)),
        example((3, 2), masked=True, shared_axes=(1,)),
    )

    alpha_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    alpha_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    alpha_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    shared_axes: tuple[int, ...] | None = param(
        "ints", None, "axes along which alpha is one and the same; (1, 2) for the rows and columns of images", low=1
    )

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        (x,) = inputs
        shared = self.shared_axes or ()
        shape = [1 if a in shared else need_known("PReLU", x, a, "size of an axis") for a in range(1, len(x.shape))]
        return (own_weight(self, "alpha", tuple(shape)),)
