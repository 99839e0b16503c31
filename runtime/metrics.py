"""Keras' `metrics`: each kind as a class, and as a function of arrays."""

from __future__ import annotations

from typing import Any

from runtime.api.array_functions import metric_function
from runtime.api.callable_values import Metric
from runtime.api.namespaces import Namespace

_kinds = Namespace("metric", "The metric", base=Metric, function=metric_function)
__getattr__ = _kinds.named


def get(identifier: Any) -> Any:
    """The metric of a name, a class, a config or itself."""
    return _kinds.get(identifier)


def serialize(metric: Any) -> Any:
    """The metric as Keras writes it into files."""
    return _kinds.serialize(metric)


def deserialize(config: Any, custom_objects: Any = None) -> Any:
    """The metric that `serialize` wrote, or the one of a name."""
    return _kinds.deserialize(config, custom_objects)


def __dir__() -> list[str]:
    return ["deserialize", "get", "serialize", *_kinds.names()]
