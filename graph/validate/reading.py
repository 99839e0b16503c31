"""Rules about what a file holds and this version can't read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any

from graph.document.document import Document, Layer, Model
from graph.editing.edits import set_spec
from graph.layers.unknown import UnknownSpec, UnknownValue
from graph.specs.message import say
from graph.specs.params import Param, SpecError, params_of
from graph.specs.registry import find, make
from graph.specs.spec import Spec, Value
from graph.specs.training import TrainingPlan
from graph.storage.storage import as_this_version, newer_version
from graph.storage.value_json import read_setting
from graph.validate.check import AnyRule, Check, LayerRule
from graph.validate.problems import ERROR, WARNING, Mend, Problem


def newer_file(check: Check) -> Iterator[Problem]:
    """The file was written by a newer version: it is open for reading only."""
    version = newer_version(check.document)
    if version is not None:
        text = say(
            "This project is from a newer version (file version {version}). It is open for reading only, so that "
            "nothing in it is lost.",
            version=version,
        )
        mend = Mend(say("Make it a project of this version"), as_this_version)
        yield Problem("newer-file", WARNING, text, check.document.root, mend=mend)


def unknown_layer(_check: Check, model: Model, layer: Layer) -> Iterator[Problem]:
    """A layer of a kind, or with a parameter, that can't be read; it is kept, but can't be computed."""
    if isinstance(layer.spec, UnknownSpec):
        text = say("{name} can't be read: {reason}", name=layer.name or layer.spec.kind, reason=layer.spec.reason)
        yield Problem("unknown-layer", ERROR, text, model.id, layer.id, mend=_use_defaults(model, layer))


def _use_defaults(model: Model, layer: Layer) -> Mend | None:
    """The layer with those of its parameters that can be read; None where its kind is unknown."""
    cls = find("layer", layer.spec.kind)
    config = getattr(layer.spec, "config", {})
    if cls is None or not issubclass(cls, Spec):
        return None
    try:
        spec = _readable(cls, config)
    except SpecError:
        return None
    return Mend(
        say("Use defaults for what can't be read"), lambda document: set_spec(document, model.id, layer.id, spec)
    )


def _readable(cls: type[Spec], config: Mapping[str, Any]) -> Spec:
    """The spec with those parameters that can be read; raises SpecError where one can't be that has no default."""
    rules: Mapping[str, Param] = params_of(cls)
    needed = {f.name for f in fields(cls) if f.name in rules and f.default is MISSING}
    spec = make(cls, {name: read_setting(rules[name], config[name]) for name in needed & config.keys()})
    for name, given in config.items():
        if name in rules:
            try:
                spec = spec.replace(**{name: read_setting(rules[name], given)})
            except SpecError:
                continue  # the default stays
    return spec


def unknown_values(_check: Check, model: Model, layer: Layer) -> Iterator[Problem]:
    """A loss, metric, initializer… of a layer that can't be read."""
    for name, value in _unknown_in(layer.spec):
        text = say(
            "{layer}: {name} can't be read: {reason}",
            layer=layer.name or layer.spec.kind,
            name=name,
            reason=value.reason,
        )
        yield Problem("unknown-value", ERROR, text, model.id, layer.id, mend=_drop(model, layer, name))


def _unknown_in(value: Value) -> Iterator[tuple[str, UnknownValue]]:
    for name, setting in vars(value).items():
        if type(setting) is UnknownValue:
            yield name, setting
        elif type(setting) is tuple:
            yield from ((name, item) for item in setting if type(item) is UnknownValue)


def _drop(model: Model, layer: Layer, name: str) -> Mend:
    """The default in place of an unreadable value; of several values, those that can be read."""
    setting = getattr(layer.spec, name)
    if isinstance(setting, tuple):
        better = tuple(item for item in setting if not isinstance(item, UnknownValue))
    else:
        better = next(f.default for f in vars(type(layer.spec))["__dataclass_fields__"].values() if f.name == name)
    return Mend(
        say("Use the default for {name}", name=name),
        lambda document: set_spec(document, model.id, layer.id, layer.spec.replace(**{name: better})),
    )


def unknown_training(check: Check) -> Iterator[Problem]:
    """A parameter of the training plan that can't be read: its default would be used instead."""
    plan, root = check.document.training, check.document.root
    for name in plan.extra:
        if name in params_of(TrainingPlan):
            text = say("The training's {name} can't be read: {value!r:.60}.", name=name, value=plan.extra[name])
            yield Problem("unknown-training", ERROR, text, root, mend=_forget(name), for_training=True)
    for name, value in _unknown_in(plan):
        text = say("The training's {name} can't be read: {reason}", name=name, reason=value.reason)
        mend = _forget(name) if getattr(plan, name) is value else _leave_out(name, value)
        yield Problem("unknown-training", ERROR, text, root, mend=mend, for_training=True)


def _forget(name: str) -> Mend:
    def edit(document: Document) -> Document:
        plan = document.training
        extra = {key: value for key, value in plan.extra.items() if key != name}
        settings = {key: getattr(plan, key) for key in params_of(plan) if key != name}
        return replace(document, training=TrainingPlan(**settings, extra=extra))

    return Mend(say("Use the default for {name}", name=name), edit)


def _leave_out(name: str, value: UnknownValue) -> Mend:
    """Several values without the one that can't be read."""

    def edit(document: Document) -> Document:
        plan = document.training
        kept = tuple(item for item in getattr(plan, name) if item is not value)
        return replace(document, training=plan.replace(**{name: kept}))

    return Mend(say("Leave {kind} out", kind=value.kind), edit)


RULES: tuple[AnyRule, ...] = (newer_file, LayerRule(unknown_layer), LayerRule(unknown_values), unknown_training)
