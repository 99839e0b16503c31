"""Arguments as older Keras had them, said as Keras 3 says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

RENAMED: Mapping[str, str] = {
    "nb_filter": "filters",
    "border_mode": "padding",
    "subsample": "strides",
    "init": "kernel_initializer",
    "W_regularizer": "kernel_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "W_initializer": "kernel_initializer",
    "bias": "use_bias",
    "p": "rate",
    "pool_length": "pool_size",
    "filter_length": "kernel_size",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "inner_activation": "recurrent_activation",
    "atrous_rate": "dilation_rate",
}
OF_MODELS = {"input": "inputs", "output": "outputs"}


def layer_arguments(kind: str, args: list[Any], keywords: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a layer of that kind."""
    found = {RENAMED.get(name, name): value for name, value in keywords.items()}
    if kind == "Dense" and "output_dim" in found:
        found["units"] = found.pop("output_dim")
    if kind in ("LSTM", "GRU", "SimpleRNN") and "output_dim" in found:
        found["units"] = found.pop("output_dim")
    if kind == "Conv2D" and "nb_row" in found and "nb_col" in found:
        found["kernel_size"] = (found.pop("nb_row"), found.pop("nb_col"))
    if kind == "Conv2D" and len(args) == 3 and all(isinstance(n, int) for n in args) and _is_older(keywords):
        args = [args[0], (args[1], args[2])]
    first = found.pop("batch_input_shape", None)
    if isinstance(first, (list, tuple)):
        found["input_shape"] = tuple(first[1:])
    if kind not in ("Embedding", "InputLayer", "Input") and "input_dim" in found:
        size = found.pop("input_dim")
        length = found.pop("input_length", None)
        recurrent = kind in ("LSTM", "GRU", "SimpleRNN", "Conv1D")
        found["input_shape"] = (length, size) if recurrent or length is not None else (size,)
    return args, found


def _is_older(keywords: Mapping[str, Any]) -> bool:
    """Whether a layer's arguments are Keras 1's, in which sizes of a kernel stand side by side."""
    return any(name in keywords for name in ("border_mode", "subsample", "W_regularizer", "init", "nb_filter"))


def optimizer_arguments(keywords: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The arguments of an optimizer, and the names of those that no longer exist."""
    found = dict(keywords)
    if "lr" in found:
        found["learning_rate"] = found.pop("lr")
    gone = [name for name in ("decay",) if found.pop(name, 0)]
    return found, gone


def fit_arguments(keywords: dict[str, Any]) -> dict[str, Any]:
    return {{"nb_epoch": "epochs"}.get(name, name): value for name, value in keywords.items()}
