"""Arguments as older Keras had them, said as Keras 3 says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.keras.older.settings import todays_names
from graph.specs.registry import find, make
from graph.specs.schedules.decay import InverseTimeDecay

OF_MODELS = {"input": "inputs", "output": "outputs"}


def layer_arguments(kind: str, args: list[Any], keywords: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a layer of that kind."""
    found = todays_names(kind, keywords)
    if kind == "Conv2D" and len(args) == 3 and all(isinstance(n, int) for n in args) and _is_older(keywords):
        args = [args[0], (args[1], args[2])]
    if kind.startswith(("MaxPooling", "AveragePooling")) and not args and "pool_size" not in found:
        found["pool_size"] = 2  # Keras 2 said so by itself
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


def optimizer_arguments(kind: str, args: list[Any], keywords: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of an optimizer of that kind; a decay of the rate becomes the schedule that it always was."""
    found = dict(keywords)
    if "lr" in found:
        found["learning_rate"] = found.pop("lr")
    decay, cls = found.get("decay"), find("optimizer", kind)
    if not isinstance(decay, (int, float)) or isinstance(decay, bool) or cls is None:
        return args, found
    del found["decay"]
    rate = args[0] if args else found.get("learning_rate", getattr(make(cls, {}), "learning_rate", None))
    if not decay or not isinstance(rate, (int, float)):
        return args, found
    schedule = InverseTimeDecay(initial_learning_rate=rate, decay_steps=1, decay_rate=decay)
    return ([schedule, *args[1:]], found) if args else (args, {**found, "learning_rate": schedule})


def fit_arguments(keywords: dict[str, Any]) -> dict[str, Any]:
    return {{"nb_epoch": "epochs"}.get(name, name): value for name, value in keywords.items()}
