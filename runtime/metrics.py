"""Keras' `metrics`: each kind as a class, and as a function of arrays."""

from __future__ import annotations

from typing import Any

from graph.specs.registry import find, names_of
from runtime.api.array_functions import loss_among_metrics, metric_function
from runtime.api.callable_values import Metric
from runtime.api.namespaces import Namespace
from runtime.api.star_imports import with_star
from runtime.api.value_means import Accuracy as Accuracy
from runtime.api.value_means import Mean as Mean
from runtime.api.value_means import MeanMetricWrapper as MeanMetricWrapper
from runtime.api.value_means import Sum as Sum

_kinds = Namespace("metric", "The metric", base=Metric, function=metric_function)


def _named(name: str) -> Any:
    return _known(name) or _kinds.named(name)


def _known(name: str) -> Any:
    """The function of a loss that has no metric of its name."""
    return loss_among_metrics(name) if find("metric", name) is None else None


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
    losses = [name for name in names_of("loss") if _known(name) is not None]
    return [
        "Accuracy",
        "Mean",
        "MeanMetricWrapper",
        "Sum",
        "deserialize",
        "get",
        "serialize",
        *sorted({*_kinds.names(), *losses}),
    ]


__getattr__ = with_star(_named, __dir__)
