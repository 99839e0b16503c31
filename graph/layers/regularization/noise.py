"""GaussianNoise, GaussianDropout and AlphaDropout: numbers disturbed at random while training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.regularization.dropout import need_noise_rank
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, Shape, Spec, TensorType, example


@dataclass(frozen=True)
class Noise(Spec):
    """What they share: the shape stays, and masks pass."""

    family: ClassVar[str] = "regularization"

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(inputs[0].shape, masked=inputs[0].masked),)


@register
@dataclass(frozen=True)
class GaussianNoise(Noise):
    acts_in_training: ClassVar[bool] = True
    caption: ClassVar[str] = "While training, adds a normally distributed random number to every number."
    formula: ClassVar[str] = "training: y = x + stddev · z, z normally distributed\nelse: y = x"
    examples: ClassVar[tuple[Example, ...]] = (
        example((8,), stddev=0.5),
        example((3, 4), stddev=0.1, seed=3, masked=True),
    )

    stddev: float = param("float", 0.1, "standard deviation of what is added", low=0, high=1, always=True)
    seed: int | None = param("int", None, low=0, advanced=True)


@register
@dataclass(frozen=True)
class GaussianDropout(Noise):
    caption: ClassVar[str] = "While training, multiplies every number by a normally distributed one of mean 1."
    formula: ClassVar[str] = "training: y = x · (1 + √(rate / (1 − rate)) · z), z normally distributed\nelse: y = x"
    examples: ClassVar[tuple[Example, ...]] = (example((8,), rate=0.5), example((3, 4), rate=0.1, seed=3, masked=True))

    rate: float = param("float", 0.5, "as strong as a Dropout of this rate", low=0, high=1, always=True)
    seed: int | None = param("int", None, low=0, advanced=True)

    def check(self) -> None:
        below_one(self.kind, self.rate)


@register
@dataclass(frozen=True)
class AlphaDropout(Noise):
    arguments: ClassVar[ArgumentOrder] = ("rate", "noise_shape", "seed")
    caption: ClassVar[str] = (
        "Dropout beside the activation selu: while training it keeps mean and variance as they are."
    )
    formula: ClassVar[str] = (
        "training: y = a · (x, or −alpha where dropped) + b, with alpha = 1.7581, "
        "a = 1 / √((1 − rate) · (1 + rate · alpha²)) and b = a · alpha · rate\nelse: y = x"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((8,), rate=0.5),
        example((4, 5), rate=0.25, noise_shape=(None, 1, 5), seed=3),
        example((3, 4), rate=0.1, masked=True),
    )

    rate: float = param("float", 0.5, "share of the numbers that are dropped", low=0, high=1, always=True)
    noise_shape: Shape | None = param(
        "shape", None, "shape of the mask, 1 or None to share it along an axis", low=1, advanced=True
    )
    seed: int | None = param("int", None, low=0, advanced=True)

    def check(self) -> None:
        below_one(self.kind, self.rate)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        need_noise_rank(self.kind, self.noise_shape, inputs[0])
        return super().outputs(inputs)


def below_one(kind: str, rate: float) -> None:
    """Raise SpecError for a rate of 1, for which Keras divides by zero."""
    if rate >= 1:
        raise SpecError(say("{kind}: rate must be below 1, since at 1 nothing would be left.", kind=kind))
