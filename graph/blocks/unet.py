"""The two stages of a U-Net: down, which keeps what it saw, and up, which is given it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.blocks.block import Block, Sketch, along, channels
from graph.document.document import Source
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Shape


@dataclass(frozen=True)
class Stage(Block):
    """What both share: convolutions at one size."""

    filters: int = param("int", 32, "channels of the result", low=1, always=True)
    kernel_size: int = param("int", 3, "length of the filters' sides", low=1)
    convolutions: int = param("int", 2, "how many convolutions", low=1, high=16)
    activation: str = param("activation", "relu")

    def convolved(self, sketch: Sketch, x: Source) -> Source:
        kind = along("Conv{}", self.kind, sketch.type_of(x))
        for _ in range(self.convolutions):
            x = sketch.put(
                kind,
                x,
                filters=self.filters,
                kernel_size=self.kernel_size,
                padding="same",
                activation=self.activation,
            )
        return x


EXAMPLES: tuple[Any, ...] = (
    {"filters": 6},
    {"filters": 4, "kernel_size": 5, "convolutions": 1, "activation": "elu"},
)


@register
@dataclass(frozen=True)
class UNetDown(Stage):
    """Convolutions and a pooling by 2 (Ronneberger et al. 2015, https://arxiv.org/abs/1505.04597). The second result is
    what was there before the pooling, for the stage up."""

    short: ClassVar[tuple[str, ...]] = ("down", "下采样段")
    caption: ClassVar[str] = "A stage of a U-Net down to half the size; its second result is for the stage up."
    examples: ClassVar[tuple[Any, ...]] = EXAMPLES

    def draw(self, sketch: Sketch, *sources: Source) -> dict[str, Source]:
        (x,) = sources
        given = sketch.type_of(x)
        channels(self.kind, given, 3)
        skip = self.convolved(sketch, x)
        return {"output": sketch.put(along("MaxPooling{}", self.kind, given), skip, pool_size=2), "skip": skip}


@register
@dataclass(frozen=True)
class UNetUp(Stage):
    """A transposed convolution to twice the size, what the stage down kept beside it, and convolutions."""

    short: ClassVar[tuple[str, ...]] = ("上采样段",)
    caption: ClassVar[str] = "A stage of a U-Net up to twice the size, with what the stage down kept."
    inputs: ClassVar[tuple[str, ...]] = ("input", "skip")
    shapes: ClassVar[tuple[Shape, ...]] = ((8, 8, 8), (16, 16, 6))
    examples: ClassVar[tuple[Any, ...]] = EXAMPLES

    def draw(self, sketch: Sketch, *sources: Source) -> dict[str, Source]:
        x, skip = sources
        given = sketch.type_of(x)
        channels(self.kind, given, 3)
        kind = along("Conv{}Transpose", self.kind, given)
        x = sketch.put(kind, x, filters=self.filters, kernel_size=2, strides=2, padding="same")
        return {"output": self.convolved(sketch, sketch.put("Concatenate", x, skip))}
