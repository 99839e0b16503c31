"""Pieces of Python source: literals, calls and assignments. Every text of a document becomes a string constant here."""

from __future__ import annotations

import builtins
import math
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from graph.export.line_breaks import broken
from graph.keras.origin import MODULES
from graph.specs.params import params_of
from graph.specs.quoting import quoted
from graph.specs.registry import snake
from graph.specs.spec import Spec, Value

OWN = ("keras", "layers", "ops", "np", "main", "load_data", "build_model", "model", "name", "outputs", "x", "y", "_")
OTHERS = ("HERE", "Path", "beside", "csv", "results", "x_val", "y_val")
RESERVED = frozenset({*dir(builtins), *OWN, *OTHERS})
"""Names that a script uses for its own, or that Python has."""


def literal(value: Any) -> str:
    """A parameter as source: numbers, texts, tuples, and specs as `keras.regularizers.L2(l2=0.001)`."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Value):
        return spec_text(value)
    if isinstance(value, (tuple, list)):
        inner = ", ".join(literal(item) for item in value)
        return f"[{inner}]" if isinstance(value, list) else f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    return repr(value)


def spec_text(value: Value) -> str:
    """A loss, metric or initializer by its name where all parameters are defaults, else a call of its class."""
    changed = list(value.non_default())
    if isinstance(value, Spec):
        rules = params_of(value)
        leading = [name for name, _ in takewhile(lambda item: item[1].always, rules.items())]
        given = [literal(setting) for name, setting in changed if name in leading]
        given += [f"{name}={literal(setting)}" for name, setting in changed if name not in leading]
        return f"layers.{value.kind}({', '.join(given)})"
    if not changed and value.category == "optimizer":
        return quoted(value.kind.lower())
    if not changed and value.category in ("loss", "metric", "initializer") and getattr(value, "found_by_name", True):
        return quoted(short_name(value))
    arguments = [f"{name}={literal(setting)}" for name, setting in changed]
    return f"{MODULES[value.category]}.{value.kind}({', '.join(arguments)})"


def short_name(value: Value) -> str:
    """The name by which Keras finds a value of that kind."""
    return value.names[0] if value.names else snake(value.kind)


def call_lines(head: str, arguments: Sequence[str], tail: str = "", indent: int = 4) -> list[str]:
    """`head(arguments)tail` on one line, or with one argument a line where it would be too long."""
    return broken(f"{' ' * indent}{head}({', '.join(arguments)}){tail}")
