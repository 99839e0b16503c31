"""Images bent as if they were printed on rubber; while training only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.convolution.windows import data_format
from graph.layers.preprocessing.random_colours import ONE, value_range
from graph.layers.preprocessing.random_geometry import FIRST, RandomImages, Range, fill_value, interpolation, seed
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, example

MODES = ("reflect", "mirror", "wrap", "constant", "nearest")


@register
@dataclass(frozen=True)
class RandomElasticTransform(RandomImages):
    caption: ClassVar[str] = "While training, bends some images at random, like rubber."
    formula: ClassVar[str] = (
        "y[i, j] = x[i + α · u, j + α · v], cut to value_range; u and v normal with deviation σ, blurred by a bell "
        "curve of width σ; α = 0.1 · s · the longer side, σ = 0.05 · s · the shorter, s uniform in the range of scale"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((5, 4, 2), **ONE),
        example((2, 4, 5), scale=(0.5, 1.0), fill_mode="constant", fill_value=0.5, data_format=FIRST, **ONE),
        example((4, 6, 1), fill_mode="wrap", factor=(0.5, 1.0), **ONE),
        example((6, 4, 1), fill_mode="mirror", scale=(0.9, 1.0), interpolation="nearest", **ONE),
        example((6, 4, 1), fill_mode="nearest", scale=(0.9, 1.0), **ONE),
    )

    factor: Range = param("range", 1.0, "the share of images that are changed", low=0, high=1)
    scale: Range = param("range", 1.0, "how much is bent", low=0, high=1)
    interpolation: str = interpolation()
    fill_mode: str = param(
        "choice",
        "reflect",
        "what lies outside the image: its mirror image (mirror: without its edge twice), the other side again, one "
        "number, or the edge",
        choices=MODES,
    )
    fill_value: float = fill_value()
    value_range: tuple[float, float] = value_range()
    seed: int | None = seed()
    data_format: str = data_format()
