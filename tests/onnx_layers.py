"""ONNX's operators that are layers here: convolutions, pooling, normalization, recurrent networks."""

from __future__ import annotations

from typing import Any

import numpy as np
from onnx_operators import Array, Case, NotExpressible, way

import runtime as keras

ops, layers = keras.ops, keras.layers
FIRST = "channels_first"


def pads(c: Case, sizes: list[int], strides: list[int], dilations: list[int]) -> list[tuple[int, int]]:
    """What is put before and behind along each axis of an image."""
    rank, how = len(sizes), c.get("auto_pad", "NOTSET")
    if how in ("SAME_UPPER", "SAME_LOWER"):
        found = []
        for n, k, s, d in zip(c.x[0].shape[2:], sizes, strides, dilations):
            total = max((-(-n // s) - 1) * s + (k - 1) * d + 1 - n, 0)
            small, large = total // 2, total - total // 2
            found.append((small, large) if how == "SAME_UPPER" else (large, small))
        return found
    given = c.get("pads", [0] * 2 * rank) if how == "NOTSET" else [0] * 2 * rank
    return list(zip(given[:rank], given[rank:]))


def kernel_of(weights: Array) -> Array:
    """(out, in, …) as (…, in, out)."""
    return np.moveaxis(weights, (0, 1), (-1, -2))


def plus(found: Any, bias: Any) -> Any:
    return found if bias is None else ops.add(found, ops.reshape(bias, (-1,) + (1,) * (found.ndim - 2)))


def settings(c: Case, rank: int) -> tuple[list[int], list[int]]:
    return c.get("strides", [1] * rank), c.get("dilations", [1] * rank)


@way("Conv")
def conv(c: Case) -> Any:
    x, w = c.x[:2]
    rank = x.ndim - 2
    strides, dilations = settings(c, rank)
    around = pads(c, list(w.shape[2:]), strides, dilations)
    x = ops.pad(x, [(0, 0), (0, 0), *around])
    if max(strides) > 1 and max(dilations) > 1:
        raise NotExpressible("strides and dilations at once")
    return plus(ops.conv(x, kernel_of(w), strides, "valid", FIRST, dilations), c.at(2))


@way("ConvTranspose")
def conv_transpose(c: Case) -> Any:
    x, w = c.x[:2]
    rank = x.ndim - 2
    strides, dilations = settings(c, rank)
    if c.get("group", 1) != 1:
        raise NotExpressible("groups")
    if max(strides) > 1 and max(dilations) > 1:
        raise NotExpressible("strides and dilations at once")
    extra = c.get("output_padding", [0] * rank)
    kernel = np.moveaxis(w, (0, 1), (-1, -2))
    whole = [(n - 1) * s + (k - 1) * d + 1 for n, k, s, d in zip(x.shape[2:], w.shape[2:], strides, dilations)]
    found = ops.conv_transpose(
        x, kernel, strides, "valid", [0] * rank if max(dilations) == 1 else None, FIRST, dilations
    )
    found = np.asarray(found)[(..., *(slice(0, n) for n in whole))]
    given = c.get("pads", [0] * 2 * rank)
    if "output_shape" in c.attributes or c.get("auto_pad", "NOTSET") in ("SAME_UPPER", "SAME_LOWER"):
        wanted = c.get("output_shape", [n * s for n, s in zip(x.shape[2:], strides)])
        wanted = wanted[-rank:]
        totals = [n + e - m for n, e, m in zip(whole, extra, wanted)]
        upper = c.get("auto_pad") == "SAME_UPPER"
        small = [t // 2 if upper else t - t // 2 for t in totals]
        given = [*small, *(t - s for t, s in zip(totals, small))]
    found = ops.pad(found, [(0, 0), (0, 0), *((0, max(0, e)) for e in extra)])
    parts = [slice(b, n + e - a) for b, a, n, e in zip(given[:rank], given[rank:], whole, extra)]
    lacking = [max(0, -b) for b in given]
    if any(lacking):
        raise NotExpressible("more than the whole result")
    return plus(np.asarray(found)[(..., *parts)], c.at(2))


@way("MaxPool", "AveragePool")
def pool(c: Case) -> Any:
    x, sizes = c.x[0], c.get("kernel_shape")
    strides, dilations = settings(c, len(sizes))
    around = pads(c, sizes, strides, dilations)
    if c.outputs > 1 or c.get("ceil_mode", 0) or max(dilations) > 1:
        raise NotExpressible("places, ceil_mode or dilations")
    if x.dtype.kind != "f":
        raise NotExpressible("whole numbers")
    edges = [(0, 0), (0, 0), *around]
    if c.op == "MaxPool":
        return ops.max_pool(ops.pad(x, edges, constant_values=-np.inf), sizes, strides, "valid", FIRST)
    found = ops.average_pool(ops.pad(x, edges), sizes, strides, "valid", FIRST)
    if c.get("count_include_pad", 0) or not any(map(sum, around)):
        return found
    return ops.divide(found, ops.average_pool(ops.pad(np.ones_like(x), edges), sizes, strides, "valid", FIRST))


@way("GlobalAveragePool", "GlobalMaxPool")
def global_pool(c: Case) -> Any:
    rank = c.x[0].ndim - 2
    kind = "Average" if c.op == "GlobalAveragePool" else "Max"
    return getattr(layers, f"Global{kind}Pooling{rank}D")(data_format=FIRST, keepdims=True)(c.x[0])


def with_weights(layer: Any, x: Any, weights: list[Any]) -> Any:
    """What a layer with these weights gives."""
    layer.build(x.shape)
    layer.set_weights([np.asarray(w, np.float32) for w in weights])
    return layer


@way("BatchNormalization")
def batch_normalization(c: Case) -> Any:
    if c.get("training_mode", 0):
        raise NotExpressible("training_mode: the moving variance is the unbiased one there")
    layer = layers.BatchNormalization(axis=1, epsilon=c.get("epsilon", 1e-5))
    return with_weights(layer, c.x[0], c.x[1:5])(c.x[0])


@way("InstanceNormalization", "GroupNormalization")
def group_normalization(c: Case) -> Any:
    x, scale, bias = c.x
    groups = c.get("num_groups", x.shape[1])
    layer = layers.GroupNormalization(groups=groups, axis=1, epsilon=c.get("epsilon", 1e-5))
    return with_weights(layer, x, [scale, bias])(x)


@way("LayerNormalization")
def layer_normalization(c: Case) -> Any:
    x, axis = c.x[0], c.get("axis", -1) % c.x[0].ndim
    axes, epsilon = list(range(axis, x.ndim)), c.get("epsilon", 1e-5)
    found = ops.layer_normalization(x, c.x[1], c.at(2), axis=axes, epsilon=epsilon)
    mean, variance = ops.moments(x, axes, keepdims=True)
    return [found, mean, ops.rsqrt(ops.add(variance, epsilon))][: c.outputs]


@way("RMSNormalization")
def rms_normalization(c: Case) -> Any:
    x, axis = c.x[0], c.get("axis", -1) % c.x[0].ndim
    return ops.rms_normalization(x, c.x[1], axis=list(range(axis, x.ndim)), epsilon=c.get("epsilon", 1e-5))


@way("MeanVarianceNormalization")
def mean_variance_normalization(c: Case) -> Any:
    return layers.Normalization(axis=1, mean=0.0, variance=1.0) and ops.layer_normalization(
        c.x[0], axis=c.get("axes", [0, 2, 3]), epsilon=1e-9
    )


@way("Resize")
def resize(c: Case) -> Any:
    x, mode, how = c.x[0], c.get("mode", "nearest"), c.get("coordinate_transformation_mode", "half_pixel")
    if (
        x.ndim != 4
        or c.at(1) is not None
        or "axes" in c.attributes
        or c.get("keep_aspect_ratio_policy", "stretch") != "stretch"
    ):
        raise NotExpressible("other than images stretched to a size")
    if c.at(3) is None:
        rows, columns = (int(np.floor(n * s)) for n, s in zip(x.shape[2:], c.x[2][2:]))
        if any(n * s != m for n, s, m in zip(x.shape[2:], c.x[2][2:], (rows, columns))):
            raise NotExpressible("sizes that are not whole")
    else:
        rows, columns = c.x[3].tolist()[2:]
    smaller = rows < x.shape[2] or columns < x.shape[3]
    if mode == "nearest":
        whole = rows % x.shape[2] == 0 and columns % x.shape[3] == 0
        if not whole or (c.get("nearest_mode", "round_prefer_floor"), how) not in (
            ("round_prefer_floor", "asymmetric"), ("floor", "asymmetric"), ("round_prefer_floor", "half_pixel"),
        ):  # fmt: skip
            raise NotExpressible(f"nearest, {c.get('nearest_mode')}, {how}")
        layer: Any = layers.UpSampling2D((rows // x.shape[2], columns // x.shape[3]), data_format=FIRST)
        return layer(x)
    if (
        how != "half_pixel"
        or c.get("exclude_outside", 0)
        or (mode == "cubic" and c.get("cubic_coeff_a", -0.75) != -0.5)
    ):
        raise NotExpressible(f"{mode}, {how}")
    if smaller and c.get("antialias", 0):
        raise NotExpressible("antialias")
    kind = {"linear": "bilinear", "cubic": "bicubic"}[mode]
    return layers.Resizing(rows, columns, interpolation=kind, data_format=FIRST)(x)


@way("RNN", "GRU", "LSTM")
def recurrent(c: Case) -> Any:
    x, w, r, b, lengths, h0, c0, peepholes = (c.at(i) for i in range(8))
    if c.get("layout", 0):
        raise NotExpressible("layout")
    if peepholes is not None or (lengths is not None and (lengths != x.shape[0]).any()):
        raise NotExpressible("peepholes or lengths")
    if len(w) > 1 or c.get("direction", "forward") == "bidirectional" or "clip" in c.attributes:
        raise NotExpressible("directions or clip")
    backwards, units = c.get("direction") == "reverse", c.get("hidden_size")
    x = np.transpose(x, (1, 0, 2))
    order = {"RNN": [0], "GRU": [0, 1, 2], "LSTM": [0, 2, 3, 1]}[c.op]  # i, o, f, c there; i, f, c, o here
    gates = [slice(n * units, (n + 1) * units) for n in order]
    bias = np.zeros((2, len(order) * units), np.float32) if b is None else b[0].reshape(2, -1)
    kernel, again = (np.concatenate([m[0][g] for g in gates]).T for m in (w, r))
    biases = np.concatenate([bias[:, g] for g in gates], axis=1)
    how = {"return_sequences": True, "return_state": True, "go_backwards": backwards}
    if c.op == "GRU":
        after = bool(c.get("linear_before_reset", 0))
        layer: Any = layers.GRU(units, reset_after=after, **how)
        own = biases if after else biases.sum(axis=0)
    else:
        layer = (layers.SimpleRNN if c.op == "RNN" else layers.LSTM)(units, **how)
        own = biases.sum(axis=0)
    with_weights(layer, x, [kernel, again, own])
    states = [s[0] for s in (h0, c0) if s is not None]
    found = layer(x, initial_state=states if states else None)
    y = np.transpose(np.asarray(found[0]), (1, 0, 2))[:, None]
    return [y[::-1] if backwards else y, *(np.asarray(s)[None] for s in found[1:])][: c.outputs]


@way("Attention")
def attention(c: Case) -> Any:
    q, k, v = c.x[:3]
    if any(c.at(i) is not None for i in (4, 5, 6)) or c.outputs > 1 or c.get("qk_matmul_output_mode", 0):
        raise NotExpressible("caches, or scores as results")
    if any(t.dtype != np.float32 for t in (q, k, v)):
        raise NotExpressible("halves")
    if "left_window_size" in c.attributes or "right_window_size" in c.attributes:
        raise NotExpressible("windows")
    if (c.get("softcap") and c.at(3) is not None) or "nan_robustness" in c.name:
        raise NotExpressible("softcap after a mask, or rows that are masked whole, which Keras spreads evenly")
    flat = q.ndim == 3
    heads = (c.get("q_num_heads"), c.get("kv_num_heads"), c.get("kv_num_heads"))
    if flat:
        q, k, v = (ops.reshape(t, (t.shape[0], t.shape[1], n, -1)) for t, n in zip((q, k, v), heads))
    else:
        q, k, v = (ops.transpose(t, (0, 2, 1, 3)) for t in (q, k, v))
    given = c.at(3)
    if given is not None and given.shape[-1] != k.shape[1]:
        raise NotExpressible("a mask that is cut short")
    mask, bias = (given, None) if given is not None and given.dtype == np.bool_ else (None, given)
    found = ops.dot_product_attention(
        q, k, v, bias=bias, mask=mask, scale=c.get("scale"), is_causal=bool(c.get("is_causal", 0)),
        attn_logits_soft_cap=c.get("softcap") or None,
    )  # fmt: skip
    return ops.reshape(found, (*found.shape[:2], -1)) if flat else ops.transpose(found, (0, 2, 1, 3))
