"""Normalizations as they act in inference."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.layers.normalization.batch_normalization import BatchNormalization
from graph.layers.normalization.group_normalization import GroupNormalization
from graph.layers.normalization.layer_normalization import LayerNormalization, RMSNormalization, UnitNormalization
from graph.layers.preprocessing.normalization import Normalization
from graph.layers.preprocessing.rescaling import Rescaling
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import Graph, Said, Unsayable, known_shape, says


def spread(array: Any, axes: tuple[int, ...], rank: int) -> Any:
    """An array of some axes as one of all, with sizes of 1 elsewhere."""
    places = sorted(axis % rank for axis in axes)
    sizes = iter(np.shape(array))
    return np.reshape(array, [next(sizes) if axis in places else 1 for axis in range(rank)])


@says(BatchNormalization)
def batch_normalization(g: Graph, s: Said) -> Any:
    """One factor and one summand for each channel: what ONNX's operator does with the statistics of a training."""
    spec, w, x = s.spec, s.weights, s.tensors[0]
    factor = 1 / np.sqrt(w["moving_variance"] + np.float32(spec.epsilon))
    factor = factor * w["gamma"] if spec.scale else factor
    added = -w["moving_mean"] * factor + (w["beta"] if spec.center else np.float32(0))
    is_last = spec.axis % x.rank == x.rank - 1
    if x.last is None and is_last:
        form = (-1, *[1] * (x.rank - 2))
        y = g.node("Mul", g.first(x), g.constant(factor.reshape(form), "scale"))
        return Tensor(x.rank, first=g.node("Add", y, g.constant(added.reshape(form), "shift")))
    y = g.node("Mul", g.last(x), g.constant(spread(factor, (spec.axis,), x.rank), "scale"))
    return g.node("Add", y, g.constant(spread(added, (spec.axis,), x.rank), "shift"))


def standardized(g: Graph, x: str, axes: tuple[int, ...], epsilon: float, centred: bool = True) -> str:
    """What lies along the axes with a mean of 0, where `centred`, and a variance of 1."""
    if centred:
        x = g.node("Sub", x, g.node("ReduceMean", x, g.ints(*axes)))
    variance = g.node("ReduceMean", g.node("Mul", x, x), g.ints(*axes))
    return g.node("Div", x, g.node("Sqrt", g.node("Add", variance, g.number(epsilon))))


def affine(g: Graph, y: str, s: Said, axes: tuple[int, ...], rank: int) -> str:
    for name, op in (("gamma", "Mul"), ("scale", "Mul"), ("beta", "Add")):
        if name in s.weights:
            y = g.node(op, y, g.constant(spread(s.weights[name], axes, rank), name))
    return y


@says(LayerNormalization)
def layer_normalization(g: Graph, s: Said) -> str:
    x, axes = s.tensors[0], tuple(s.spec.axis)
    if getattr(s.spec, "rms_scaling", False):
        raise Unsayable(say("rms_scaling has no counterpart there"))
    y = standardized(g, g.last(x), axes, s.spec.epsilon)
    return affine(g, y, s, axes, x.rank)


@says(RMSNormalization)
def rms_normalization(g: Graph, s: Said) -> str:
    x, axes = s.tensors[0], tuple(s.spec.axis)
    y = standardized(g, g.last(x), axes, s.spec.epsilon, centred=False)
    return affine(g, y, s, axes, x.rank)


@says(UnitNormalization)
def unit_normalization(g: Graph, s: Said) -> str:
    return unit(g, g.last(s.tensors[0]), *s.spec.axis)


def unit(g: Graph, x: str, *axes: int) -> str:
    """What lies along the axes with a length of 1."""
    squares = g.node("ReduceSum", g.node("Mul", x, x), g.ints(*axes))
    return g.node("Div", x, g.node("Sqrt", g.node("Max", squares, g.number(1e-12))))


@says(GroupNormalization)
def group_normalization(g: Graph, s: Said) -> str:
    x, spec, shape = g.last(s.tensors[0]), s.spec, known_shape(s.types[0])
    axis = spec.axis % (len(shape) + 1)
    channels = shape[axis - 1]
    groups = channels if spec.groups == -1 else spec.groups
    split = (*shape[: axis - 1], groups, channels // groups, *shape[axis:])
    y = g.node("Reshape", x, g.ints(-1, *split))
    y = standardized(g, y, tuple(i for i in range(1, len(split) + 1) if i != axis), spec.epsilon)
    y = g.node("Reshape", y, g.ints(-1, *shape))
    return affine(g, y, s, (axis,), len(shape) + 1)


@says(Normalization)
def normalization(g: Graph, s: Said) -> str:
    spec, x = s.spec, g.floats(g.last(s.tensors[0]), s.types[0])
    rank = len(s.types[0].shape)
    if spec.mean is not None:
        mean, variance = np.asarray(spec.mean, np.float32), np.asarray(spec.variance, np.float32)
        form = spec.stretched(s.types[0])
        mean, variance = np.broadcast_to(mean, form), np.broadcast_to(variance, form)
    else:
        mean, variance = (spread(s.weights[k], tuple(spec.axis), rank) for k in ("mean", "variance"))
    deviation = np.maximum(np.sqrt(variance), 1e-7)
    if spec.invert:
        return g.node("Add", g.node("Mul", x, g.constant(deviation)), g.constant(mean))
    return g.node("Div", g.node("Sub", x, g.constant(mean)), g.constant(deviation))


@says(Rescaling)
def rescaling(g: Graph, s: Said) -> str:
    x = g.floats(g.last(s.tensors[0]), s.types[0])
    y = g.node("Mul", x, g.constant(np.asarray(s.spec.scale, np.float32)))
    return g.node("Add", y, g.constant(np.asarray(s.spec.offset, np.float32)))
