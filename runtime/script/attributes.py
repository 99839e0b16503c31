"""Attributes of a script's values: those that reading knows, and no others."""

from __future__ import annotations

import math
from typing import Any

from runtime.api.functional import Functional
from runtime.api.layer import Layer
from runtime.api.sequential import Sequential
from runtime.api.tensors import Tensor
from runtime.script.paths import canonical
from runtime.script.values import Array, Function, Known, LambdaLayer, Method, Unknown

OF_TENSORS = ("shape", "dtype", "name", "ndim")
OF_LAYERS = ("name", "trainable", "input", "output", "input_shape", "output_shape", "dtype")
OF_MODELS = ("inputs", "outputs", "input_names", "output_names", "layers", "built")
METHODS_OF_MODELS = (
    "add", "pop", "compile", "fit", "fit_generator", "summary", "get_layer", "build", "evaluate", "predict", "save",
    "save_weights", "load_weights", "get_config", "to_json", "count_params", "set_weights", "get_weights",
)  # fmt: skip
METHODS = {
    list: ("append", "extend", "insert", "pop", "reverse", "copy", "index", "count", "remove", "clear"),
    dict: ("items", "keys", "values", "get", "update", "copy", "pop", "setdefault"),
    str: (
        "upper", "lower", "title", "capitalize", "replace", "format", "join", "split", "strip", "lstrip", "rstrip",
        "startswith", "endswith", "isdigit",
    ),
    tuple: ("index", "count"),
    set: ("add", "update"),
    Tensor: ("reshape", "squeeze"),
}  # fmt: skip
CONSTANTS: dict[str, Any] = {
    "math.pi": math.pi, "math.e": math.e, "math.inf": math.inf, "numpy.pi": math.pi, "numpy.e": math.e,
    "numpy.inf": math.inf, "numpy.newaxis": None, "tensorflow.newaxis": None,
}  # fmt: skip


def attribute(holder: Any, name: str) -> Any:
    """An attribute of a value: something unknown where reading does not know it."""
    if isinstance(holder, Known):
        path = canonical(f"{holder.path}.{name}")
        return CONSTANTS.get(path, Known(path)) if path in CONSTANTS else Known(path)
    if isinstance(holder, Unknown):
        return Unknown(f"{holder.what}.{name}"[:80], holder.said)
    if isinstance(holder, Array):
        return _of_array(holder, name)
    if isinstance(holder, Function):
        return holder.name if name == "__name__" else Unknown(name)
    if isinstance(holder, Functional) and name in METHODS_OF_MODELS:
        return Method(holder, name)
    if isinstance(holder, LambdaLayer):
        return Unknown(name)
    if isinstance(holder, Layer):
        return _of_layer(holder, name)
    if isinstance(holder, Tensor) and name in OF_TENSORS:
        return getattr(holder, name)
    for kind, names in METHODS.items():
        if isinstance(holder, kind) and name in names:
            return Method(holder, name)
    return Unknown(f".{name}")


def _of_array(holder: Array, name: str) -> Any:
    if name == "shape":
        return holder.shape
    if name == "ndim":
        return len(holder.shape)
    if name == "T":
        return Array(holder.shape[::-1])
    return Method(holder, name)


def _of_layer(holder: Layer, name: str) -> Any:
    known = (*OF_LAYERS, *(OF_MODELS if isinstance(holder, Functional) else ()))
    if name in ("build", "count_params"):
        return Method(holder, name)
    if name not in known and name not in type(holder).own_parameters():
        return Unknown(f".{name}")
    if name in ("input", "output") and isinstance(holder, Sequential) and not holder.built:
        return Unknown(f".{name}")
    return getattr(holder, name)
