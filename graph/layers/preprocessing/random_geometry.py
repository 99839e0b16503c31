"""Images turned, shifted, flipped and bent at random, each by its own amount; while training only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.windows import data_format, need_space
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, Spec, TensorType, count, example

FIRST = "channels_first"
FILL_MODES = ("reflect", "wrap", "constant", "nearest")
Range = float | tuple[float, float]


def bounds(factor: Range, lowest: float = -1.0) -> tuple[float, float]:
    """The smallest and the largest of what is drawn: a number alone stands for itself and its negative."""
    if isinstance(factor, tuple):
        return factor
    return max(-abs(factor), lowest), abs(factor)


def seed() -> Any:
    return param("int", None, "the same seed draws the same numbers", low=0, advanced=True)


def fill_mode() -> Any:
    outside = "what lies outside the image: its mirror image, the other side again, one number, or the edge"
    return param("choice", "reflect", outside, choices=FILL_MODES)


def interpolation() -> Any:
    return param("choice", "bilinear", choices=("nearest", "bilinear"))


def fill_value() -> Any:
    return param("float", 0.0, "the number outside, where fill_mode is constant", advanced=True)


@dataclass(frozen=True)
class RandomImages(Spec):
    """What all share that change images at random: a shape that stays."""

    family: ClassVar[str] = "preprocessing"
    acts_in_training: ClassVar[bool] = True
    acts_when_called: ClassVar[bool] = True

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_space(self.kind, x, 2, getattr(self, "data_format", "channels_last"))
        return (TensorType(x.shape, x.dtype if x.is_float else "float32"),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 8 * count(outputs[0].shape[1:])


@register
@dataclass(frozen=True)
class RandomFlip(RandomImages):
    caption: ClassVar[str] = "While training, shows half of the images mirrored."
    formula: ClassVar[str] = "y[b] = x[b] or x[b] flipped, each with probability 1/2"
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 2)),
        example((2, 2, 3), mode="horizontal", data_format=FIRST),
    )

    mode: str = param(
        "choice",
        "horizontal_and_vertical",
        "horizontal: left becomes right; vertical: the top becomes the bottom",
        choices=("horizontal", "vertical", "horizontal_and_vertical"),
    )
    seed: int | None = seed()
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class RandomRotation(RandomImages):
    caption: ClassVar[str] = "While training, turns each image by a random angle."
    formula: ClassVar[str] = "y[b] = x[b] turned by 2π · u around its middle, u uniform in the range of factor"
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 2), factor=0.2),
        example((1, 3, 4), factor=(0.1, 0.2), interpolation="nearest", fill_mode="constant", data_format=FIRST),
    )

    factor: Range = param("range", 0.1, "share of a whole turn; one number goes both ways", low=-1, high=1, always=True)
    fill_mode: str = fill_mode()
    interpolation: str = interpolation()
    seed: int | None = seed()
    fill_value: float = fill_value()
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class RandomTranslation(RandomImages):
    caption: ClassVar[str] = "While training, shifts each image by a random distance."
    formula: ClassVar[str] = (
        "y[b, i, j] = x[b, i − u · rows, j − v · columns], u and v uniform in the ranges of the factors"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 2), height_factor=0.3, width_factor=0.2),
        example((1, 4, 3), height_factor=0.5, width_factor=(-0.5, 0), fill_mode="wrap", data_format=FIRST),
    )

    height_factor: Range = param(
        "range", 0.1, "share of the height; one number goes both ways", low=-1, high=1, always=True
    )
    width_factor: Range = param(
        "range", 0.1, "share of the width; one number goes both ways", low=-1, high=1, always=True
    )
    fill_mode: str = fill_mode()
    interpolation: str = interpolation()
    seed: int | None = seed()
    fill_value: float = fill_value()
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class RandomZoom(RandomImages):
    caption: ClassVar[str] = "While training, shows each image from nearer or from farther."
    formula: ClassVar[str] = "y[b] = x[b] scaled by 1 / (1 + u) from its middle, u uniform in the range of the factor"
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 2), height_factor=0.3),
        example((1, 3, 4), height_factor=0.2, width_factor=(0.1, 0.4), fill_mode="nearest", data_format=FIRST),
    )

    height_factor: Range = param(
        "range", 0.1, "above 0 the image shrinks, below 0 it grows; one number goes both ways",
        above=-1, high=1, always=True,
    )  # fmt: skip
    width_factor: Range | None = param("range", None, "the same as the height if not set", above=-1, high=1)
    fill_mode: str = fill_mode()
    interpolation: str = interpolation()
    seed: int | None = seed()
    fill_value: float = fill_value()
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class RandomShear(RandomImages):
    caption: ClassVar[str] = "While training, slants each image."
    formula: ClassVar[str] = "y[b, i, j] = x[b, i + v · j, j + u · i], u and v uniform in the ranges of the factors"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 1), x_factor=0.4),
        example((1, 4, 3), y_factor=(0.2, 0.5), fill_mode="constant", fill_value=0.5, data_format=FIRST),
    )

    x_factor: Range = param("range", 0.0, "how far rows are shifted", low=0, high=1)
    y_factor: Range = param("range", 0.0, "how far columns are shifted", low=0, high=1)
    interpolation: str = interpolation()
    fill_mode: str = fill_mode()
    fill_value: float = fill_value()
    data_format: str = data_format()
    seed: int | None = seed()

    def __post_init__(self) -> None:
        for name in ("x_factor", "y_factor"):
            factor = getattr(self, name)
            # Keras writes one number into its files as a pair, which its own constructor refuses.
            pair = isinstance(factor, (list, tuple)) and len(factor) == 2
            if pair and all(isinstance(n, (int, float)) for n in factor) and factor[0] == -factor[1]:
                object.__setattr__(self, name, abs(factor[1]))
        super().__post_init__()


@register
@dataclass(frozen=True)
class RandomPerspective(RandomImages):
    arguments: ClassVar[ArgumentOrder] = ("factor", "scale", "interpolation", "fill_value", "seed", "data_format")
    caption: ClassVar[str] = "While training, shows images as if from the side."
    formula: ClassVar[str] = (
        "y[b] = x[b] with each corner moved by up to scale / 2 of its coordinates, with probability factor"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 1)),
        example((1, 3, 4), factor=0.5, scale=0.4, data_format=FIRST),
    )

    factor: Range = param("range", 1.0, "the share of images that are changed", low=0, high=1)
    scale: float = param("float", 1.0, "how far the corners move", low=0, high=1)
    interpolation: str = interpolation()
    fill_value: float = param("float", 0.0, "the number outside the image", advanced=True)
    seed: int | None = seed()
    data_format: str = data_format()
