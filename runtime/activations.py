"""Keras' `activations`: functions of arrays, which stand for their names where a layer takes an activation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.keras.public_names import missing
from graph.specs.activations import ACTIVATIONS
from graph.specs.arguments import only
from graph.specs.message import say
from graph.specs.params import SpecError
from runtime.api.activation_functions import FUNCTIONS
from runtime.api.named_functions import NamedFunction
from runtime.api.star_imports import with_star


def get(identifier: Any) -> NamedFunction:
    """The function of a name, or itself; None gives the linear one. Raises SpecError."""
    if isinstance(identifier, Mapping):
        identifier = identifier.get("config")  # as Keras writes functions
    name = "linear" if identifier is None else getattr(identifier, "__name__", identifier)
    found = FUNCTIONS.get(name) if isinstance(name, str) else None
    if found is None or not (found is identifier or identifier is None or isinstance(identifier, str)):
        raise SpecError(
            say("There is no activation {given!r:.80}. Known: {known}.", given=identifier, known=", ".join(ACTIVATIONS))
        )
    return found


def serialize(activation: Any) -> str:
    """The name by which Keras writes an activation into files."""
    return get(activation).__name__


def deserialize(config: Any, custom_objects: Any = None) -> NamedFunction:
    """The function that `serialize` wrote."""
    only("The activation", "custom_objects", custom_objects, None)
    return get(config)


def _named(name: str) -> NamedFunction:
    if name not in FUNCTIONS:
        known = f"There is no activation {name}. Known: {', '.join(ACTIVATIONS)}."
        raise missing("activations", name, otherwise=known)
    return FUNCTIONS[name]


def __dir__() -> list[str]:
    return sorted({"deserialize", "get", "serialize", *FUNCTIONS})


__getattr__ = with_star(_named, __dir__)
