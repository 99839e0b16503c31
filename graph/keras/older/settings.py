"""Settings of layers that older Keras called otherwise, or wrote where there is nothing to be set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.specs.params import params_of
from graph.specs.registry import find

OF_EVERY_LAYER = {
    "init": "kernel_initializer",
    "W_initializer": "kernel_initializer",
    "inner_init": "recurrent_initializer",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "U_constraint": "recurrent_constraint",
    "b_constraint": "bias_constraint",
    "bias": "use_bias",
    "border_mode": "padding",
    "subsample": "strides",
    "subsample_length": "strides",
    "nb_filter": "filters",
    "filter_length": "kernel_size",
    "atrous_rate": "dilation_rate",
    "dim_ordering": "data_format",
    "inner_activation": "recurrent_activation",
    "forget_bias_init": "unit_forget_bias",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "p": "rate",
    "sigma": "stddev",
    "pool_length": "pool_size",
    "stride": "strides",
    "length": "size",
    "nb_feature": "filters",
    "depthwise_init": "depthwise_initializer",
    "pointwise_init": "pointwise_initializer",
    "beta_init": "beta_initializer",
    "gamma_init": "gamma_initializer",
    "alpha_init": "alpha_initializer",
}
"""Keras 1's names of settings and today's."""
OF_KIND: Mapping[str, Mapping[str, str]] = {
    "Embedding": {
        "init": "embeddings_initializer",
        "W_regularizer": "embeddings_regularizer",
        "W_constraint": "embeddings_constraint",
    },
    "LeakyReLU": {"alpha": "negative_slope"},
    "Concatenate": {"concat_axis": "axis"},
    "Dot": {"dot_axes": "axes"},
}
UNITS = ("Dense", "LSTM", "GRU", "SimpleRNN")
"""Layers whose `units` were their `output_dim`."""
FORMATS = {"tf": "channels_last", "th": "channels_first", "default": "channels_last"}
UNUSED: Mapping[str, tuple[Any, ...]] = {
    "groups": (1,),
    "dilation_rate": (1, [1], [1, 1], [1, 1, 1]),
    "renorm": (False,),
    "renorm_clipping": (None, {}),
    "virtual_batch_size": (None,),
    "adjustment": (None,),
    "mode": (0, 2),
    "dynamic": (False,),
    "time_major": (False,),
    "ragged": (False,),
    "weights": (None,),
    "dropout": (0, 0.0, None),
    "data_format": ("channels_last", None),
    "noise_shape": (None,),
    "constants": (None, {}),
    "reset_after": (False,),
    "num_constants": (None, 0),
    "seed": (None,),
    "kernel_regularizer": (None,),
    "kernel_constraint": (None,),
    "activity_regularizer": (None,),
    "dtype_policy": (None,),
    "experimental_autocast": (True, False, None),
    "return_state": (False,),
    "scale_post_relu": (False,),
    "softmax_robust_masking": (False, None),
    "arguments": (None, {}),
}
"""Settings where a kind has none of that name: with these values they ask for nothing."""
ALWAYS_UNUSED = {
    "input_dim",
    "input_dtype",
    "input_length",
    "consume_less",
    "implementation",
    "fused",
    "renorm_momentum",
    "experimental_run_tf_function",
    "build_input_shape",
    "inputs_spec",
    "_keras_api_names",
    "noise_seed",
    "trainable_variables",
    "supports_masking",
    "is_placeholder",
    "synchronized",
    "seed_generator",
    "kernel_initializer",
    "bias_initializer",
    "query_shape",
    "key_shape",
    "value_shape",
    "rng_type",
}
"""Settings that never change what a layer of today computes, where its kind has none of that name."""


def settings_of_layer(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """A layer's settings under today's names; those that ask for nothing where they stand are left out."""
    if kind == "InputLayer":
        return dict(given)
    own, found = _own(kind), todays_names(kind, given)
    if kind == "GRU":
        found.setdefault("reset_after", False)
    if find("layer", kind) is None:
        return found
    kept = {key: value for key, value in found.items() if key in own or not _unused(key, value)}
    if kind.startswith(("Separable", "Depthwise")):  # of the convolution that they were made from
        kept = {key: value for key, value in kept.items() if key in own or not key.startswith("kernel_")}
    if kind == "Embedding" and str(kept.get("dtype")).startswith("int"):
        del kept["dtype"]  # that of its input
    if kind in ("BatchNormalization", "LayerNormalization", "Normalization") and isinstance(kept.get("axis"), list):
        kept["axis"] = kept["axis"][0] if len(kept["axis"]) == 1 else kept["axis"]
    return {key: _setting(key, value) for key, value in kept.items()}


def _own(kind: str) -> set[str]:
    """What a kind's settings are called today, there and here."""
    cls = find("layer", kind)
    rules = params_of(cls) if cls is not None else {}
    return {*rules, *(rule.keras_name for rule in rules.values())}


def todays_names(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Settings under today's names; one that is today's for this kind means what it says."""
    own, names = _own(kind), {**OF_EVERY_LAYER, **OF_KIND.get(kind, {})}
    names = {old: new for old, new in names.items() if old not in own}
    if kind in UNITS:
        names["output_dim"] = "units"
    if kind == "LeakyReLU" and "negative_slope" in given:
        names.pop("alpha", None)
    found = {names.get(key, key) if names.get(key) not in given else key: value for key, value in given.items()}
    if "nb_row" in found and "nb_col" in found:
        rows, columns = found.pop("nb_row"), found.pop("nb_col")
        found["kernel_size"] = [rows, columns]
    if all(f"kernel_dim{n}" in found for n in (1, 2, 3)):
        found["kernel_size"] = [found.pop(f"kernel_dim{n}") for n in (1, 2, 3)]
    form = found.get("data_format")
    if isinstance(form, str) and form in FORMATS:
        found["data_format"] = FORMATS[form]
    if isinstance(found.get("unit_forget_bias"), str):
        found["unit_forget_bias"] = found["unit_forget_bias"] in ("one", "ones")
    return found


def _unused(key: str, value: Any) -> bool:
    return key in ALWAYS_UNUSED or any(
        value == other and isinstance(value, bool) == isinstance(other, bool) for other in UNUSED.get(key, ())
    )


def _setting(key: str, value: Any) -> Any:
    """A value under one of today's names."""
    if key == "activation" and value is None:
        return "linear"
    if isinstance(value, Mapping) and value.get("type") == "ndarray":
        return value.get("value")
    return value
