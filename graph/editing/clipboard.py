"""Copy and paste of a selection as JSON text, which another window or a text editor can hold as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from graph.document.digraphs import holders
from graph.document.document import Document, LayerId, Model, ModelId, Point, Source
from graph.document.nesting import ports_of
from graph.editing.copying import add_copy, middle, put_copies, with_fresh_ids
from graph.editing.edits import EditError
from graph.editing.interface import tidied
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import MessageError, say
from graph.storage.json_text import layout, parse
from graph.storage.model_json import StorageError, expect, model_json, read_model

FORMAT = "layerloom-clipboard"
VERSION = 1
SHIFT = 40.0
"""Canvas units by which a duplicate lies beside its original."""


def copy(document: Document, model: ModelId, ids: Iterable[str]) -> str:
    """The text of the selected layers (with all their calls), single calls and notes; raises EditError for nothing.

    Models that they stand for come along. Wires from elsewhere are noted with the name of the layer they start at.
    """
    target, chosen = document.models[model], set(ids)
    calls = {k: c for k, c in target.calls.items() if k in chosen or c.layer in chosen}
    layers = {c.layer for c in calls.values()} | (chosen & target.layers.keys())
    part = replace(
        target,
        layers={k: v for k, v in target.layers.items() if k in layers},
        calls=calls,
        inputs=tuple(c for c in target.inputs if c in calls),
        outputs=tuple(c for c in target.outputs if c in calls),
        positions={k: v for k, v in target.positions.items() if k in layers or k in calls},
        notes={k: v for k, v in target.notes.items() if k in chosen},
        extra={},
        dots={k: v for k, v in target.dots.items() if v.call in calls and v.source.call in calls},
    )
    if not part.layers and not part.notes:
        raise EditError(say("Nothing is selected that can be copied."))
    outside = {s.call for s, _, _ in part.wires() if s.call not in calls}
    return layout(
        {
            "format": FORMAT,
            "version": VERSION,
            "selection": model_json(part),
            "from": {call: target.layer_of(call).name for call in target.calls if call in outside},
            "models": {key: model_json(document.models[key]) for key in _needed(document, part)},
        }
    )


def _needed(document: Document, part: Model) -> list[ModelId]:
    """The models that a part stands for, those inside them included."""
    found: dict[ModelId, None] = {}
    waiting = [part]
    while waiting:
        for layer in waiting.pop().layers.values():
            if isinstance(layer.spec, NestedModel) and layer.spec.model in document.models:
                if layer.spec.model not in found:
                    waiting.append(document.models[layer.spec.model])
                found[layer.spec.model] = None
    return list(found)


def paste(
    document: Document,
    model: ModelId,
    text: str,
    at: Point | None = None,
    keep_inputs: bool = False,
    shift: Point = (SHIFT, SHIFT),
) -> tuple[Document, tuple[str, ...]]:
    """Add what a text holds, under new ids and names; gives the ids of the new layers and notes. Raises EditError.

    `at` is where its middle comes to lie, else it lies by `shift` beside where it was. With `keep_inputs` wires
    from outside the selection are kept where the model has the call they started at, under the same name.
    """
    part, senders, models = _read(text)
    document, renamed = _add_models(document, models)
    around = holders(document, model)
    for layer in part.layers.values():
        if isinstance(layer.spec, NestedModel) and renamed.get(layer.spec.model, layer.spec.model) in around:
            raise EditError(say("A model can't contain itself: {name}.", name=document.models[model].name))
    target = document.models[model]

    def outside(source: Source) -> Source | None:
        known = keep_inputs and source.call in target.calls
        return source if known and target.layer_of(source.call).name == senders.get(source.call) else None

    x, y = middle(part)
    offset = shift if at is None else (at[0] - x, at[1] - y)
    document, ids = with_fresh_ids(document, part)
    document = put_copies(document, model, part, ids, offset, outside, renamed)
    return _tidy(document, model, ids.calls.values()), (*ids.layers.values(), *ids.notes.values())


def duplicate(
    document: Document,
    model: ModelId,
    ids: Iterable[str],
    keep_inputs: bool = False,
    shift: Point = (SHIFT, SHIFT),
) -> tuple[Document, tuple[str, ...]]:
    """Copy and paste in one: the selection again, by `shift` beside itself."""
    return paste(document, model, copy(document, model, ids), None, keep_inputs, shift)


def _read(text: str) -> tuple[Model, Mapping[str, Any], dict[ModelId, Model]]:
    """The selection, where its wires came from, and the models it needs; raises EditError for any other text."""
    try:
        content = expect(parse(text), dict, "the clipboard")
        if content.get("format") != FORMAT or content.get("version") != VERSION:
            raise StorageError(say("it is not a selection of layers that this version can read."))
        senders = expect(content.get("from", {}), dict, "from")
        part = read_model("selection", content.get("selection"), outside=senders)
        models = expect(content.get("models", {}), dict, "models")
        inner = {key: read_model(key, value) for key, value in models.items()}
    except MessageError as error:
        raise EditError(say("This can't be pasted: {reason}", reason=error)) from None
    return part, senders, inner


def _add_models(document: Document, models: Mapping[ModelId, Model]) -> tuple[Document, dict[ModelId, ModelId]]:
    """Add the models that came along, except those that the document has already; gives their new ids by the old."""
    renamed: dict[ModelId, ModelId] = {}
    new: list[ModelId] = []
    copied: dict[LayerId, LayerId] = {}
    for key, model in models.items():
        if document.models.get(key) == model:
            renamed[key] = key
            continue
        document, renamed[key] = add_copy(document, model, copied)
        new.append(renamed[key])
    for key in new:
        document = document.with_model(_pointing(document.models[key], renamed))
    return document, renamed


def _pointing(model: Model, renamed: Mapping[ModelId, ModelId]) -> Model:
    """A model whose layers stand for the models under their new ids."""
    layers = {
        key: replace(layer, spec=layer.spec.replace(model=renamed.get(layer.spec.model, layer.spec.model)))
        if isinstance(layer.spec, NestedModel)
        else layer
        for key, layer in model.layers.items()
    }
    return replace(model, layers=layers)


def _tidy(document: Document, model: ModelId, pasted: Iterable[str]) -> Document:
    """Close the gaps that wires left behind have torn into the ports of merging layers."""
    target = document.models[model]
    calls = dict(target.calls)
    for key in pasted:
        ports = ports_of(document, target.layer_of(key).spec)
        calls[key] = replace(calls[key], inputs=tidied(calls[key].inputs, ports))
    return document.with_model(replace(target, calls=calls))
