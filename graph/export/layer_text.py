"""A layer's constructor as Keras source: only what differs from the defaults."""

from __future__ import annotations

from typing import Any

from graph.document.document import Layer
from graph.export.free_layers import CLASSES, free_constructor
from graph.export.python_text import literal
from graph.layers.core.ends import Input
from graph.specs.params import Param, params_of

NOT_IN_KERAS = frozenset({"input_length"})
"""Parameters that older Keras took and that change nothing."""


def constructor(layer: Layer, name: str | None) -> tuple[str, list[str]]:
    """The class to call and its arguments; those that Keras has no default for come first, by position.

    No name leaves it to Keras to give one.
    """
    named = [] if name is None else [f"name={literal(name)}"]
    rules = params_of(layer.spec)
    if isinstance(layer.spec, Input):
        arguments = [f"{k}={literal(v)}" for k, v in layer.spec.non_default()]
        return "keras.Input", [*arguments, *named]
    arguments = []
    positional = True
    for key, rule in rules.items():
        setting = getattr(layer.spec, key)
        positional = positional and rule.always
        if positional:
            arguments.append(literal(compact(setting, rule)))
        elif key in dict(layer.spec.non_default()) and key not in NOT_IN_KERAS:
            arguments.append(f"{key}={literal(compact(setting, rule))}")
    if not layer.trainable and "trainable" not in getattr(layer.spec, "refused", ()):
        arguments.append("trainable=False")
    arguments += named
    if layer.spec.kind in CLASSES:
        return free_constructor(layer, arguments)
    return f"layers.{layer.spec.kind}", arguments


def compact(setting: Any, rule: Param) -> Any:
    """(3, 3) as 3, where Keras takes both."""
    if rule.kind == "ints" and rule.length and isinstance(setting, tuple) and len(set(setting)) == 1:
        return setting[0]
    return setting
