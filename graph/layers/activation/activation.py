"""Activation: any activation function by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.activations import GATED
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, ShapeError, Spec, TensorType, example, need_known


@register
@dataclass(frozen=True)
class Activation(Spec):
    short: ClassVar[tuple[str, ...]] = ("act", "激活")
    ends_with_activation: ClassVar[bool] = True
    family: ClassVar[str] = "activation"
    caption: ClassVar[str] = "Applies an activation function to every number."
    formula: ClassVar[str] = "y = activation(x)"
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,), activation="relu"),
        example((3, 4), activation="softmax"),
        example((7,), activation="mish"),
        example((3, 4), activation="glu"),
    )

    activation: str = param("activation", "relu", choices=(GATED,), always=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        if self.activation != GATED:
            return (TensorType(x.shape, masked=x.masked),)
        columns = need_known("Activation", x, -1, "size of the last axis")
        if len(x.shape) < 2 or columns % 2:
            raise ShapeError(
                say(
                    "Activation: glu multiplies one half of the last axis by what the other half lets through, so its "
                    "size must be even. Received: {shape}.",
                    shape=str(x),
                )
            )
        return (TensorType((*x.shape[:-1], columns // 2), masked=x.masked),)
