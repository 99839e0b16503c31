"""How a metric of ours is said in Keras: by its name, or as an object of a class with a name of its own."""

from __future__ import annotations

from typing import Any

from graph.layers.core.ends import Output
from graph.specs.metrics.metric import Metric
from graph.specs.registry import snake
from graph.specs.spec import TensorType, Value


def keras_metric(metric: Value, output: Output, arriving: TensorType | None) -> tuple[str, str, dict[str, Any]]:
    """(class, shown name, settings); the class is empty where Keras' short name alone says it all.

    Keras' own class `Accuracy` means equality of numbers: ours goes by what `"accuracy"` resolves to for these shapes.
    """
    label = getattr(metric, "label", "")
    changed = {name: value for name, value in metric.non_default() if name != "label"}
    if not changed and label in ("", *metric.names):
        return "", label or own_label(metric), {}
    last = arriving.shape[-1] if arriving is not None else None
    meant = metric.resolved(getattr(output.loss, "sparse", False), last or 0) if isinstance(metric, Metric) else metric
    return meant.kind, label or own_label(metric), changed


def own_label(metric: Value) -> str:
    """The key in the history of a metric without a label of its own."""
    return metric.names[0] if metric.names else snake(metric.kind)
