"""The names that a training's history will have, known before it: losses, metrics, and those of validation."""

from __future__ import annotations

from graph.document.document import Document
from graph.document.names import output_names
from graph.layers.core.ends import Output
from graph.specs.callbacks.monitoring import HELD_OUT
from graph.specs.metrics.metric import Metric, free_name
from graph.specs.registry import snake


def validates(document: Document) -> bool:
    """Whether samples are kept for validation."""
    return document.training.validation_split > 0 or document.data.validation is not None


def history_directions(document: Document) -> dict[str, str]:
    """The names of the history, each with which way is better: up, down, or empty; the loss first, validation last."""
    root, several = document.main, len(document.main.outputs) > 1
    specs = [root.layer_of(call).spec for call in root.outputs]
    ends = [(n, s) for n, s in zip(output_names(root), specs, strict=True) if isinstance(s, Output)]
    trained = [name for name, spec in ends if spec.loss is not None]
    found = {"loss": "down"}
    if len(trained) > 1:
        found |= {f"{name}_loss": "down" for name in trained}
    taken: set[str] = set()
    for weighted in (False, True):
        for name, spec in ends:
            for metric in spec.weighted_metrics if weighted else spec.metrics:
                shown = metric.shown if isinstance(metric, Metric) else snake(metric.kind)
                key = free_name(shown, name if several else "", taken, weighted)
                found[key] = getattr(metric, "direction", "")
    if validates(document):
        found |= {f"{HELD_OUT}{name}": direction for name, direction in found.items()}
    added = [name for callback in document.training.callbacks for name in getattr(callback, "shows", ())]
    return found | dict.fromkeys(added, "")
