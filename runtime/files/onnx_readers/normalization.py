"""Normalizations: of a batch, a layer, groups of channels."""

from __future__ import annotations

from typing import Any

from runtime.files.onnx_readers.kinds import Attributes, kind_of, only, reads
from runtime.files.onnx_readers.network import Network, Value


@reads("BatchNormalization")
def batch(r: Network, n: Any, a: Attributes) -> Value:
    only(not a.get("training_mode") and a.get("spatial", 1) == 1)
    names = ("gamma", "beta", "moving_mean", "moving_variance")
    weights = {name: r.needed(n, i + 1) for i, name in enumerate(names)}
    value = r.first(n)
    axis = -1 if r.rank(value) == 2 else 1
    return r.on(kind_of("BatchNormalization", axis=axis, epsilon=float(a.get("epsilon", 1e-5))), value, n, weights)


@reads("LayerNormalization")
def layer(r: Network, n: Any, a: Attributes) -> Value:
    value, gamma, beta = r.value(n), r.needed(n, 1), r.number(n, 2)
    first = r.axis(value, a.get("axis", -1))
    axes = tuple(range(first, r.rank(value)))
    only(first > value.batch_at)
    wanted = tuple(r.shape(value)[axis] or 0 for axis in axes)
    only(gamma.shape == wanted and (beta is None or beta.shape == wanted))
    weights = {"gamma": gamma} if beta is None else {"gamma": gamma, "beta": beta}
    axis: Any = -1 if len(axes) == 1 else axes
    spec = kind_of("LayerNormalization", axis=axis, epsilon=float(a.get("epsilon", 1e-5)), center=beta is not None)
    return r.on(spec, value, n, weights)


@reads("RMSNormalization", "SimplifiedLayerNormalization")
def mean_square(r: Network, n: Any, a: Attributes) -> Value:
    value, scale = r.value(n), r.needed(n, 1)
    only(r.axis(value, a.get("axis", -1)) == r.rank(value) - 1 > value.batch_at and scale.ndim == 1)
    return r.on(kind_of("RMSNormalization", epsilon=float(a.get("epsilon", 1e-5))), value, n, {"scale": scale})


@reads("InstanceNormalization", "GroupNormalization")
def groups(r: Network, n: Any, a: Attributes) -> Value:
    value, gamma, beta = r.first(n), r.needed(n, 1), r.needed(n, 2)
    channels = r.shape(value)[1]
    count = channels if n.op_type == "InstanceNormalization" else int(a["num_groups"])
    only(count is not None and channels is not None)
    if gamma.size != channels:  # until opset 20 there was one for each group
        only(gamma.size == count)
        gamma, beta = (part.repeat((channels or 0) // (count or 1)) for part in (gamma, beta))
    spec = kind_of("GroupNormalization", groups=count, axis=1, epsilon=float(a.get("epsilon", 1e-5)))
    return r.on(spec, value, n, {"gamma": gamma, "beta": beta})
