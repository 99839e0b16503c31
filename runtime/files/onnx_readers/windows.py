"""Convolutions, pooling, images made larger: channels stay in front."""

from __future__ import annotations

from typing import Any

import numpy as np

from runtime.files.onnx_readers.kinds import FIRST, Attributes, kind_of, only, reads
from runtime.files.onnx_readers.network import Network, Value


def _padded(r: Network, n: Any, a: Attributes, window: list[int], value: Value) -> tuple[Value, str]:
    """The input with zeros around it where the node asks for them, and Keras' word for what it does itself."""
    rank, auto = len(window), a.get("auto_pad", b"NOTSET")
    if auto == b"SAME_UPPER":
        return value, "same"
    pads = [0] * (2 * rank) if auto == b"VALID" else list(a.get("pads", [0] * (2 * rank)))
    only(auto in (b"NOTSET", b"VALID") and min(pads) >= 0 and not a.get("ceil_mode"))
    if not any(pads):
        return value, "valid"
    extents = [d * (w - 1) for w, d in zip(window, a.get("dilations", [1] * rank))]
    plain = all(s == 1 for s in a.get("strides", [1] * rank))
    if plain and pads == [e // 2 for e in extents] + [e - e // 2 for e in extents]:
        return value, "same"
    if n.op_type == "AveragePool":
        only(bool(a.get("count_include_pad")))
    if n.op_type == "MaxPool" and not _is_positive(r, n):
        only(_rounds_up(r, value, pads, window, a))
        return value, "same"
    pairs = tuple(zip(pads[:rank], pads[rank:]))
    if rank == 1:  # its padding knows no channels in front
        turned = r.on(kind_of("Permute", dims=(2, 1)), value, n)
        longer = r.on(kind_of("ZeroPadding1D", padding=pairs[0]), turned, n)
        return r.on(kind_of("Permute", dims=(2, 1)), longer, n), "valid"
    return Value(r.layer(kind_of(f"ZeroPadding{rank}D", padding=pairs, data_format=FIRST), [value.place])), "valid"


def _is_positive(r: Network, n: Any) -> bool:
    """Whether what goes in comes from a ReLU or the like, so that zeros around it are never the largest."""
    before = next((m for m in r.nodes if n.input[0] in m.output), None)
    return before is not None and before.op_type in ("Relu", "Sigmoid", "Softmax", "Softplus", "Abs", "Exp")


def _rounds_up(r: Network, value: Value, pads: list[int], window: list[int], a: Attributes) -> bool:
    """Whether Keras' "same" looks at the same windows: it puts what is missing in front and behind as evenly."""
    strides, rank = a.get("strides", [1] * len(window)), len(window)
    for axis, (size, w, s) in enumerate(zip(r.shape(value)[2:], window, strides)):
        if size is None:
            return False
        missing = max((-(-size // s) - 1) * s + w - size, 0)
        if (pads[axis], pads[axis + rank]) != (missing // 2, missing - missing // 2):
            return False
    return True


@reads("Conv")
def conv(r: Network, n: Any, a: Attributes) -> Value:
    kernel, bias = r.needed(n, 1), r.number(n, 2)
    window, groups = list(kernel.shape[2:]), a.get("group", 1)
    value, padding = _padded(r, n, a, window, r.first(n))
    settings: dict[str, Any] = {
        "kernel_size": tuple(window),
        "strides": tuple(a.get("strides", [1] * len(window))),
        "dilation_rate": tuple(a.get("dilations", [1] * len(window))),
        "padding": padding,
        "data_format": FIRST,
        "use_bias": bias is not None,
    }
    name = f"Conv{len(window)}D"
    spec = kind_of(name, filters=kernel.shape[0], groups=groups, **settings)
    weights = {"kernel": np.moveaxis(kernel, (0, 1), (-1, -2))}
    return r.on(spec, value, n, weights if bias is None else {**weights, "bias": bias})


@reads("ConvTranspose")
def conv_transpose(r: Network, n: Any, a: Attributes) -> Value:
    """What is painted in full, and then cut as ONNX cuts it."""
    kernel, bias, value = r.needed(n, 1), r.number(n, 2), r.first(n)
    window = list(kernel.shape[2:])
    rank, auto = len(window), a.get("auto_pad", b"NOTSET")
    strides, dilations = a.get("strides", [1] * rank), a.get("dilations", [1] * rank)
    extra = list(a.get("output_padding", [0] * rank))
    only(a.get("group", 1) == 1 and (max(strides) == 1 or max(dilations) == 1))
    extents = [d * (w - 1) + 1 for w, d in zip(window, dilations)]
    pads = list(a.get("pads", [0] * (2 * rank)))
    wanted = list(a.get("output_shape", []))[-rank:]
    if wanted or auto in (b"SAME_UPPER", b"SAME_LOWER"):
        sizes = r.shape(value)[2:]
        only(None not in sizes)
        wanted = wanted or [(size or 0) * s for size, s in zip(sizes, strides)]
        whole = zip(sizes, strides, extents, extra, wanted)
        totals = [((size or 0) - 1) * s + e + more - want for size, s, e, more, want in whole]
        small = [t // 2 if auto == b"SAME_UPPER" else t - t // 2 for t in totals]
        pads = [*small, *(t - s for t, s in zip(totals, small))]
    behind = [after - more for after, more in zip(pads[rank:], extra)]
    only(min(pads[:rank]) >= 0)
    short = [max(0, s - w) for s, w in zip(strides, window)]
    given = [max(0, -cut) for cut in behind]
    needs = any(given) or any(short)
    only(not needs or all(more < s for more, s in zip(given, strides)))
    spec = kind_of(
        f"Conv{rank}DTranspose",
        filters=kernel.shape[1],
        kernel_size=tuple(window),
        strides=tuple(strides),
        dilation_rate=tuple(dilations),
        data_format=FIRST,
        use_bias=bias is not None,
        output_padding=tuple(given) if needs else None,
    )
    weights = {"kernel": np.moveaxis(kernel, (0, 1), (-1, -2))}
    found = r.on(spec, value, n, weights if bias is None else {**weights, "bias": bias})
    cuts = tuple((before, max(0, after)) for before, after in zip(pads[:rank], behind))
    if not any(map(any, cuts)):
        return found
    if rank == 1:
        turned = r.on(kind_of("Permute", dims=(2, 1)), found, n)
        cut = r.on(kind_of("Cropping1D", cropping=cuts[0]), turned, n)
        return r.on(kind_of("Permute", dims=(2, 1)), cut, n)
    return r.on(kind_of(f"Cropping{rank}D", cropping=cuts, data_format=FIRST), found, n)


@reads("MaxPool", "AveragePool")
def pool(r: Network, n: Any, a: Attributes) -> Value:
    window = list(a["kernel_shape"])
    value, padding = _padded(r, n, a, window, r.first(n))
    only(all(d == 1 for d in a.get("dilations", ())) and not (padding == "same" and a.get("count_include_pad")))
    name = f"{'Max' if n.op_type == 'MaxPool' else 'Average'}Pooling{len(window)}D"
    strides = tuple(a.get("strides", [1] * len(window)))
    return r.on(kind_of(name, pool_size=tuple(window), strides=strides, padding=padding, data_format=FIRST), value, n)


@reads("GlobalMaxPool", "GlobalAveragePool")
def everywhere(r: Network, n: Any, _a: Attributes) -> Value:
    value, word = r.first(n), "Max" if n.op_type == "GlobalMaxPool" else "Average"
    name = f"Global{word}Pooling{r.rank(value) - 2}D"
    return r.on(kind_of(name, keepdims=True, data_format=FIRST), value, n)


@reads("Resize", "Upsample")
def resize(r: Network, n: Any, a: Attributes) -> Value:
    value = r.first(n)
    sizes = r.shape(value)
    rank = len(sizes) - 2
    factors = _factors(r, n, a, sizes)
    only(rank in (1, 2, 3) and factors[:2] == [1, 1] and all(f == int(f) and f >= 1 for f in factors))
    mode = a.get("mode", b"nearest").decode()
    where = a.get("coordinate_transformation_mode", b"half_pixel").decode()
    near = a.get("nearest_mode", b"round_prefer_floor").decode()
    settings: dict[str, Any] = {}
    if mode == "nearest":
        only(n.op_type == "Upsample" or (where, near) in _REPEATS)
    else:
        half = where in ("half_pixel", "half_pixel_symmetric") or (
            where == "pytorch_half_pixel" and (sizes[2] or 2) > 1
        )
        only(mode in ("linear", "cubic") and rank == 2 and half and not a.get("antialias") and n.op_type == "Resize")
        only(mode == "linear")
        settings = {"interpolation": "bilinear"}
    whole = tuple(int(f) for f in factors[2:])
    if max(whole) == 1:
        return value
    if rank == 1:
        turned = r.on(kind_of("Permute", dims=(2, 1)), value, n)
        longer = r.on(kind_of("UpSampling1D", size=whole[0]), turned, n)
        return r.on(kind_of("Permute", dims=(2, 1)), longer, n)
    return r.on(kind_of(f"UpSampling{rank}D", size=whole, data_format=FIRST, **settings), value, n)


_REPEATS = {("asymmetric", "floor"), ("half_pixel", "round_prefer_floor"), ("half_pixel", "round_prefer_ceil")}
_REPEATS |= {("pytorch_half_pixel", "round_prefer_floor"), ("pytorch_half_pixel", "round_prefer_ceil")}
_REPEATS |= {("half_pixel_symmetric", "round_prefer_floor")}
"""Where the nearest is the cell that a whole factor repeats."""


def _factors(r: Network, n: Any, a: Attributes, sizes: tuple[int | None, ...]) -> list[float]:
    if n.op_type == "Upsample":
        given = np.array(a["scales"]) if "scales" in a else r.needed(n, 1)
        return [float(f) for f in given]
    only(a.get("axes") is None)
    scales = r.number(n, 2) if len(n.input) > 2 else None
    if scales is not None and scales.size:
        return [float(f) for f in scales]
    only(a.get("keep_aspect_ratio_policy", b"stretch") == b"stretch")
    wanted = [int(size) for size in r.needed(n, 3)]
    only(len(wanted) == len(sizes) and None not in sizes[1:])
    return [1.0, *(want / (size or 1) for want, size in zip(wanted[1:], sizes[1:]))]
