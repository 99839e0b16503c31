"""What a model notes of the class of somebody's own that it was traced from: so that files can name the class.

The note holds as long as the model says what the class made of it; after an edit it is a model as any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from graph.document.document import Document, LayerId, Model, ModelId
from graph.layers.core.nested_model import NestedModel
from graph.specs.params import params_of
from graph.specs.registry import find
from graph.specs.spec import Spec, Value

OWN_CLASS = "keras_own_class"
"""Key of `Model.extra`: the class' names, its config, how it is called, and where its parts stand."""
DEEPEST = 50


def note_of(document: Document, model: Model) -> Mapping[str, Any] | None:
    """The note of a model, where it has one and still is what the class made."""
    note = model.extra.get(OWN_CLASS)
    if not isinstance(note, Mapping) or note.get("print") != structure_print(document, model):
        return None
    return note


def structure_print(document: Document, model: Model) -> str:
    """A text that is another where the layers of a model, their settings or their wires are others."""
    return sha256("\n".join(_lines(document, model, 0)).encode()).hexdigest()[:16]


def _lines(document: Document, model: Model, depth: int) -> Iterator[str]:
    """A line for each call that the outputs need, in the order of a walk back from them, whatever order a file has."""
    numbers: dict[str, int] = {call: i for i, call in enumerate(model.inputs)}
    layers: dict[LayerId, int] = {}
    stack = [(call, False) for call in reversed(model.outputs)]
    while stack:
        call_id, done = stack.pop()
        call = model.calls.get(call_id)
        if call is None or call_id in numbers:
            continue
        if not done:
            stack.append((call_id, True))
            stack.extend((s.call, False) for s in reversed(call.inputs) if s is not None and s.call not in numbers)
            continue
        numbers[call_id] = len(numbers)
        layer = model.layers[call.layer]
        sources = [None if s is None else (numbers.get(s.call), s.output) for s in call.inputs]
        number = layers.setdefault(layer.id, len(layers))
        name = "" if layer.spec.family in ("operations", "output") else layer.name
        yield f"{number} {name} {layer.spec.kind} {_settings(layer.spec)} {sources} {sorted(call.arguments.items())}"
        inner = document.models.get(layer.spec.model) if isinstance(layer.spec, NestedModel) else None
        if inner is not None and depth < DEEPEST:
            yield from _lines(document, inner, depth + 1)


def _settings(spec: Spec) -> list[str]:
    """The parameters that say what is computed: how weights began is past, and a model's id is a document's own."""
    found = []
    for name, rule in params_of(spec).items():
        setting = getattr(spec, name)
        own = isinstance(setting, Value) and find(setting.category, setting.kind) is not type(setting)
        if rule.category != "initializer" and not isinstance(spec, NestedModel) and spec.family != "output":
            found.append(f"{name}={None if own else setting!r}")
    return found


def in_own_order(model: Model, layers: Sequence[LayerId]) -> list[LayerId]:
    """Layers in the order in which the class has them among its attributes, which is that of its weights in Keras."""
    note = model.extra.get(OWN_CLASS)
    order = note.get("order") if isinstance(note, Mapping) else None
    if not isinstance(order, (list, tuple)):
        return list(layers)
    ranks = {name: i for i, name in enumerate(order) if isinstance(name, str)}
    return sorted(layers, key=lambda layer: ranks.get(model.layers[layer].name, len(ranks)))


def class_name_of(document: Document, model: ModelId) -> str | None:
    """The name of the class that a model was traced from."""
    inner = document.models.get(model)
    note = None if inner is None else note_of(document, inner)
    name = None if note is None else note.get("class_name")
    return name if isinstance(name, str) else None
