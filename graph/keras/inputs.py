"""The InputLayers of Keras' config, and those that older files leave out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.keras.config import KerasConfigError
from graph.keras.objects import DEEPEST, class_of, wrapped
from graph.layers.core.ends import Input
from graph.specs.message import MessageError, say

OLDER = {"float": "float32", "double": "float64", "int": "int32", "uint16": "int32", "uint32": "int64"}
"""Types of numbers by others that hold all of theirs."""


def sequential_input(first: Mapping[str, Any], config: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """The InputLayer that a Sequential was saved without: older Keras writes the shape into the first layer."""
    _, settings = class_of(first, owner)
    shape = _first_shape(settings, 0) or config.get("build_input_shape")
    if not isinstance(shape, (list, tuple)) or len(shape) < 1:
        raise KerasConfigError(say("{owner} does not say which shape its input has.", owner=owner))
    dtype = settings.get("input_dtype", settings.get("dtype")) if first.get("class_name") == "Embedding" else None
    return {
        "class_name": "InputLayer",
        "config": {
            "name": "input_layer",
            "batch_shape": shape,
            "dtype": dtype if isinstance(dtype, str) else "float32",
        },
    }


def input_spec(config: Mapping[str, Any], owner: str) -> Input:
    """The spec of an InputLayer's settings, also as Keras 2 wrote them."""
    shape = config.get("batch_shape", config.get("batch_input_shape"))
    if not isinstance(shape, (list, tuple)) or not shape:
        raise KerasConfigError(say("{owner} does not say which shape it has.", owner=owner))
    dtype = config.get("dtype") or config.get("input_dtype") or "float32"
    dtype = OLDER.get(dtype, dtype) if isinstance(dtype, str) else dtype
    flags: dict[str, Any] = {k: bool(config.get(k, False)) for k in ("sparse", "ragged", "optional")}
    try:
        return Input(shape=tuple(shape[1:]), dtype=dtype, batch_size=shape[0], **flags)
    except MessageError as error:
        raise wrapped(owner, error.message) from None


def _first_shape(settings: Mapping[str, Any], depth: int) -> Any:
    """The shape, with the batch, that a first layer or the model in its place says its input has; None for none."""
    if "batch_input_shape" in settings or "batch_shape" in settings:
        return settings.get("batch_input_shape", settings.get("batch_shape"))
    if isinstance(settings.get("input_shape"), (list, tuple)):
        return [None, *settings["input_shape"]]
    layers = settings.get("layers")
    if isinstance(layers, list) and depth < DEEPEST:
        ends = settings.get("input_layers")
        name = ends[0] if isinstance(ends, list) and ends and isinstance(ends[0], str) else None
        name = ends[0][0] if isinstance(ends, list) and len(ends) == 1 and isinstance(ends[0], list) else name
        for layer in layers if name is not None else layers[:1]:
            inner = layer.get("config") if isinstance(layer, Mapping) else None
            if isinstance(inner, Mapping) and name in (None, inner.get("name")):
                return _first_shape(inner, depth + 1)
    inner = settings.get("layer")
    inner = inner.get("config") if isinstance(inner, Mapping) else None
    return _first_shape(inner, depth + 1) if isinstance(inner, Mapping) and depth < DEEPEST else None
