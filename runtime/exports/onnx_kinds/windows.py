"""Convolutions and poolings: ONNX wants channels behind the batch, and pads said in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from graph.layers.convolution.depthwise import DepthwiseConvolution
from graph.layers.convolution.filters import Convolution
from graph.layers.convolution.separable import SeparableConvolution
from graph.layers.convolution.transposed import TransposedConvolution
from graph.layers.convolution.windows import WindowAxis, space_axes
from graph.layers.pooling.adaptive import AdaptiveAveragePooling, AdaptiveMaxPooling
from graph.layers.pooling.global_pooling import GlobalAveragePooling, GlobalMaxPooling
from graph.layers.pooling.windowed import AveragePooling, MaxPooling
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import END, Graph, Said, free_size, known_shape, says
from runtime.exports.onnx_kinds.activations import mapped


def channels_behind(g: Graph, x: Tensor, spec: Any) -> str:
    """A tensor as ONNX wants it; where a layer says channels_first it lies so already."""
    return g.last(x) if spec.data_format == "channels_first" else g.first(x)


def given_back(name: str, rank: int, spec: Any) -> Tensor:
    return Tensor(rank, name) if spec.data_format == "channels_first" else Tensor(rank, first=name)


def pads(axes: Sequence[WindowAxis], s: Said) -> dict[str, Any]:
    """Zeros before all axes, then after them; told by the rule where a size is free."""
    sizes = [s.types[0].shape[i] for i in space_axes(len(axes), s.spec.data_format)]
    if axes[0].padding == "same" and None in sizes and any(axis.stride > 1 for axis in axes):
        return {"auto_pad": "SAME_UPPER"}
    zeros = [axis.zeros(size or 1 << 20) for axis, size in zip(axes, sizes)]
    return {"pads": [before for before, _ in zeros] + [after for _, after in zeros]}


def convolved(g: Graph, x: str, kernel: Any, axes: Sequence[WindowAxis], bias: str, groups: int, around: Any) -> str:
    """A Conv; the kernel lies as ONNX has it: filters, channels, then the window."""
    given = [x, g.constant(kernel, "kernel"), *([bias] if bias else [])]
    return g.node(
        "Conv",
        *given,
        kernel_shape=[axis.window for axis in axes],
        strides=[axis.stride for axis in axes],
        dilations=[axis.dilation for axis in axes],
        group=groups,
        **around,
    )


def filters_first(kernel: Any) -> Any:
    """(window…, channels, filters) as (filters, channels, window…)."""
    return np.moveaxis(kernel, (-1, -2), (0, 1))


def bias_of(g: Graph, s: Said) -> str:
    return g.constant(s.weights["bias"], "bias") if "bias" in s.weights else ""


@says(Convolution)
def convolution(g: Graph, s: Said) -> Tensor:
    x = channels_behind(g, s.tensors[0], s.spec)
    y = convolved(
        g, x, filters_first(s.weights["kernel"]), s.spec.axes, bias_of(g, s), s.spec.groups, pads(s.spec.axes, s)
    )
    return mapped(g, given_back(y, s.spec.rank + 2, s.spec), s.spec.activation)


def by_channel(kernel: Any) -> Any:
    """(window…, channels, multiplier) as (channels · multiplier, 1, window…)."""
    *window, channels, many = kernel.shape
    return filters_first(kernel.reshape(*window, 1, channels * many))


@says(DepthwiseConvolution)
def depthwise(g: Graph, s: Said) -> Tensor:
    x, kernel = channels_behind(g, s.tensors[0], s.spec), s.weights["kernel"]
    y = convolved(g, x, by_channel(kernel), s.spec.axes, bias_of(g, s), kernel.shape[-2], pads(s.spec.axes, s))
    return mapped(g, given_back(y, s.spec.rank + 2, s.spec), s.spec.activation)


@says(SeparableConvolution)
def separable(g: Graph, s: Said) -> Tensor:
    x, kernel = channels_behind(g, s.tensors[0], s.spec), s.weights["depthwise_kernel"]
    y = convolved(g, x, by_channel(kernel), s.spec.axes, "", kernel.shape[-2], pads(s.spec.axes, s))
    single = [WindowAxis(1)] * s.spec.rank
    y = convolved(g, y, filters_first(s.weights["pointwise_kernel"]), single, bias_of(g, s), 1, {})
    return mapped(g, given_back(y, s.spec.rank + 2, s.spec), s.spec.activation)


@says(TransposedConvolution)
def transposed(g: Graph, s: Said) -> Tensor:
    spec = s.spec
    x = channels_behind(g, s.tensors[0], spec)
    before = [axis.cut() for axis in spec.axes]
    sizes = [s.types[0].shape[i] for i in space_axes(spec.rank, spec.data_format)]
    if None in sizes:
        raise free_size(s.types[0])
    wanted = [axis.positions(size) or 0 for axis, size in zip(spec.axes, sizes)]
    full = [axis.stride * ((size or 1) - 1) + axis.extent for axis, size in zip(spec.axes, sizes)]
    after = [f - b - w for f, b, w in zip(full, before, wanted)]
    y = g.node(
        "ConvTranspose",
        x,
        g.constant(filters_first(s.weights["kernel"]), "kernel"),
        kernel_shape=[axis.window for axis in spec.axes],
        strides=[axis.stride for axis in spec.axes],
        dilations=[axis.dilation for axis in spec.axes],
        pads=[0] * (2 * spec.rank),
    )
    y = moved_ends(g, y, before, after)
    if "bias" in s.weights:
        y = g.node("Add", y, g.constant(s.weights["bias"].reshape(-1, *[1] * spec.rank), "bias"))
    return mapped(g, given_back(y, spec.rank + 2, spec), spec.activation)


def moved_ends(g: Graph, y: str, before: Sequence[int], after: Sequence[int]) -> str:
    """Cut so much off each axis behind the channels, or, where it is less than nothing, put zeros there."""
    if any(n > 0 for n in (*before, *after)):
        starts = [max(n, 0) for n in before]
        ends = [-n if n > 0 else END for n in after]
        axes = range(2, 2 + len(starts))
        y = g.node("Slice", y, g.ints(*starts), g.ints(*ends), g.ints(*axes))
    if any(n < 0 for n in (*before, *after)):
        y = g.node("Pad", y, g.ints(0, 0, *(max(-n, 0) for n in before), 0, 0, *(max(-n, 0) for n in after)))
    return y


@says(MaxPooling, AveragePooling)
def pooling(g: Graph, s: Said) -> Tensor:
    x, spec = g.floats(channels_behind(g, s.tensors[0], s.spec), s.types[0]), s.spec
    biggest = isinstance(spec, MaxPooling)
    y = g.node(
        "MaxPool" if biggest else "AveragePool",
        x,
        kernel_shape=[axis.window for axis in spec.axes],
        strides=[axis.stride for axis in spec.axes],
        **pads(spec.axes, s),
        **({} if biggest else {"count_include_pad": 0}),
    )
    return given_back(g.as_said(y, s.results[0]), spec.rank + 2, spec)


@says(GlobalMaxPooling, GlobalAveragePooling, masked=False)
def global_pooling(g: Graph, s: Said) -> Any:
    x = s.tensors[0]
    keep = int(s.spec.keepdims)
    is_first = x.last is None and s.spec.data_format == "channels_last"
    if is_first:
        axes, name = tuple(range(2, x.rank)), g.first(x)
    else:
        axes, name = space_axes(x.rank - 2, s.spec.data_format), g.last(x)
    if isinstance(s.spec, GlobalMaxPooling):
        y = g.node("ReduceMax", name, g.ints(*axes), keepdims=keep)
    else:
        y = g.node("ReduceMean", g.floats(name, s.types[0]), g.ints(*axes), keepdims=keep)
    return Tensor(x.rank, first=y) if is_first and keep else Tensor(x.rank if keep else 2, y)


@says(AdaptiveAveragePooling, AdaptiveMaxPooling)
def adaptive(g: Graph, s: Said) -> str:
    """An axis after the other, each place from its own slice: the slices are of different lengths."""
    x, shape = g.floats(g.last(s.tensors[0]), s.types[0]), known_shape(s.types[0])
    op = "ReduceMax" if isinstance(s.spec, AdaptiveMaxPooling) else "ReduceMean"
    axes = space_axes(len(shape) - 1, s.spec.data_format)
    for axis in axes:
        size, places = shape[axis - 1], known_shape(s.results[0])[axis - 1]
        parts = []
        for place in range(places):
            start, end = place * size // places, -(-(place + 1) * size // places)
            part = g.node("Slice", x, g.ints(start), g.ints(end), g.ints(axis))
            parts.append(g.node(op, part, g.ints(axis), keepdims=1))
        x = g.node("Concat", *parts, axis=axis)
    return g.as_said(x, s.results[0])
