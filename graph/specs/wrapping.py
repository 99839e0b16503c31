"""Layers whose parameters are layers themselves: what a wrapper owns of the layer inside it, by which names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graph.specs.message import say
from graph.specs.params import SpecError, params_of
from graph.specs.registry import snake
from graph.specs.spec import Spec, TensorType, Weight

NO_LAYERS = ("input", "output", "model", "unknown")
"""Families of what stands in a document like a layer, but can't be inside of another."""


def layers_inside(spec: Spec) -> Iterator[Spec]:
    """The layers among the parameters of a layer, and those inside them, each after the one that holds it."""
    for name, rule in params_of(spec).items():
        if rule.category == "layer":
            given = getattr(spec, name)
            for inner in given if isinstance(given, tuple) else () if given is None else (given,):
                yield inner
                yield from layers_inside(inner)


def need_layer(owner: str, inner: Any) -> None:
    """Raise SpecError for what is no layer that another can hold."""
    if not isinstance(inner, Spec) or inner.family in NO_LAYERS:
        raise SpecError(say("{owner} can't hold {kind}: give it a layer.", owner=owner, kind=inner.kind))


def part_name(inner: Spec) -> str:
    """What the part of a wrapper is called that is this layer, as Keras would name it."""
    return snake(inner.kind)


def owned(inner: Spec, inputs: tuple[TensorType, ...], name: str, group: str) -> tuple[Weight, ...]:
    """The weights of a layer inside another: `name` goes before theirs, `group` before the groups of their files."""
    return tuple(
        replace(w, name=f"{name}/{w.name}", group=f"{group}/{w.group}" if w.group else group)
        for w in inner.weights(inputs)
    )


def parts_of(inner: Spec, name: str, group: str) -> tuple[tuple[str, str], ...]:
    """The `Spec.parts` that a layer inside another adds to those of its wrapper."""
    return ((group, name), *((f"{group}/{part}", own) for part, own in inner.parts()))
