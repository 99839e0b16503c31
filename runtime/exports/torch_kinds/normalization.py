"""Normalizations."""

from __future__ import annotations

import numpy as np

from graph.layers.normalization.batch_normalization import BatchNormalization
from graph.layers.normalization.group_normalization import GroupNormalization
from graph.layers.normalization.layer_normalization import LayerNormalization, RMSNormalization, UnitNormalization
from graph.layers.preprocessing.normalization import Normalization
from graph.layers.preprocessing.rescaling import Rescaling
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_kinds.normalization import spread
from runtime.exports.torch_module import Module, Said, Unsayable, call, says
from runtime.ops.op import Array

OTHER_AXIS = say("it runs over other axes than its counterpart there")


def affine(s: Said, size: int) -> dict[str, Array]:
    """Factors and summands, ones and zeros where the layer has none."""
    one, none = np.ones(size, np.float32), np.zeros(size, np.float32)
    return {"weight": s.weights.get("gamma", one), "bias": s.weights.get("beta", none)}


@says(BatchNormalization)
def batch_normalization(m: Module, s: Said) -> Tensor:
    spec, value = s.spec, s.values[0]
    if spec.axis % value.rank != value.rank - 1 or value.rank not in (2, 3, 4, 5):
        raise Unsayable(OTHER_AXIS)
    w = s.weights
    size = len(w["moving_mean"])
    has = spec.scale or spec.center
    state = {**(affine(s, size) if has else {}), "running_mean": w["moving_mean"], "running_var": w["moving_variance"]}
    state["num_batches_tracked"] = np.zeros((), np.int64)
    named = {"eps": spec.epsilon, "momentum": round(1 - spec.momentum, 12), "affine": None if has else False}
    layer = m.member(call(f"nn.BatchNorm{max(1, value.rank - 2)}d", size, **named), state)
    return Tensor(value.rank, first=f"{layer}({m.first(value)})")


def _last_axes(s: Said) -> tuple[int, ...]:
    """The sizes along the axes, which must be the last ones; raises Unsayable."""
    rank = s.values[0].rank
    axes = sorted(axis % rank for axis in s.spec.axis)
    if axes != list(range(rank - len(axes), rank)):
        raise Unsayable(OTHER_AXIS)
    sizes = [s.types[0].shape[axis] for axis in axes]
    return tuple(size for size in sizes if size is not None)


@says(LayerNormalization)
def layer_normalization(m: Module, s: Said) -> str:
    if getattr(s.spec, "rms_scaling", False):
        raise Unsayable(say("rms_scaling has no counterpart there"))
    sizes = _last_axes(s)
    shape = sizes[0] if len(sizes) == 1 else sizes
    has = "gamma" in s.weights or "beta" in s.weights
    weights = {k: a.reshape(sizes) for k, a in affine(s, int(np.prod(sizes))).items()} if has else {}
    layer = m.member(
        call("nn.LayerNorm", shape, eps=s.spec.epsilon, elementwise_affine=None if has else False), weights
    )
    return f"{layer}({m.last(s.values[0])})"


@says(RMSNormalization)
def rms_normalization(m: Module, s: Said) -> str:
    sizes = _last_axes(s)
    shape = sizes[0] if len(sizes) == 1 else sizes
    scale = next(iter(s.weights.values()), None)
    named = {"eps": s.spec.epsilon, "elementwise_affine": None if scale is not None else False}
    layer = m.member(call("nn.RMSNorm", shape, **named), {} if scale is None else {"weight": scale.reshape(sizes)})
    return f"{layer}({m.last(s.values[0])})"


@says(UnitNormalization)
def unit_normalization(m: Module, s: Said) -> str:
    axes = tuple(s.spec.axis)
    if len(axes) == 1:
        return call("F.normalize", m.last(s.values[0]), dim=axes[0], eps=1e-6)
    x = m.last(s.values[0])
    return f"{x} * torch.rsqrt(({x} * {x}).sum(dim={axes}, keepdim=True).clamp(min=1e-12))"


@says(GroupNormalization)
def group_normalization(m: Module, s: Said) -> Tensor:
    spec, value = s.spec, s.values[0]
    channels = s.types[0].shape[-1]
    if spec.axis % value.rank != value.rank - 1 or channels is None:
        raise Unsayable(OTHER_AXIS)
    groups = channels if spec.groups == -1 else spec.groups
    has = "gamma" in s.weights or "beta" in s.weights
    text = call("nn.GroupNorm", groups, channels, eps=spec.epsilon, affine=None if has else False)
    layer = m.member(text, affine(s, channels) if has else {})
    return Tensor(value.rank, first=f"{layer}({m.first(value)})")


@says(Normalization)
def normalization(m: Module, s: Said) -> str:
    spec, x, rank = s.spec, m.last(s.values[0]), len(s.types[0].shape)
    if spec.mean is not None:
        form = spec.stretched(s.types[0])
        mean = np.broadcast_to(np.asarray(spec.mean, np.float32), form)
        variance = np.broadcast_to(np.asarray(spec.variance, np.float32), form)
    else:
        mean, variance = (spread(s.weights[k], tuple(spec.axis), rank) for k in ("mean", "variance"))
    centre = m.buffer(np.array(mean), "mean")
    deviation = m.buffer(np.maximum(np.sqrt(variance), 1e-7).astype(np.float32), "deviation")
    return f"{x} * {deviation} + {centre}" if spec.invert else f"({x} - {centre}) / {deviation}"


@says(Rescaling)
def rescaling(m: Module, s: Said) -> str:
    scale, offset = (np.asarray(part, np.float32) for part in (s.spec.scale, s.spec.offset))
    x = m.last(s.values[0])
    factor = repr(float(scale)) if scale.ndim == 0 else m.buffer(scale, "scale")
    added = repr(float(offset)) if offset.ndim == 0 else m.buffer(offset, "offset")
    return f"{x} * {factor}" if not offset.any() else f"{x} * {factor} + {added}"
