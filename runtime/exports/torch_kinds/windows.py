"""Convolutions and poolings: PyTorch wants channels behind the batch, and zeros around said in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from graph.layers.convolution.depthwise import DepthwiseConvolution
from graph.layers.convolution.filters import Convolution
from graph.layers.convolution.separable import SeparableConvolution
from graph.layers.convolution.transposed import TransposedConvolution
from graph.layers.convolution.windows import WindowAxis, space_axes
from graph.layers.pooling.global_pooling import GlobalAveragePooling, GlobalMaxPooling
from graph.layers.pooling.windowed import AveragePooling, MaxPooling
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import free_size
from runtime.exports.torch_kinds.activations import activated
from runtime.exports.torch_module import Module, Said, call, says, single


def channels_behind(m: Module, value: Tensor, spec: Any) -> str:
    """A tensor as PyTorch wants it; where a layer says channels_first it lies so already."""
    return m.last(value) if spec.data_format == "channels_first" else m.first(value)


def given_back(expression: str, rank: int, spec: Any) -> Tensor:
    first = spec.data_format == "channels_first"
    return Tensor(rank, expression) if first else Tensor(rank, first=expression)


def zeros(s: Said, axes: Sequence[WindowAxis]) -> list[tuple[int, int]]:
    """Zeros before and after each axis; raises Unsayable where they depend on a size that is free."""
    sizes = [s.types[0].shape[i] for i in space_axes(len(axes), s.spec.data_format)]
    if axes[0].padding == "same" and None in sizes and any(axis.stride > 1 for axis in axes):
        raise free_size(s.types[0])
    return [axis.zeros(size or 1 << 20) for axis, size in zip(axes, sizes)]


def surrounded(x: str, around: Sequence[tuple[int, int]], value: str = "") -> str:
    """`F.pad`, which counts the axes from the last one."""
    pairs = [n for before, after in reversed(around) for n in (before, after)]
    return f"F.pad({x}, {tuple(pairs)}{f', value={value}' if value else ''})"


def placed(x: str, around: Sequence[tuple[int, int]], value: str = "") -> tuple[str, Any]:
    """(the input, the padding of the layer): what is as much before as after is the layer's own."""
    if all(before == after for before, after in around):
        sides = single([before for before, _ in around])
        return x, sides or None
    return surrounded(x, around, value), None


def filters_first(kernel: Any) -> Any:
    """(window…, channels, filters) as (filters, channels, window…)."""
    return np.moveaxis(kernel, (-1, -2), (0, 1))


def convolution_layer(
    m: Module, s: Said, kernel: Any, channels: int, groups: int, axes: Sequence[WindowAxis], padding: Any, **more: Any
) -> str:
    """A layer of convolution as a member; `kernel` lies as PyTorch has it."""
    part, bias = more.get("part", ""), "bias" in s.weights and more.get("bias", True)
    text = call(
        f"nn.Conv{len(axes)}d",
        channels,
        int(kernel.shape[0]),
        single([axis.window for axis in axes]),
        stride=_unless_one([axis.stride for axis in axes]),
        padding=padding,
        dilation=_unless_one([axis.dilation for axis in axes]),
        groups=groups if groups > 1 else None,
        bias=None if bias else False,
    )
    return m.member(text, {"weight": kernel, **({"bias": s.weights["bias"]} if bias else {})}, part)


def _unless_one(sizes: Sequence[int]) -> Any:
    return None if set(sizes) == {1} else single(sizes)


@says(Convolution)
def convolution(m: Module, s: Said) -> Tensor:
    kernel, axes = filters_first(s.weights["kernel"]), s.spec.axes
    x, padding = placed(channels_behind(m, s.values[0], s.spec), zeros(s, axes))
    channels = kernel.shape[1] * s.spec.groups
    layer = convolution_layer(m, s, kernel, channels, s.spec.groups, axes, padding)
    return activated(m, given_back(f"{layer}({x})", s.spec.rank + 2, s.spec), s.spec.activation)


def by_channel(kernel: Any) -> Any:
    """(window…, channels, multiplier) as (channels · multiplier, 1, window…)."""
    *window, channels, many = kernel.shape
    return filters_first(kernel.reshape(*window, 1, channels * many))


@says(DepthwiseConvolution)
def depthwise(m: Module, s: Said) -> Tensor:
    given, axes = s.weights["kernel"], s.spec.axes
    x, padding = placed(channels_behind(m, s.values[0], s.spec), zeros(s, axes))
    layer = convolution_layer(m, s, by_channel(given), given.shape[-2], given.shape[-2], axes, padding)
    return activated(m, given_back(f"{layer}({x})", s.spec.rank + 2, s.spec), s.spec.activation)


@says(SeparableConvolution)
def separable(m: Module, s: Said) -> Tensor:
    given, axes = s.weights["depthwise_kernel"], s.spec.axes
    channels = given.shape[-2]
    x, padding = placed(channels_behind(m, s.values[0], s.spec), zeros(s, axes))
    each = convolution_layer(m, s, by_channel(given), channels, channels, axes, padding, part="depthwise", bias=False)
    point = filters_first(s.weights["pointwise_kernel"])
    all_ = convolution_layer(m, s, point, point.shape[1], 1, [WindowAxis(1)] * len(axes), None, part="pointwise")
    return activated(m, given_back(f"{all_}({each}({x}))", s.spec.rank + 2, s.spec), s.spec.activation)


@says(TransposedConvolution)
def transposed(m: Module, s: Said) -> Tensor:
    spec = s.spec
    sizes = [s.types[0].shape[i] for i in space_axes(spec.rank, spec.data_format)]
    if None in sizes:
        raise free_size(s.types[0])
    before = [axis.cut() for axis in spec.axes]
    wanted = [axis.positions(size) or 0 for axis, size in zip(spec.axes, sizes)]
    full = [axis.stride * ((size or 1) - 1) + axis.extent for axis, size in zip(spec.axes, sizes)]
    after = [f - b - w for f, b, w in zip(full, before, wanted)]
    kernel = filters_first(s.weights["kernel"])
    extra = [b - a for b, a in zip(before, after)]
    # What PyTorch's own padding can say: as much cut off at both ends, and a little more kept at the end.
    own = all(b >= 0 and 0 <= e < max(axis.stride, axis.dilation) for b, e, axis in zip(before, extra, spec.axes))
    inside = own and "bias" in s.weights
    text = call(
        f"nn.ConvTranspose{spec.rank}d",
        int(kernel.shape[0]),
        int(kernel.shape[1]),
        single([axis.window for axis in spec.axes]),
        stride=_unless_one([axis.stride for axis in spec.axes]),
        padding=(single(before) or None) if own else None,
        output_padding=(single(extra) or None) if own else None,
        dilation=_unless_one([axis.dilation for axis in spec.axes]),
        bias=None if inside else False,
    )
    layer = m.member(text, {"weight": kernel, **({"bias": s.weights["bias"]} if inside else {})})
    y = f"{layer}({channels_behind(m, s.values[0], spec)})"
    if not own:
        y = surrounded(y, [(-b, -a) for b, a in zip(before, after)])
        if "bias" in s.weights:
            y += f" + {m.parameter(s.weights['bias'].reshape(-1, *[1] * spec.rank), 'bias')}"
    return activated(m, given_back(y, spec.rank + 2, spec), spec.activation)


@says(MaxPooling, AveragePooling)
def pooling(m: Module, s: Said) -> Tensor:
    spec, axes = s.spec, s.spec.axes
    around = zeros(s, axes)
    x = channels_behind(m, s.values[0], spec)
    windows, strides = [axis.window for axis in axes], [axis.stride for axis in axes]
    size, step = single(windows), None if windows == strides else single(strides)
    biggest, rank = isinstance(spec, MaxPooling), len(axes)
    fits = all(b == a and 2 * b <= w for (b, a), w in zip(around, windows))
    if biggest:
        x, padding = placed(x, around, 'float("-inf")') if fits else (surrounded(x, around, 'float("-inf")'), None)
        return given_back(call(f"F.max_pool{rank}d", x, size, stride=step, padding=padding), rank + 2, spec)
    name = f"F.avg_pool{rank}d"
    if fits:
        padding = single([b for b, _ in around]) or None
        counted = None if padding is None else False
        y = call(name, x, size, stride=step, padding=padding, count_include_pad=counted)
    else:
        # The mean of what is there: PyTorch would count the zeros, which here lie at one side only.
        x = m.let(x)
        there = surrounded(f"torch.ones_like({x})", around)
        y = f"{call(name, surrounded(x, around), size, stride=step)} / {call(name, there, size, stride=step)}"
    return given_back(y, rank + 2, spec)


@says(GlobalMaxPooling, GlobalAveragePooling, masked=False)
def global_pooling(m: Module, s: Said) -> Tensor:
    spec, value = s.spec, s.values[0]
    first = value.last is None or spec.data_format == "channels_first"
    x = m.first(value) if value.last is None else m.last(value)
    axes = tuple(range(2, value.rank)) if first else tuple(range(1, value.rank - 1))
    name = "amax" if isinstance(spec, GlobalMaxPooling) else "mean"
    dim = axes[0] if len(axes) == 1 else axes
    y = f"{x}.{name}(dim={dim}{', keepdim=True' if spec.keepdims else ''})"
    if spec.keepdims and value.last is None:
        return Tensor(value.rank, first=y)
    return Tensor(len(s.results[0].shape), y)
