"""The InputLayers of Keras' config, and those that older files leave out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.keras.config import KerasConfigError
from graph.keras.objects import class_of, wrapped
from graph.layers.core.ends import Input
from graph.specs.message import MessageError, say


def sequential_input(first: Mapping[str, Any], config: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """The InputLayer that a Sequential was saved without: older Keras writes the shape into the first layer."""
    _, settings = class_of(first, owner)
    shape = settings.get("batch_input_shape", config.get("build_input_shape"))
    if not isinstance(shape, (list, tuple)) or len(shape) < 1:
        raise KerasConfigError(say("{owner} does not say which shape its input has.", owner=owner))
    dtype = settings.get("dtype") if first.get("class_name") == "Embedding" else None
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
    dtype = config.get("dtype") or "float32"
    flags: dict[str, Any] = {k: bool(config.get(k, False)) for k in ("sparse", "ragged", "optional")}
    try:
        return Input(shape=tuple(shape[1:]), dtype=dtype, batch_size=shape[0], **flags)
    except MessageError as error:
        raise wrapped(owner, error.message) from None
