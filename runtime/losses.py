"""Keras' `losses`: each kind as a class, and as a function of arrays."""

from __future__ import annotations

from typing import Any

from runtime.api.array_functions import loss_function
from runtime.api.callable_values import Loss
from runtime.api.namespaces import Namespace
from runtime.api.star_imports import with_star

_kinds = Namespace("loss", "The loss", base=Loss, function=loss_function, functions_first=True)


def get(identifier: Any) -> Any:
    """The loss of a name, a class, a config or itself."""
    return _kinds.get(identifier)


def serialize(loss: Any) -> Any:
    """The loss as Keras writes it into files."""
    return _kinds.serialize(loss)


def deserialize(name: Any, custom_objects: Any = None) -> Any:
    """The loss that `serialize` wrote, or the one of a name."""
    return _kinds.deserialize(name, custom_objects)


def __dir__() -> list[str]:
    return ["deserialize", "get", "serialize", *_kinds.names()]


__getattr__ = with_star(_kinds.named, __dir__)
