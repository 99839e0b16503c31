"""Activations as layers of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, Spec, TensorType, example


@register
@dataclass(frozen=True)
class Activation(Spec):
    ends_with_activation: ClassVar[bool] = True
    family: ClassVar[str] = "activation"
    caption: ClassVar[str] = "Applies an activation function to every number."
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,), activation="relu"),
        example((3, 4), activation="softmax"),
        example((7,), activation="mish"),
    )

    activation: str = param("activation", "relu", always=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        return (TensorType(x.shape, masked=x.masked),)
