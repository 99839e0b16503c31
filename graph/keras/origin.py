"""Whose a kind is: Keras' own, or that of another package, which no program but this one can read by Keras' names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from graph.document.document import Document
from graph.layers.unknown import UnknownSpec, UnknownValue
from graph.specs.spec import Value

MODULES = {
    "layer": "keras.layers",
    "initializer": "keras.initializers",
    "regularizer": "keras.regularizers",
    "constraint": "keras.constraints",
    "loss": "keras.losses",
    "metric": "keras.metrics",
    "callback": "keras.callbacks",
    "optimizer": "keras.optimizers",
    "schedule": "keras.optimizers.schedules",
}

PACKAGE = "Layerloom"
"""Under which the classes are registered that a script brings for layers that Keras doesn't have."""
NOT_OF_KERAS = ("FreeWeight", "FixedNumbers", "AddedLoss", "ReadMask", "GivenMask", "RandomNumbers", "WhileTraining")


def is_keras(kind: type[Value]) -> bool:
    """Whether a kind is one of this program's own, which are all Keras'."""
    return kind.__module__.partition(".")[0] == "graph" or issubclass(kind, (UnknownSpec, UnknownValue))


def module_of(kind: type[Value]) -> str:
    """Where a file says that a class is: in Keras' namespace, or in the package that brought it."""
    return MODULES[kind.category] if is_keras(kind) else kind.__module__


def strangers(document: Document) -> Iterator[tuple[str, type[Value]]]:
    """What the document uses of other packages, each with the name of the layer that uses it."""
    for model in document.models.values():
        for layer in model.layers.values():
            for kind in _kinds_in(layer.spec):
                yield layer.name or layer.spec.kind, kind
    for kind in _kinds_in(document.training):
        yield "training", kind


def _kinds_in(value: object) -> Iterator[type[Value]]:
    if isinstance(value, tuple):
        for item in value:
            yield from _kinds_in(item)
    elif isinstance(value, Value):
        if not is_keras(type(value)):
            yield type(value)
        for field in fields(value):
            yield from _kinds_in(getattr(value, field.name))
