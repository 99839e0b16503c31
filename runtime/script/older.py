"""Arguments as older Keras had them, said as Keras 3 says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.keras.older.settings import todays_names

OF_MODELS = {"input": "inputs", "output": "outputs"}


def layer_arguments(kind: str, args: list[Any], keywords: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a layer of that kind."""
    found = todays_names(kind, keywords)
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
