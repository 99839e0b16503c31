"""Keras' namespaces of values: every kind of a category by its names, with `get` and `deserialize`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.specs.registry import find, kinds, make_value
from graph.specs.spec import Value


def value_from(category: str, noun: str) -> Callable[[Any], Value]:
    """The function that makes a value of a category from a name, a class or Keras' config; raises SpecError."""

    def deserialize(config: Any) -> Value:
        value: Value = make_value(category, config, noun)
        return value

    deserialize.__doc__ = f"{noun} of a name or of Keras' config."
    return deserialize


def kind_named(category: str) -> Callable[[str], type[Value]]:
    """A module's `__getattr__`: the kinds of a category by each of their names."""

    def named(name: str) -> type[Value]:
        kind = None if name.startswith("_") else find(category, name)
        if kind is None:
            raise AttributeError(f"There is no {category} {name}. Known: {', '.join(kinds(category))}.")
        return kind

    return named


def names_of(category: str, *others: str) -> Callable[[], list[str]]:
    """A module's `__dir__`."""
    return lambda: sorted((*kinds(category), *others))
