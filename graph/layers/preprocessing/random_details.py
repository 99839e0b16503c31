"""Images whose details are changed: blurred, sharpened, with fewer shades, with a part erased or mixed with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.convolution.windows import data_format
from graph.layers.preprocessing.random_colours import ONE, value_range
from graph.layers.preprocessing.random_geometry import FIRST, RandomImages, Range, seed
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, example


def share(default: float = 1.0) -> Any:
    return param("range", default, "the share of images that are changed", low=0, high=1)


@register
@dataclass(frozen=True)
class RandomSharpness(RandomImages):
    caption: ClassVar[str] = "While training, makes each image sharper or softer."
    formula: ClassVar[str] = (
        "y[b] = x[b] + (1 − 2u) · (s − x[b]), cut to value_range; s = x[b] averaged over 3 × 3 cells, "
        "the middle one five times; u uniform in the range of factor"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 2), factor=0.4, **ONE),
        example((1, 3, 3), factor=(0.6, 0.9), data_format=FIRST, **ONE),
    )

    factor: Range = param(
        "range", 0.5, "0: soft, 0.5: as it is, 1: sharp; one number: from 0 on", low=0, high=1, always=True
    )
    value_range: tuple[float, float] = value_range()
    data_format: str = data_format()
    seed: int | None = seed()


@register
@dataclass(frozen=True)
class RandomGaussianBlur(RandomImages):
    caption: ClassVar[str] = "While training, blurs some images."
    formula: ClassVar[str] = (
        "y[b] = x[b] averaged by a bell curve, cut to value_range, with a probability in the range of factor"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 2), **ONE),
        example((1, 3, 4), factor=0.5, kernel_size=(3, 1), sigma=(0.5, 1), data_format=FIRST, **ONE),
    )

    factor: Range = share()
    kernel_size: tuple[int, int] = param("ints", (3, 3), "columns and rows of the average, odd", length=2, low=1)
    sigma: Range = param("range", 1.0, "how wide the bell curve is", low=0, high=1)
    value_range: tuple[float, float] = value_range()
    data_format: str = data_format()
    seed: int | None = seed()

    def check(self) -> None:
        if any(size % 2 == 0 for size in self.kernel_size):
            raise SpecError(
                say("RandomGaussianBlur: kernel_size must be odd. Received: {size}.", size=self.kernel_size)
            )


@register
@dataclass(frozen=True)
class RandomPosterization(RandomImages):
    caption: ClassVar[str] = "While training, leaves each image fewer shades; no gradient flows back."
    formula: ClassVar[str] = (
        "y[b] = x[b] as a byte of which the first n bits are kept; n random from factor[0] to factor[1] − 1"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 2), factor=4, **ONE),
        example((2, 2, 3), factor=(2, 7), data_format=FIRST, **ONE),
    )

    factor: Range = param("range", 4, "how many bits are kept; one number: from 1 on", low=1, high=8, always=True)
    value_range: tuple[float, float] = value_range()
    data_format: str = data_format()
    seed: int | None = seed()


@register
@dataclass(frozen=True)
class Solarization(RandomImages):
    arguments: ClassVar[ArgumentOrder] = (
        "addition_factor",
        "threshold_factor",
        "value_range",
        "seed",
        "*",
        "data_format",
    )
    caption: ClassVar[str] = "While training, shows the light parts of each image as negatives."
    formula: ClassVar[str] = (
        "of bytes: z = x[b] + a, cut to 0 … 255; y[b] = z where z < t, else 255 − z; "
        "a, t uniform from factor[0] to 255 · factor[1]"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 2), addition_factor=0.2, threshold_factor=(0.4, 0.8), **ONE),
    )

    addition_factor: Range = param("range", 0.0, "how much lighter an image is made before", low=0, high=1)
    threshold_factor: Range = param("range", 0.0, "how light a cell must be to be shown as a negative", low=0, high=1)
    value_range: tuple[float, float] = value_range()
    seed: int | None = seed()
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class RandomErasing(RandomImages):
    caption: ClassVar[str] = "While training, covers a random rectangle of some images."
    formula: ClassVar[str] = (
        "y[b] = fill_value in a rectangle of √s · rows by √t · columns, s and t uniform in scale, else x[b]"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 5, 2), fill_value=0.5, **ONE),
        example((1, 3, 4), factor=0.5, scale=(0.2, 0.6), data_format=FIRST, **ONE),
    )

    factor: Range = share()
    scale: Range = param("range", (0.02, 0.33), "what share of the image is covered", low=0, high=1)
    fill_value: float | None = param("float", None, "the number put there; random ones if not set")
    value_range: tuple[float, float] = value_range()
    seed: int | None = seed()
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class AutoContrast(RandomImages):
    acts_in_training: ClassVar[bool] = False
    acts_when_called: ClassVar[bool] = False
    arguments: ClassVar[ArgumentOrder] = ("value_range", "*", "data_format")
    caption: ClassVar[str] = "Stretches the colours of each image to the whole range, always."
    formula: ClassVar[str] = (
        "y = low + (x − min) · (high − low) / (max − min) in each channel of each image; "
        "as in Keras the last axis counts as channels, whatever the data_format"
    )
    examples: ClassVar[tuple[Example, ...]] = (example((2, 3, 2), **ONE), example((1, 2, 3), data_format=FIRST, **ONE))

    value_range: tuple[float, float] = value_range()
    data_format: str = data_format()
    """Moot: Keras stretches over the two axes behind the batch whatever it says."""


@register
@dataclass(frozen=True)
class MixUp(RandomImages):
    caption: ClassVar[str] = "While training, blends each image with another one of the batch; labels stay as they are."
    formula: ClassVar[str] = "y[b] = w · x[b] + (1 − w) · x[π(b)], w from Beta(alpha, alpha), π a random order"
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 2)),
        example((2, 2, 3), alpha=0.6, data_format=FIRST),
    )

    alpha: float = param("float", 0.2, "below 1 mostly one of the two is seen, above both", above=0)
    data_format: str = data_format()
    seed: int | None = seed()


@register
@dataclass(frozen=True)
class CutMix(RandomImages):
    caption: ClassVar[str] = (
        "While training, puts a part of another image of the batch into each; labels stay as they are."
    )
    formula: ClassVar[str] = "y[b] = x[π(b)] in a random rectangle, else x[b]; π a random order"
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 5, 2)),
        example((1, 3, 4), factor=(0.5, 0.9), data_format=FIRST),
    )

    factor: Range = param("range", 1.0, "above 0: how evenly the size of the part is drawn", low=0, high=1)
    seed: int | None = seed()
    data_format: str = data_format()
