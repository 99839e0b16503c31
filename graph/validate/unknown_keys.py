"""Keys of a file that nobody reads: kept as they are, but what they ask for does not happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.data.data_plan import BINDING_KEYS, PLAN_KEYS
from graph.document.document import Call, Document, Layer, LayerId, Model, ModelId
from graph.keras.config import MODEL_NOTES
from graph.specs.closest import closest
from graph.specs.message import say
from graph.specs.params import params_of
from graph.specs.sweep import SweepPlan
from graph.specs.training import TrainingPlan
from graph.storage.model_json import CALL_KEYS, DOT_KEYS, LAYER_KEYS, MODEL_KEYS, NOTE_KEYS
from graph.storage.storage import FILE_KEYS, newer_version
from graph.validate.check import AnyRule, CallRule, Check, LayerRule
from graph.validate.problems import WARNING, Mend, Problem


@dataclass(frozen=True)
class _Spot:
    """A place of the file with keys of its own: what it is called, what it may hold, and how its others are set."""

    where: str
    extra: Mapping[str, Any]
    known: tuple[str, ...]
    put: Callable[[Document, Mapping[str, Any]], Document]
    model: ModelId
    layer: LayerId | None = None


def unknown_keys(check: Check) -> Iterator[Problem]:
    """A key that this version doesn't know, where no newer version wrote it: misspelt, or in the wrong place."""
    for spot in _spots(check.document):
        yield from _of(check, spot)


def unknown_keys_of_layers(check: Check, model: Model, layer: Layer) -> Iterator[Problem]:
    if layer.extra:
        yield from _of(check, _part_spot(model, "layers", layer, LAYER_KEYS, layer.id))


def unknown_keys_of_calls(check: Check, model: Model, call: Call) -> Iterator[Problem]:
    if call.extra:
        yield from _of(check, _part_spot(model, "calls", call, CALL_KEYS, call.layer))


def _of(check: Check, spot: _Spot) -> Iterator[Problem]:
    unknown = [key for key in spot.extra if key not in spot.known]
    if unknown and newer_version(check.document) is None:  # Else `newer_file` has said it.
        yield from (_problem(spot, key) for key in unknown)


def _problem(spot: _Spot, key: str) -> Problem:
    better = closest(key, spot.known)
    if better:
        text = say(
            "{where} knows no {key!r:.60}, so that it changes nothing. The closest is {better}.",
            where=spot.where,
            key=key,
            better=better,
        )
    else:
        text = say(
            "{where} knows no {key!r:.60}, so that it changes nothing. It knows: {known}.",
            where=spot.where,
            key=key,
            known=", ".join(spot.known),
        )
    mend = Mend(say("Leave out {key:.60}", key=key), lambda document: spot.put(document, _without(spot.extra, key)))
    return Problem("unknown-key", WARNING, text, spot.model, spot.layer, mend=mend)


def _without(extra: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in extra.items() if name != key}


def _spots(document: Document) -> Iterator[_Spot]:
    root = document.root
    yield _Spot("project", document.extra, FILE_KEYS, lambda d, extra: replace(d, extra=extra), root)
    yield _Spot(
        "training",
        document.training.extra,
        tuple(params_of(TrainingPlan)),
        lambda d, extra: replace(d, training=replace(d.training, extra=extra)),
        root,
    )
    yield _Spot(
        "sweep",
        document.sweep.extra,
        tuple(params_of(SweepPlan)),
        lambda d, extra: replace(d, sweep=replace(d.sweep, extra=extra)),
        root,
    )
    yield from _data_spots(document)
    for model in document.models.values():
        yield from _model_spots(model)


def _data_spots(document: Document) -> Iterator[_Spot]:
    root, data = document.root, document.data
    yield _Spot("data", data.extra, PLAN_KEYS, lambda d, extra: replace(d, data=replace(d.data, extra=extra)), root)
    for layer, binding in data.bindings.items():
        if binding.extra:

            def put(d: Document, extra: Mapping[str, Any], layer: LayerId = layer) -> Document:
                return replace(d, data=d.data.bind(layer, replace(d.data.bindings[layer], extra=extra)))

            there = layer if layer in document.main.layers else None
            yield _Spot(f"data.bindings.{layer}", binding.extra, BINDING_KEYS, put, root, there)


def _model_spots(model: Model) -> Iterator[_Spot]:
    yield _Spot(
        f"models.{model.id}",
        model.extra,
        (*MODEL_KEYS, *MODEL_NOTES),
        lambda d, extra: d.with_model(replace(d.models[model.id], extra=extra)),
        model.id,
    )
    for note in model.notes.values():
        if note.extra:
            yield _part_spot(model, "notes", note, NOTE_KEYS, None)
    for dot in model.dots.values():
        if dot.extra:
            yield _part_spot(model, "dots", dot, DOT_KEYS, None)


def _part_spot(model: Model, group: str, part: Any, known: tuple[str, ...], layer: LayerId | None) -> _Spot:
    def put(d: Document, extra: Mapping[str, Any]) -> Document:
        here = d.models[model.id]
        parts = {**getattr(here, group), part.id: replace(getattr(here, group)[part.id], extra=extra)}
        changes: dict[str, Any] = {group: parts}
        return d.with_model(replace(here, **changes))

    return _Spot(f"models.{model.id}.{group}.{part.id}", part.extra, known, put, model.id, layer)


RULES: tuple[AnyRule, ...] = (unknown_keys, LayerRule(unknown_keys_of_layers), CallRule(unknown_keys_of_calls))
