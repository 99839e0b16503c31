"""Residual blocks: what goes in is added to what comes out, so that a layer learns the difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.blocks.block import Block, Sketch, along, channels
from graph.document.document import Source
from graph.specs.params import param
from graph.specs.registry import register


@dataclass(frozen=True)
class Skipping(Block):
    """What blocks share that add their input to their result."""

    def convolution(self, sketch: Sketch, x: Source, filters: int, size: int, strides: int = 1, **given: Any) -> Source:
        kind = along("Conv{}", self.kind, sketch.type_of(x))
        return sketch.put(kind, x, filters=filters, kernel_size=size, strides=strides, padding="same", **given)

    def normalized(self, sketch: Sketch, x: Source, filters: int, size: int, strides: int = 1) -> Source:
        """A convolution without bias, which the normalization behind it would take away again."""
        return sketch.put("BatchNormalization", self.convolution(sketch, x, filters, size, strides, use_bias=False))

    def shortcut(self, sketch: Sketch, x: Source, filters: int, strides: int, normalized: bool) -> Source:
        """The input as it is, or through a 1×1 convolution where it would not fit what it is added to."""
        if channels(self.kind, sketch.type_of(x), 3) == filters and strides == 1:
            return x
        if normalized:
            return self.normalized(sketch, x, filters, 1, strides)
        return self.convolution(sketch, x, filters, 1, strides)


@register
@dataclass(frozen=True)
class Residual(Skipping):
    """Two convolutions and the sum with what came in (He et al. 2015, https://arxiv.org/abs/1512.03385)."""

    short: ClassVar[tuple[str, ...]] = ("res", "resnet", "残差块", "残差")
    caption: ClassVar[str] = "Two convolutions, added to what came in."
    examples: ClassVar[tuple[Any, ...]] = (
        {"filters": 8},
        {"filters": 12, "kernel_size": 5, "strides": 2, "style": "classic", "activation": "elu"},
        {"filters": 8, "style": "preactivation"},
    )
    filters: int = param("int", 64, "channels of the result", low=1, always=True)
    kernel_size: int = param("int", 3, "length of the filters' sides", low=1)
    strides: int = param("int", 1, "by how much the first convolution and the shortcut shrink", low=1)
    style: str = param(
        "choice",
        "plain",
        "plain: both convolutions activate, the sum follows; classic: with batch normalization, activated after the "
        "sum; preactivation: normalized and activated before each convolution",
        choices=("plain", "classic", "preactivation"),
    )
    activation: str = param("activation", "relu")

    def draw(self, sketch: Sketch, *sources: Source) -> dict[str, Source]:
        (x,) = sources
        n, size, act = self.filters, self.kernel_size, self.activation
        skip = self.shortcut(sketch, x, n, self.strides, self.style == "classic")
        if self.style == "plain":
            h = self.convolution(sketch, x, n, size, self.strides, activation=act)
            return {"output": sketch.put("Add", self.convolution(sketch, h, n, size, activation=act), skip)}
        if self.style == "classic":
            h = sketch.put("Activation", self.normalized(sketch, x, n, size, self.strides), activation=act)
            total = sketch.put("Add", self.normalized(sketch, h, n, size), skip)
            return {"output": sketch.put("Activation", total, activation=act)}
        h = x
        for strides in (self.strides, 1):
            h = sketch.put("Activation", sketch.put("BatchNormalization", h), activation=act)
            h = self.convolution(sketch, h, n, size, strides)
        return {"output": sketch.put("Add", h, skip)}


@register
@dataclass(frozen=True)
class Bottleneck(Skipping):
    """1×1, 3×3 and 1×1 convolutions around fewer channels, and the sum (He et al. 2015)."""

    short: ClassVar[tuple[str, ...]] = ("瓶颈块",)
    caption: ClassVar[str] = "Three convolutions around fewer channels, added to what came in."
    examples: ClassVar[tuple[Any, ...]] = (
        {"filters": 4},
        {"filters": 4, "expansion": 2, "strides": 2, "activation": "elu"},
    )
    filters: int = param("int", 64, "channels within", low=1, always=True)
    expansion: int = param("int", 4, "the result has so many times the channels within", low=1)
    strides: int = param("int", 1, "by how much the middle convolution and the shortcut shrink", low=1)
    activation: str = param("activation", "relu")

    def draw(self, sketch: Sketch, *sources: Source) -> dict[str, Source]:
        (x,) = sources
        wide = self.filters * self.expansion
        skip = self.shortcut(sketch, x, wide, self.strides, True)
        h = sketch.put("Activation", self.normalized(sketch, x, self.filters, 1), activation=self.activation)
        h = self.normalized(sketch, h, self.filters, 3, self.strides)
        h = sketch.put("Activation", h, activation=self.activation)
        total = sketch.put("Add", self.normalized(sketch, h, wide, 1), skip)
        return {"output": sketch.put("Activation", total, activation=self.activation)}


@register
@dataclass(frozen=True)
class InvertedResidual(Skipping):
    """A depthwise convolution among more channels, between 1×1 ones (Sandler et al. 2018,
    https://arxiv.org/abs/1801.04381); the sum where the result has the shape of what came in."""

    short: ClassVar[tuple[str, ...]] = ("mbconv", "inverted", "倒残差块")
    caption: ClassVar[str] = "A depthwise convolution among more channels, as in MobileNetV2."
    examples: ClassVar[tuple[Any, ...]] = (
        {"filters": 8},
        {"filters": 12, "expansion": 2, "kernel_size": 5, "strides": 2, "activation": "silu"},
    )
    filters: int = param("int", 32, "channels of the result", low=1, always=True)
    expansion: int = param("int", 6, "so many times the channels within", low=1)
    kernel_size: int = param("int", 3, "length of the filters' sides", low=1)
    strides: int = param("int", 1, "by how much the depthwise convolution shrinks", low=1)
    activation: str = param("activation", "relu6")

    def draw(self, sketch: Sketch, *sources: Source) -> dict[str, Source]:
        (x,) = sources
        given = sketch.type_of(x)
        width = channels(self.kind, given, 3)
        h = x
        if self.expansion > 1:
            h = self.normalized(sketch, x, width * self.expansion, 1)
            h = sketch.put("Activation", h, activation=self.activation)
        depthwise = along("DepthwiseConv{}", self.kind, given)
        h = sketch.put(depthwise, h, kernel_size=self.kernel_size, strides=self.strides, padding="same", use_bias=False)
        h = sketch.put("Activation", sketch.put("BatchNormalization", h), activation=self.activation)
        h = self.normalized(sketch, h, self.filters, 1)
        if width == self.filters and self.strides == 1:
            h = sketch.put("Add", h, x)
        return {"output": h}
