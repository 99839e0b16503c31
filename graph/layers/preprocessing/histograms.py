"""Images whose brightness is spread out evenly, by how often each shade occurs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.convolution.windows import data_format
from graph.layers.preprocessing.random_colours import ONE, value_range
from graph.layers.preprocessing.random_geometry import FIRST, RandomImages
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, ShapeError, TensorType, example


@register
@dataclass(frozen=True)
class Equalization(RandomImages):
    arguments: ClassVar[ArgumentOrder] = ("value_range", "bins", "data_format")
    caption: ClassVar[str] = "While training, spreads the shades of each channel evenly over the whole range."
    formula: ClassVar[str] = (
        "y = round(255 · (c(x) − c(min)) / (c(max) − c(min))) brought back to value_range; "
        "c(x) = how many numbers of the channel lie in the bin of x or below"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 2), **ONE),
        example((1, 4, 3), bins=8, data_format=FIRST, **ONE),
    )

    value_range: tuple[float, float] = value_range()
    bins: int = param("int", 256, "into how many shades colours are sorted", low=1)
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class ContrastLimitedAdaptiveHistogramEqualization(RandomImages):
    acts_in_training: ClassVar[bool] = False
    acts_when_called: ClassVar[bool] = False
    caption: ClassVar[str] = "Spreads the shades of each region evenly over the whole range, always."
    formula: ClassVar[str] = (
        "y = 255 · (c(x) − c(0)) / (n − c(0)) brought back to value_range; c sums the shades of a tile of n cells, "
        "each counted clip_limit · n / 256 times at most and the rest spread over all; between tiles linearly"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((5, 4, 2), tile_grid_size=(2, 3), **ONE),
        example((1, 6, 5), clip_limit=0.0, tile_grid_size=(2, 2), data_format=FIRST, **ONE),
    )

    value_range: tuple[float, float] = value_range()
    clip_limit: float = param("float", 4.0, "0 or less: shades are counted as often as they occur")
    tile_grid_size: tuple[int, int] = param("ints", (8, 8), "regions down and across", length=2, low=1)
    data_format: str = data_format()

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        found = super().outputs(inputs)
        rows, columns = inputs[0].shape[2:] if self.data_format == FIRST else inputs[0].shape[1:3]
        for size, tiles in ((rows, self.tile_grid_size[0]), (columns, self.tile_grid_size[1])):
            # What is missing to whole tiles is mirrored, and a mirror image is no longer than the image.
            if size is not None and -(-size // tiles) * tiles > 2 * size:
                raise ShapeError(
                    say(
                        "{kind}: {tiles} tiles are too many for {size} cells. Choose a smaller tile_grid_size.",
                        kind=self.kind,
                        tiles=tiles,
                        size=size,
                    )
                )
        return found
