"""Which names a script writes down: a person's, and not those that Keras would give by itself."""

from __future__ import annotations

import re

from graph.document.document import Document, Layer, LayerId, Model
from graph.keras.config import history_names, keras_names
from graph.layers.core.ends import Input
from graph.layers.core.nested_model import NestedModel
from graph.specs.registry import snake

MODELS = ("functional", "sequential")


def bases(layer: Layer) -> tuple[str, ...]:
    """What Keras' automatic names of such a layer begin with."""
    if isinstance(layer.spec, NestedModel):
        return ("time_distributed",) if layer.spec.each_step else MODELS
    return ("input_layer",) if isinstance(layer.spec, Input) else (snake(layer.spec.kind),)


def is_automatic(name: str, starts: tuple[str, ...]) -> bool:
    """Whether a name is one that Keras counts: `dense`, `dense_12`."""
    return any(re.fullmatch(rf"{re.escape(start)}(_[0-9]+)?", name) for start in starts)


def is_model_name(name: str) -> bool:
    """Whether Keras named a model so."""
    return is_automatic(name, MODELS)


def written_names(document: Document, model: Model) -> dict[LayerId, str]:
    """The names that a script must say, by layer.

    Names by which `compile` finds the outputs are among them; and where a layer has a name that looks like an
    automatic one of other layers, theirs too, so that no two are called the same.
    """
    names = keras_names(model)
    outputs = set(history_names(model)) if len(model.outputs) > 1 and model.id == document.root else set()
    said = {
        layer: name
        for layer, name in names.items()
        if name in outputs or not is_automatic(name, bases(model.layers[layer]))
    }
    while True:
        more = {
            layer: name
            for layer, name in names.items()
            if layer not in said and any(is_automatic(other, bases(model.layers[layer])) for other in said.values())
        }
        if not more:
            return said
        said.update(more)
