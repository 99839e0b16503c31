"""Calls of functions of `keras.ops`: what `operations.py` asks Keras, and a test asks us."""

from __future__ import annotations

from typing import Any

import numpy as np

A = np.array([[0.5, -1.25, 2.0], [3.0, 0.25, -0.75]], np.float32)
B = np.array([[1.5, 0.5, -2.0], [-1.0, 2.25, 0.75]], np.float32)
V = np.array([0.5, -1.0, 2.0, 1.5, -0.25], np.float32)
W = np.array([1.0, 3.0, -2.0, 0.5, 0.75], np.float32)
NAN = np.array([[1.0, np.nan, 3.0], [np.nan, -2.0, 5.0]], np.float32)
FAR = np.array([1.0, np.nan, np.inf, -np.inf, -0.0], np.float32)
SQUARE = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, -0.25], [0.5, -0.25, 2.0]], np.float32)
WHOLE = np.array([[6, 4, 9], [10, 15, 8]], np.int32)
OTHERS = np.array([[4, 6, 3], [4, 25, 12]], np.int32)
IDS = np.array([0, 2, 0, 1, 2], np.int32)
CUBE = np.arange(24, dtype=np.float32).reshape(2, 3, 4) / 8 - 1
IMAGE = np.cos(np.arange(64, dtype=np.float32)).reshape(1, 4, 4, 4)
KERNEL = np.sin(np.arange(72, dtype=np.float32)).reshape(3, 3, 4, 2)
SHORT = np.sin(np.arange(12, dtype=np.float32)).reshape(3, 2, 2)
LONG = np.cos(np.arange(20, dtype=np.float32)).reshape(1, 10, 2)
HEADS = np.sin(np.arange(24, dtype=np.float32)).reshape(1, 3, 2, 4)
SHARES = np.array([[0.2, 0.3, 0.5], [0.7, 0.1, 0.2]], np.float32)
HOT = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]], np.float32)
LINE = np.array([-1.0, 0.0, 0.5, 2.0], np.float32)

Case = tuple[str, tuple[Any, ...], dict[str, Any]]


def case(name: str, *args: Any, **settings: Any) -> Case:
    return name, args, settings


CASES: tuple[Case, ...] = (
    *(case(n, A) for n in ("fabs", "sinc", "signbit", "angle", "real", "imag", "conj", "conjugate", "isreal", "erfc")),
    *(case(n, FAR) for n in ("isposinf", "isneginf", "signbit", "nan_to_num", "isfinite")),
    case("nan_to_num", FAR, 2.0, 9.0, -9.0),
    *(case(n, WHOLE) for n in ("bitwise_invert", "bitwise_not", "sinc", "fabs", "ptp", "median", "square", "signbit")),
    *(case(n, A, B) for n in ("fmax", "fmin", "fmod", "heaviside", "logaddexp2", "isclose", "arctan2", "hypot")),
    case("fmax", NAN, A), case("fmin", A, NAN), case("fmod", WHOLE, OTHERS), case("ldexp", A, WHOLE - 8),
    case("heaviside", LINE, 0.5), case("isclose", A, A + 1e-3, 1e-2, 0.0, True),
    case("isclose", NAN, NAN, equal_nan=True),
    *(case(n, WHOLE, OTHERS) for n in ("gcd", "lcm", "bitwise_and", "bitwise_or", "bitwise_xor")),
    *(case(n, WHOLE, OTHERS % 5) for n in ("bitwise_left_shift", "bitwise_right_shift", "left_shift", "right_shift")),
    *(case(n, CUBE, 1) for n in ("ptp", "median", "nansum", "nanmean", "nanstd")), case("ptp", A), case("median", CUBE),
    *(case(n, NAN, axis=a, keepdims=k)
      for n in ("nansum", "nanmean", "nanprod", "nanmax", "nanmin", "nanstd", "nanvar", "nanmedian", "nanargmax",
                "nanargmin")
      for a, k in ((1, False), (0, True))),
    case("nanmax", NAN), case("nansum", NAN), case("nancumsum", NAN, 1), case("nancumprod", NAN, 0),
    *(case("quantile", CUBE, q, axis=a, method=m)
      for q, a, m in ((0.3, 1, "linear"), ([0.1, 0.5, 0.9], (0, 2), "linear"), (0.4, -1, "lower"), (0.4, -1, "higher"),
                      (0.4, -1, "nearest"), (0.4, -1, "midpoint"), ([0.2, 0.6], None, "linear"))),
    case("percentile", CUBE, 30, axis=2, keepdims=True), case("percentile", A, [25.0, 75.0], axis=1),
    case("nanquantile", NAN, 0.5, axis=1), case("nanpercentile", NAN, 40.0, axis=0),
    case("average", A), case("average", A, 1, np.array([1.0, 2.0, 5.0], np.float32)), case("average", A, 0, B + 3),
    case("average", A, axis=-1, weights=B + 3), case("trapezoid", A), case("trapezoid", A, axis=0, dx=0.5),
    case("trapezoid", A, np.array([0.0, 1.0, 3.0], np.float32)),
    case("outer", V, W), case("outer", A, V), case("inner", A, B), case("inner", V, W), case("vdot", A, B),
    case("kron", A, B), case("kron", V, A), case("cross", A, B), case("cross", A[:, :2], B[:, :2]),
    case("cross", A.T, B.T, axis=0), case("cross", A, B[:, :2]), case("cdist", A, B[:1]),
    case("diff", V), case("diff", A, 1, 0), case("diff", CUBE, 2, 1), case("diff", V, n=3),
    case("diagonal", CUBE), case("diagonal", CUBE, 1, 1, 2), case("trace", A), case("trace", CUBE, -1, 2, 1),
    case("diag", V), case("diag", SQUARE, 1), case("diagflat", A, -1), case("fliplr", A), case("flipud", A),
    *(case("rot90", CUBE, k, axes) for k, axes in ((1, (0, 1)), (2, (1, 2)), (3, (2, 0)), (-1, (0, 1)))),
    case("append", A, V), case("append", A, B, 1), case("array_split", V, 3),
    case("hsplit", CUBE, 3), case("vsplit", A, 2), case("dsplit", CUBE, 2), case("hstack", [A, B]),
    case("hstack", [V, W]),
    case("vstack", [A, B]), case("vstack", [V, W]), case("dstack", [A, B]), case("dstack", [V, W]),
    case("depth_to_space", IMAGE, 2), case("space_to_depth", IMAGE, 2),
    case("depth_to_space", IMAGE, 2, "channels_first"),
    case("space_to_depth", IMAGE, 2, "channels_first"), case("extract_sequences", V, 3, 1),
    case("rearrange", CUBE, "b h w -> b (w h)"), case("rearrange", CUBE, "b h (w c) -> w (b h) c", c=2),
    case("rearrange", IMAGE, "b h w c -> b c h w"), case("get_item", A, (slice(None), 1)),
    case("slice", CUBE, [0, 1, 1], [2, 2, 3]), case("slice_update", A, [0, 1], np.full((2, 2), 7, np.float32)),
    case("meshgrid", V[:2], W[:3]), case("meshgrid", V[:2], W[:3], V[:4], indexing="ij"), case("vander", V),
    case("vander", V, 3, True), case("select", [A > 1, A > 0], [A, B], 4.0), case("saturate_cast", A * 300, "uint8"),
    case("det", SQUARE), case("inv", SQUARE), case("solve", SQUARE, V[:3]), case("solve", SQUARE, A.T),
    case("solve_triangular", SQUARE, A.T), case("solve_triangular", SQUARE, A.T, True), case("logdet", SQUARE),
    case("slogdet", SQUARE - 3), case("cholesky", SQUARE), case("cholesky", SQUARE, True),
    case("cholesky_inverse", SQUARE),
    case("pinv", A), case("lstsq", A.T, V[:3]), case("matrix_rank", A), case("svd", A, compute_uv=False),
    *(case(n, A, np.array([1, 0], np.int32), 3) for n in ("segment_sum", "segment_max", "segment_min", "segment_prod")),

    case("bincount", IDS), case("bincount", IDS, V, 5), case("digitize", V, LINE), case("searchsorted", LINE, V),
    case("searchsorted", LINE, LINE, "right"), case("isin", A, LINE), case("isin", WHOLE, [4, 9], invert=True),
    case("in_top_k", np.array([2, 1], np.int32), A, 2), case("multi_hot", IDS, 4), case("multi_hot", WHOLE % 3, 3),
    case("one_hot", IDS, 3), case("histogram", V, 3), case("histogram", V, bins=2, range=(-1.0, 1.0)),
    case("unique", WHOLE % 3), case("nonzero", A > 0), case("unravel_index", IDS, (2, 3)), case("allclose", A, A),
    case("corrcoef", A), case("correlate", V, W[:2]), case("correlate", V, W[:2], "same"),
    case("scatter", OTHERS[:, :2] % 2, V[:2], (2, 2)), case("scatter_update", A, [[0, 1], [1, 2]], [9.0, 8.0]),
    case("scatter_update", A, [[0, 1], [0, 1]], [9.0, 8.0], "add"),
    case("linspace", 0.0, 1.0, 5), case("linspace", 0.0, 1.0, 4, False, True), case("logspace", 0.0, 2.0, 3),
    case("geomspace", 1.0, 16.0, 5), *(case(n, 6) for n in ("bartlett", "blackman", "hamming", "hanning")),
    case("kaiser", 6, 2.0), case("ndim", A), case("size", A), case("dtype", WHOLE), case("i0", V),
    case("moments", CUBE, [0, 2]), case("moments", CUBE, [1], keepdims=True), case("normalize", A),
    case("normalize", A, 0, 1), case("normalize", A, 1, 3), case("psnr", A, B, 4.0),
    case("batch_normalization", A, V[:3], W[:3] ** 2, -1, W[:3], V[:3], 0.1),
    case("batch_normalization", A, V[:2], W[:2], 0),
    case("layer_normalization", A, W[:3], V[:3]), case("layer_normalization", CUBE, axis=[1, 2], epsilon=0.1),
    case("rms_normalization", A, W[:3]), case("rms_normalization", CUBE, axis=1, epsilon=0.1),
    case("binary_crossentropy", HOT, SHARES), case("binary_crossentropy", HOT, A, True),
    case("categorical_crossentropy", HOT, SHARES), case("categorical_crossentropy", HOT, A, True),
    case("sparse_categorical_crossentropy", np.array([2, 0]), SHARES),
    case("sparse_categorical_crossentropy", np.array([2, 0]), A, from_logits=True),
    case("dot_product_attention", HEADS, HEADS[:, ::-1], HEADS),
    case("dot_product_attention", HEADS, HEADS, HEADS, is_causal=True),
    case("dot_product_attention", HEADS, HEADS[:, :, :1], HEADS[:, :, :1], scale=0.5),
    case("dot_product_attention", HEADS, HEADS, HEADS, mask=np.array([[[[True, False, True]]]])),
    case("dot_product_attention", HEADS, HEADS, HEADS, bias=np.full((1, 2, 3, 3), 0.5, np.float32)),
    case("conv", LONG, SHORT, 2, "same"), case("conv", IMAGE, KERNEL),
    case("conv", IMAGE, KERNEL[:, :, :2], padding="same"),
    case("conv", IMAGE, KERNEL, 1, "same", "channels_first"), case("conv", LONG, SHORT, dilation_rate=3),
    case("conv_transpose", LONG, SHORT, 2), case("conv_transpose", LONG, SHORT, 3, "same", 1),
    case("depthwise_conv", LONG, SHORT), case("depthwise_conv", IMAGE, KERNEL, 1, "same"),
    case("separable_conv", IMAGE, KERNEL, np.ones((1, 1, 8, 3), np.float32)),
    case("max_pool", LONG, 3, 3), case("max_pool", IMAGE, (2, 3), 1, "same"), case("average_pool", IMAGE, 2, 2),
    case("average_pool", LONG, 3, 2, "same"), case("adaptive_max_pool", IMAGE, 3),
    case("adaptive_average_pool", LONG, 4),
    case("broadcast_to", V, shape=(2, 5)), case("empty_like", A[:0]), case("tri", 3, 2, 1),
    case("argpartition", V[:2], 0),
    case("take", A, [[2, 0]], 1), case("take_along_axis", A, np.array([[0], [2]]), 1), case("top_k", A, 2),
    case("clip", A, -1, 1), case("where", A > 0, A, 0.0), case("logsumexp", A, 1), case("cumsum", A, 0),
    case("cumprod", A, 1),
    case("tril", SQUARE, -1), case("triu", SQUARE, 1), case("arange", 2, 9, 3), case("zeros", (2, 3)),
    case("ones", (2,), "int32"),
)  # fmt: skip
