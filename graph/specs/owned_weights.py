"""Weights by the parameters that a layer has for each: `kernel_initializer`, `_regularizer` and `_constraint`."""

from __future__ import annotations

from typing import Any

from graph.specs.spec import Spec, Value, Weight


def own_weight(
    spec: Spec,
    name: str,
    shape: tuple[int, ...],
    parameters: str = "",
    initializer: Value | None = None,
    group: str = "",
) -> Weight:
    """The weight of that name; its parameters begin with the name, or with `parameters`. An `initializer` goes before
    the spec's own."""
    prefix = parameters or name
    own: Any = spec
    return Weight(
        name,
        shape,
        initializer or getattr(own, f"{prefix}_initializer"),
        regularizer=getattr(own, f"{prefix}_regularizer"),
        constraint=getattr(own, f"{prefix}_constraint"),
        group=group,
    )


def bias_weight(spec: Any, size: int) -> tuple[Weight, ...]:
    """The bias of a layer with Keras' usual bias parameters, or nothing where `use_bias` is off."""
    return (own_weight(spec, "bias", (size,)),) if spec.use_bias else ()
