"""Specs and other values as JSON: their kind and the parameters that are not at their default."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from graph.layers.unknown import UnknownSpec, UnknownValue
from graph.specs.callbacks.python_only import python_only
from graph.specs.closest import closest
from graph.specs.constants import Constant
from graph.specs.message import Message, say
from graph.specs.params import Param, SpecError, params_of
from graph.specs.registry import find, make, snake
from graph.specs.spec import Spec, Value


def value_json(value: Value) -> Any:
    """`"he_normal"` where every parameter is at its default, else `{"kind": "SGD", "momentum": 0.9}`."""
    if isinstance(value, (UnknownSpec, UnknownValue)):
        return value.config
    settings = {name: plain(setting) for name, setting in value.non_default()}
    if settings or isinstance(value, Spec):
        return {"kind": value.kind, **settings}
    return next(name for name in (*value.names, snake(value.kind)) if find(value.category, name) is type(value))


def plain(setting: Any) -> Any:
    """A parameter as JSON has it: tuples as lists, values as `value_json` gives them."""
    if isinstance(setting, Value):
        return value_json(setting)
    if isinstance(setting, Constant):
        return setting.as_json()
    if isinstance(setting, float) and not math.isfinite(setting):
        return str(setting)
    if isinstance(setting, (tuple, list)):
        return [plain(item) for item in setting]
    if isinstance(setting, Mapping):
        return {str(key): plain(item) for key, item in setting.items()}
    return setting


def read_spec(given: Mapping[str, Any], known: dict[str, Spec] | None = None) -> Spec:
    """The spec of a layer; one that can't be read in full is kept whole as an UnknownSpec with the reason.

    `known` has those that were read before by their text: what says the same may be the same object.
    """
    if known is None:
        return _read_spec(given)
    text = repr(given)
    found = known.get(text)
    if found is None:
        found = _read_spec(given)
        if not isinstance(found, UnknownSpec):
            known[text] = found
    return found


def _read_spec(given: Mapping[str, Any]) -> Spec:
    kind = given.get("kind")
    shown = kind if isinstance(kind, str) else "Unknown"
    cls = find("layer", kind) if isinstance(kind, str) else None
    if cls is None or not issubclass(cls, Spec):
        reason = say("This version knows no layer of the kind {kind!r:.60}.", kind=kind)
        return UnknownSpec(shown, given, reason)
    try:
        return make(cls, settings_of(cls, given))
    except SpecError as error:
        return UnknownSpec(cls.kind, given, error.message)


def read_value(category: str, given: Any) -> Value:
    """A loss, optimizer, initializer…; one that can't be read is kept as an UnknownValue with the reason."""
    kind = given.get("kind") if isinstance(given, Mapping) else given
    if category == "layer":
        inner = read_spec(given if isinstance(given, Mapping) else {"kind": given})
        if isinstance(inner, UnknownSpec):
            raise SpecError(inner.reason)  # so that the layer around it is kept whole
        return inner
    cls = find(category, kind) if isinstance(kind, str) else None
    if cls is None:
        reason = say("This version knows no {category} of the kind {kind!r:.60}.", category=category, kind=kind)
        if category == "callback" and isinstance(kind, str):
            reason = python_only(kind) or reason
        return _unknown(category, kind, given, reason)
    try:
        return make(cls, settings_of(cls, given if isinstance(given, Mapping) else {}))
    except SpecError as error:
        return _unknown(category, kind, given, error.message)


def _unknown(category: str, kind: Any, given: Any, reason: Message) -> UnknownValue:
    return UnknownValue(category, kind if isinstance(kind, str) else "Unknown", given, reason)


def settings_of(cls: type[Value], given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of an object of the file, nested values read; raises SpecError for one too many."""
    rules = params_of(cls)
    settings = {key: item for key, item in given.items() if key != "kind"}
    unknown = settings.keys() - rules.keys()
    if unknown:
        names = ", ".join(sorted(unknown))
        if better := closest(min(unknown), rules):
            raise SpecError(
                say(
                    "{kind} has no parameter {name:.80} in this version. The closest is {better}.",
                    kind=cls.kind,
                    name=names,
                    better=better,
                )
            )
        raise SpecError(say("{kind} has no parameter {name:.80} in this version.", kind=cls.kind, name=names))
    return {name: read_setting(rules[name], item) for name, item in settings.items()}


def read_setting(rule: Param, given: Any) -> Any:
    """A parameter's value with values inside it read; what is no value at all is left for the spec to refuse."""
    if rule.category and rule.kind != "specs" and isinstance(given, (str, Mapping)):
        return read_value(rule.category, given)
    if rule.kind == "specs" and isinstance(given, list):
        return tuple(read_value(rule.category, item) if isinstance(item, (str, Mapping)) else item for item in given)
    return given
