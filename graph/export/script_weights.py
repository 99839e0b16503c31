"""Where the weight file beside a script keeps each weight: as the model is that the script builds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph.document.document import Document, Model
from graph.document.nesting import at_rest, is_input, is_output
from graph.document.own_class import OWN_CLASS, structure_print
from graph.export.free_layers import AT_REST
from graph.export.model_text import needed_calls
from graph.inference.program import layer_order
from graph.keras.paths import class_name
from graph.specs.registry import snake


def as_written(document: Document) -> Document:
    """The document with its layers where a script has them.

    A script knows no class of one's own, and has what is at rest inside another layer.
    """
    bare = {key: replace(model, extra=_without_note(model)) for key, model in document.models.items()}
    plain = replace(document, models=bare)
    resting = [model for model in bare.values() if any(at_rest(call) for call in model.calls.values())]
    noted = {model.id: replace(model, extra={**model.extra, OWN_CLASS: _note(plain, model)}) for model in resting}
    return replace(plain, models={**bare, **noted})


def _without_note(model: Model) -> Mapping[str, object]:
    return {key: value for key, value in model.extra.items() if key != OWN_CLASS}


def _note(document: Document, model: Model) -> dict[str, object]:
    return {"print": structure_print(document, model), "folders": _folders(document, model)}


def _folders(document: Document, model: Model) -> dict[str, str]:
    """The group of each layer by name, those of what is at rest inside the group of what calls it."""
    needed = needed_calls(model)
    counts: dict[str, int] = {}
    found: dict[str, str] = {}
    for layer_id in layer_order(model):
        layer = model.layers[layer_id]
        calls = [call for call in model.calls_of(layer_id) if call.id in needed]
        if not calls or is_output(layer) or is_input(layer) or layer.spec.family == "operations":
            continue
        still = sum(at_rest(call) for call in calls)
        kinds = [snake(AT_REST)] * still + [class_name(document, layer)] * (still < len(calls))
        places = []
        for kind in kinds:
            number = counts[kind] = counts.get(kind, -1) + 1
            places.append(f"layers/{kind}{f'_{number}' if number else ''}")
        found[layer.name] = f"{places[0]}/layer" if still == len(calls) else places[-1]
    return found
