"""SpatialDropout1D, 2D and 3D: Dropout of whole channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.convolution.windows import data_format
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, Spec, TensorType, example, need_rank


@dataclass(frozen=True)
class SpatialDropout(Spec):
    """What they share: `rank` axes with the batch, and where the channels stand."""

    family: ClassVar[str] = "regularization"
    formula: ClassVar[str] = (
        "training: y = x · (0, or 1 / (1 − rate)), one draw for each channel of each sample\nelse: y = x"
    )
    arguments: ClassVar[ArgumentOrder] = ("rate", ..., "seed", "name", "dtype")
    refused: ClassVar[tuple[str, ...]] = ("trainable",)
    """What every other layer's config has, and Keras doesn't take here."""
    rank: ClassVar[int] = 3
    meaning: ClassVar[str] = ""

    rate: float = param("float", 0.5, "share of the channels that become zero", low=0, high=1, always=True)
    seed: int | None = param("int", None, low=0, advanced=True)

    def noise_shape(self) -> tuple[int | None, ...]:
        """The shape of Dropout's mask that does the same."""
        return (None, *(1,) * (self.rank - 2), None)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_rank(self.kind, x, self.rank, self.meaning)
        return (TensorType(x.shape, masked=x.masked),)


@dataclass(frozen=True)
class SpatialDropoutOfImages(SpatialDropout):
    data_format: str = data_format()

    def noise_shape(self) -> tuple[int | None, ...]:
        if self.data_format == "channels_first":
            return (None, None, *(1,) * (self.rank - 2))
        return super().noise_shape()


@register
@dataclass(frozen=True)
class SpatialDropout1D(SpatialDropout):
    caption: ClassVar[str] = "While training, sets a random share of the channels to zero for all steps of a sequence."
    examples: ClassVar[tuple[Example, ...]] = (example((4, 5), rate=0.4), example((3, 4), rate=0.2, masked=True))
    meaning: ClassVar[str] = "sequences (batch, steps, channels)"


@register
@dataclass(frozen=True)
class SpatialDropout2D(SpatialDropoutOfImages):
    caption: ClassVar[str] = "While training, sets a random share of the channels to zero in all places of an image."
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 2, 5), rate=0.4),
        example((5, 3, 2), rate=0.4, data_format="channels_first"),
    )
    rank: ClassVar[int] = 4
    meaning: ClassVar[str] = "images (batch, rows, columns, channels)"


@register
@dataclass(frozen=True)
class SpatialDropout3D(SpatialDropoutOfImages):
    caption: ClassVar[str] = "While training, sets a random share of the channels to zero in all places of a volume."
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 2, 3, 5), rate=0.4),
        example((5, 2, 1, 2), rate=0.4, data_format="channels_first"),
    )
    rank: ClassVar[int] = 5
    meaning: ClassVar[str] = "volumes (batch, depth, rows, columns, channels)"
