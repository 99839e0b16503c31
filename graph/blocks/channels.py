"""Blocks that gather or weigh channels: the dense block, squeeze and excite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.blocks.block import Block, Sketch, along, channels
from graph.document.document import Source
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class DenseBlock(Block):
    """Each layer sees the results of all before it (Huang et al. 2016, https://arxiv.org/abs/1608.06993)."""

    short: ClassVar[tuple[str, ...]] = ("densenet", "稠密块")
    caption: ClassVar[str] = "Convolutions that each see the results of all before them."
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"layers": 2, "growth": 4, "bottleneck": True, "activation": "elu"},
    )
    layers: int = param("int", 4, "how many convolutions", low=1, high=64)
    growth: int = param("int", 12, "channels that each of them adds", low=1)
    bottleneck: bool = param("bool", False, "a 1×1 convolution to 4 × growth channels before each")
    activation: str = param("activation", "relu")

    def draw(self, sketch: Sketch, *sources: Source) -> dict[str, Source]:
        (x,) = sources
        given = sketch.type_of(x)
        channels(self.kind, given, 3)
        kind = along("Conv{}", self.kind, given)
        for _ in range(self.layers):
            h = x
            for filters, size in ((4 * self.growth, 1), (self.growth, 3)) if self.bottleneck else ((self.growth, 3),):
                h = sketch.put("Activation", sketch.put("BatchNormalization", h), activation=self.activation)
                h = sketch.put(kind, h, filters=filters, kernel_size=size, padding="same", use_bias=False)
            x = sketch.put("Concatenate", x, h)
        return {"output": x}


@register
@dataclass(frozen=True)
class SqueezeExcite(Block):
    """Each channel is weighed by what all channels are on average (Hu et al. 2017, https://arxiv.org/abs/1709.01507)."""

    short: ClassVar[tuple[str, ...]] = ("se", "挤压激励块")
    caption: ClassVar[str] = "Weighs each channel by what all of them are on average."
    examples: ClassVar[tuple[Any, ...]] = ({}, {"ratio": 2, "activation": "elu"})
    ratio: int = param("int", 16, "so many times fewer units than channels in the middle", low=1)
    activation: str = param("activation", "relu")

    def draw(self, sketch: Sketch, *sources: Source) -> dict[str, Source]:
        (x,) = sources
        given = sketch.type_of(x)
        width = channels(self.kind, given, 3)
        h = sketch.put(along("GlobalAveragePooling{}", self.kind, given), x, keepdims=True)
        h = sketch.put("Dense", h, units=max(1, width // self.ratio), activation=self.activation)
        h = sketch.put("Dense", h, units=width, activation="sigmoid")
        return {"output": sketch.put("Multiply", x, h)}
