"""Images in other colours, each by its own amount; while training only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.windows import data_format
from graph.layers.preprocessing.random_geometry import FIRST, RandomImages, Range, seed
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, ShapeError, TensorType, example

LIMITS = "the smallest and the largest number that a colour can be"
ONE: dict[str, Any] = {"value_range": (-2, 2)}
"""The range of the examples, whose numbers lie about 0."""


def value_range() -> Any:
    return param("range", (0, 255), LIMITS, length=2)


def need_colours(kind: str, x: TensorType, form: str, grey: bool = False) -> None:
    """Raise ShapeError unless the images have three channels, or one where grey ones are fine too."""
    channels = x.shape[1 if form == FIRST else -1]
    if channels != 3 and not (grey and channels == 1):
        raise ShapeError(
            say(
                "{kind} expects colours, 3 channels. Received: {shape}.",
                kind=kind,
                shape=str(x),
            )
        )


@register
@dataclass(frozen=True)
class RandomBrightness(RandomImages):
    arguments: ClassVar[ArgumentOrder] = ("factor", "value_range", "seed", "*", "data_format")
    caption: ClassVar[str] = "While training, makes each image lighter or darker."
    formula: ClassVar[str] = "y[b] = x[b] + u · (high − low), cut to value_range; u uniform in the range of factor"
    examples: ClassVar[tuple[Example, ...]] = (example((2, 3, 2), factor=0.3, **ONE),)

    factor: Range = param("range", 0.2, "share of value_range; one number goes both ways", low=-1, high=1, always=True)
    value_range: tuple[float, float] = value_range()
    seed: int | None = seed()
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class RandomContrast(RandomImages):
    arguments: ClassVar[ArgumentOrder] = ("factor", "value_range", "seed", "*", "data_format")
    caption: ClassVar[str] = "While training, draws the colours of each image apart or together."
    formula: ClassVar[str] = (
        "y[b] = (x[b] − m) · f + m, cut to value_range; m the mean of the channel, "
        "f uniform from 1 − factor[0] to 1 + factor[1]"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 2), factor=(0.4, 0.5), **ONE),
        example((1, 2, 3), factor=0.5, data_format=FIRST, **ONE),
    )

    factor: Range = param("range", 0.2, "how much less and more; one number: only more", low=0, high=1, always=True)
    value_range: tuple[float, float] = value_range()
    seed: int | None = seed()
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class RandomInvert(RandomImages):
    caption: ClassVar[str] = "While training, shows some images as negatives."
    formula: ClassVar[str] = "y[b] = high − x[b] with a probability uniform in the range of factor, else x[b]"
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 2), **ONE),
        example((2, 2, 3), factor=0.4, data_format=FIRST, **ONE),
    )

    factor: Range = param("range", 1.0, "the share of images that are changed", low=0, high=1)
    value_range: tuple[float, float] = value_range()
    seed: int | None = seed()
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class RandomGrayscale(RandomImages):
    caption: ClassVar[str] = "While training, takes the colours from some images."
    formula: ClassVar[str] = (
        "y[b] = 0.2989 · red + 0.587 · green + 0.114 · blue in all channels, with probability factor"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 2, 3)),
        example((3, 2, 2), factor=0.7, data_format=FIRST),
    )

    factor: float = param("float", 0.5, "the share of images that are changed", low=0, high=1)
    data_format: str = data_format()
    seed: int | None = seed()

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        found = super().outputs(inputs)
        need_colours(self.kind, inputs[0], self.data_format, grey=True)
        return found


@register
@dataclass(frozen=True)
class RandomColorDegeneration(RandomImages):
    caption: ClassVar[str] = "While training, makes the colours of each image paler or stronger."
    formula: ClassVar[str] = (
        "y[b] = x[b] + u · (grey of x[b] − x[b]), cut to value_range; u uniform in the range of factor"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 2, 3), factor=0.5, **ONE),
        example((3, 2, 2), factor=(0.2, 0.9), data_format=FIRST, **ONE),
    )

    factor: Range = param("range", 0.5, "1: grey; one number goes both ways", low=-1, high=1, always=True)
    value_range: tuple[float, float] = value_range()
    data_format: str = data_format()
    seed: int | None = seed()

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        found = super().outputs(inputs)
        need_colours(self.kind, inputs[0], self.data_format, grey=True)
        return found


@register
@dataclass(frozen=True)
class RandomSaturation(RandomImages):
    caption: ClassVar[str] = "While training, makes the colours of each image fuller or duller."
    formula: ClassVar[str] = (
        "saturation · u / (1 − u), cut to value_range; u uniform in the range of factor, 0.5 changes nothing"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 3), factor=(0.3, 0.6)),
        example((3, 2, 2), factor=(0.4, 0.9), value_range=(0, 1), data_format=FIRST),
    )

    factor: Range = param(
        "range", 0.5, "0: grey, 0.5: as it is, 1: full; one number goes both ways", low=-1, high=1, always=True
    )
    value_range: tuple[float, float] = value_range()
    data_format: str = data_format()
    seed: int | None = seed()

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        found = super().outputs(inputs)
        need_colours(self.kind, inputs[0], self.data_format)
        return found


@register
@dataclass(frozen=True)
class RandomHue(RandomImages):
    caption: ClassVar[str] = "While training, shifts all colours of each image along the rainbow."
    formula: ClassVar[str] = "hue ± u / 2 of a whole circle; u uniform in the range of factor"
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 3), factor=0.4, **ONE),
        example((3, 2, 2), factor=(0.5, 1), data_format=FIRST, **ONE),
    )

    factor: Range = param("range", 0.5, "1: half of the circle, either way", low=0, high=1, always=True)
    value_range: tuple[float, float] = value_range()
    data_format: str = data_format()
    seed: int | None = seed()

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        found = super().outputs(inputs)
        need_colours(self.kind, inputs[0], self.data_format)
        return found


@register
@dataclass(frozen=True)
class RandomColorJitter(RandomImages):
    caption: ClassVar[str] = (
        "While training, changes brightness, contrast, saturation and hue of each image, one after another."
    )
    formula: ClassVar[str] = (
        "RandomBrightness, RandomContrast, RandomSaturation, RandomHue: those whose factor is given"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 2, 3), brightness_factor=0.2, contrast_factor=0.3, **ONE),
        example((3, 2, 2), saturation_factor=(0.3, 0.6), hue_factor=0.3, data_format=FIRST, value_range=(-8, 8)),
    )

    value_range: tuple[float, float] = value_range()
    brightness_factor: Range | None = param("range", None, "see RandomBrightness", low=-1, high=1)
    contrast_factor: Range | None = param("range", None, "see RandomContrast", low=0, high=1)
    saturation_factor: Range | None = param("range", None, "see RandomSaturation", low=-1, high=1)
    hue_factor: Range | None = param("range", None, "see RandomHue", low=0, high=1)
    seed: int | None = seed()
    data_format: str = data_format()

    def steps(self) -> list[RandomImages]:
        """The layers it stands for, in their order."""
        found: list[RandomImages] = []
        if self.brightness_factor is not None:
            found.append(RandomBrightness(self.brightness_factor, self.value_range))
        if self.contrast_factor is not None:
            found.append(RandomContrast(self.contrast_factor, self.value_range))
        if self.saturation_factor is not None:
            found.append(RandomSaturation(self.saturation_factor, self.value_range))
        if self.hue_factor is not None:
            found.append(RandomHue(self.hue_factor, self.value_range))
        return found

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        found = super().outputs(inputs)
        if self.saturation_factor is not None or self.hue_factor is not None:
            need_colours(self.kind, inputs[0], self.data_format)
        return found
