"""What a class of one's own is made of: the layers and weights among its attributes, also inside lists and dicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from runtime.api.layer import Layer
from runtime.weights.variable import Variable

NOT_PARTS = ("_told", "_operations", "traced_from", "nodes_in_order", "spec", "nodes", "held")
"""Attributes that this program keeps for itself."""


def attributes(owner: Any) -> Iterator[tuple[str, Any]]:
    """Its own attributes in the order in which they were first set."""
    return ((k, v) for k, v in list(vars(owner).items()) if k not in NOT_PARTS and not k.startswith("_own_"))


def layers_in(given: Any) -> Iterator[Layer]:
    """The layers in a value, in order."""
    if isinstance(given, Layer):
        yield given
    elif isinstance(given, Mapping):
        for item in given.values():
            yield from layers_in(item)
    elif isinstance(given, (list, tuple)):
        for item in given:
            yield from layers_in(item)


def layers_of(owner: Any) -> list[Layer]:
    """The layers that it holds, each once."""
    found = {id(layer): layer for _, value in attributes(owner) for layer in layers_in(value)}
    return list(found.values())


def once(items: Iterator[Variable]) -> list[Variable]:
    """The variables without those that came before."""
    return list({id(item): item for item in items}.values())
