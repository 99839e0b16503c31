"""Keras' `activations`: the functions on arrays, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from graph.specs.activations import ACTIVATIONS, SYNONYMS
from runtime.api.layer_classes import layer_class
from runtime.ops.op import Array


def get(name: str | None) -> Callable[[Any], Array]:
    """The activation function of that name; None gives the linear one."""
    known = "linear" if name is None else SYNONYMS.get(name, name)
    if known not in ACTIVATIONS:
        raise ValueError(f"There is no activation {name}. Known: {', '.join(ACTIVATIONS)}.")

    def apply(x: Any) -> Array:
        values = np.asarray(x, np.float32)
        result: Array = layer_class("Activation")(known)(values)
        return result

    apply.__name__ = known
    return apply


def __getattr__(name: str) -> Any:
    if name.startswith("_") or (name not in ACTIVATIONS and name not in SYNONYMS):
        raise AttributeError(f"There is no activation {name}.")
    return get(name)
