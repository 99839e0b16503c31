"""Layers that act only while training, against overfitting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, Shape, ShapeError, Spec, TensorType, example, shape_text


@register
@dataclass(frozen=True)
class Dropout(Spec):
    short: ClassVar[tuple[str, ...]] = ("drop", "丢弃")
    family: ClassVar[str] = "regularization"
    caption: ClassVar[str] = "While training, sets a random share of the numbers to zero and scales up the rest."
    examples: ClassVar[tuple[Example, ...]] = (
        example((8,), rate=0.5),
        example((4, 5), rate=0.25, noise_shape=(None, 1, 5), seed=3),
    )

    rate: float = param("float", 0.5, "share of the numbers that become zero", low=0, high=1, always=True)
    noise_shape: Shape | None = param(
        "shape", None, "shape of the mask, 1 or None to share it along an axis", low=1, advanced=True
    )
    seed: int | None = param("int", None, low=0, advanced=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_noise_rank(self.kind, self.noise_shape, x)
        return (TensorType(x.shape, masked=x.masked),)


def need_noise_rank(kind: str, noise: Shape | None, x: TensorType) -> None:
    """Raise ShapeError unless the shape of a mask has as many axes as what it is laid upon."""
    if noise is not None and len(noise) != len(x.shape):
        raise ShapeError(
            say(
                "{kind}: noise_shape {noise} must have as many axes as the input {shape}, batch included.",
                kind=kind,
                noise=shape_text(noise),
                shape=str(x),
            )
        )
