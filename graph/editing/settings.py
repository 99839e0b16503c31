"""What a document has set, by keys as one types them: `epochs`, `optimizer.learning_rate`, `data.decimal`,
`dense.units`; `encoder/dense.units` for a layer of a model, `dropout.present` for whether a layer is there at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.data.data_sets.data_set import DatasetSpec
from graph.document.document import Document, Layer, Model, ModelId
from graph.editing.edits import set_params
from graph.editing.rewiring import remove_and_reconnect
from graph.specs.closest import closest
from graph.specs.message import MessageError, say
from graph.specs.params import Param, params_of
from graph.specs.spec import Value

PRESENT = "present"
DATA = "data"
INSIDE = "/"


class SettingError(MessageError):
    """A key that names nothing of the document."""


@dataclass(frozen=True)
class Setting:
    """One parameter of a document: its rule, and its value now. `model` and `layer` say whose it is, None where it is
    the plan's or the data's."""

    rule: Param
    value: Any
    model: ModelId | None = None
    layer: Layer | None = None


def setting(document: Document, key: str) -> Setting:
    """What a key names; raises SettingError."""
    owner, _, name = key.rpartition(".")
    found = _plan_part(document, owner)
    if found is not None:
        _known(key, owner, name, found)
        return Setting(params_of(found)[name], getattr(found, name))
    model, layer = _layer(document, owner, key)
    if name == PRESENT and name not in params_of(layer.spec):
        return Setting(Param("bool", "whether the layer is there"), True, model, layer)
    _known(key, owner, name, layer.spec)
    return Setting(params_of(layer.spec)[name], getattr(layer.spec, name), model, layer)


def change(document: Document, key: str, value: Any) -> Document:
    """The document with another value for a key; raises SettingError, or SpecError where the value can't be."""
    found = setting(document, key)
    owner, _, name = key.rpartition(".")
    if found.layer is not None and found.model is not None:
        if name == PRESENT and name not in params_of(found.layer.spec):
            return document if _is_true(key, value) else _without(document, found.model, found.layer)
        return set_params(document, found.model, found.layer.id, {name: value})
    if owner == DATA:
        data = document.data
        assert isinstance(data.dataset, DatasetSpec)
        return replace(document, data=data.with_dataset(data.dataset.replace(**{name: value})))
    plan = document.training
    changes = {owner: getattr(plan, owner).replace(**{name: value})} if owner else {name: value}
    return replace(document, training=plan.replace(**changes))


def keys(document: Document) -> tuple[str, ...]:
    """Every key but those of presence."""
    parts = _plan_parts(document)
    found = [*params_of(document.training), *(f"{part}.{name}" for part in parts for name in params_of(parts[part]))]
    for model in document.models.values():
        for layer in model.layers.values():
            found += [key_of(document, model, layer, name) for name in params_of(layer.spec)] if layer.name else []
    return tuple(found)


def key_of(document: Document, model: Model, layer: Layer, name: str) -> str:
    """The key of a layer's parameter."""
    inside = "" if model.id == document.root else model.name + INSIDE
    return f"{inside}{layer.name}.{name}"


def _plan_parts(document: Document) -> Mapping[str, Value]:
    """The values that the plan is made of, and the data set, by their names."""
    plan = document.training
    parts = {name: found for name in params_of(plan) if isinstance(found := getattr(plan, name), Value)}
    return parts | ({DATA: document.data.dataset} if isinstance(document.data.dataset, DatasetSpec) else {})


def _plan_part(document: Document, owner: str) -> Value | None:
    return _plan_parts(document).get(owner) if owner else document.training


def _layer(document: Document, owner: str, key: str) -> tuple[ModelId, Layer]:
    """The layer of that name, `model/layer` in another model than the root; raises SettingError."""
    inside, _, name = owner.rpartition(INSIDE)
    for id, model in document.models.items():
        layer = model.layer_named(name) if (model.name == inside if inside else id == document.root) else None
        if layer is not None:
            return id, layer
    whole = document.main.layer_named(owner)  # a layer's own name may have a stroke in it
    if whole is not None:
        return document.root, whole
    owners = [*_plan_parts(document), *dict.fromkeys(known.rpartition(".")[0] for known in keys(document))]
    raise SettingError(
        say(
            "There is no {key!r}. There are: {known}.",
            key=key,
            known=_near(owner, dict.fromkeys(name for name in owners if name)),
        )
    )


def _known(key: str, owner: str, name: str, value: Value) -> None:
    """Raise SettingError where a value has no such parameter."""
    if name in params_of(value):
        return
    known = [f"{owner}.{part}" if owner else part for part in params_of(value)]
    better = closest(name, params_of(value))
    if better:
        text = say(
            "There is no {key!r}. The closest is {better}.", key=key, better=f"{owner}.{better}" if owner else better
        )
    elif owner:
        text = say("There is no {key!r}. There are: {known}.", key=key, known=", ".join(known))
    else:
        text = say("The plan has no {key!r}. It has: {known}.", key=key, known=", ".join(known))
    raise SettingError(text)


def _near(name: str, known: Mapping[str, Any]) -> str:
    """The known names, the closest one alone where there is one among many."""
    near = closest(name, tuple(known)) if len(known) > 12 else ""
    return f"{near}, …" if near else ", ".join(known)


def _is_true(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise SettingError(say("{key} must be true or false. Received: {value!r:.80}.", key=key, value=value))
    return value


def _without(document: Document, model: ModelId, layer: Layer) -> Document:
    """The document without a layer, what came into it going on to where it went."""
    return remove_and_reconnect(document, model, (layer.id,))
