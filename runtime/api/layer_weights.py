"""The weights of a layer before it is called: made for a shape, and those that it could have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from graph.specs.message import MessageError, say
from graph.specs.params import params_of
from graph.specs.spec import Spec, TensorType
from runtime.api.errors import ApiError


def types_of_shapes(owner: str, given: Any) -> tuple[TensorType, ...]:
    """The types of inputs of a shape, the batch first, or of a list or dict of shapes; raises ApiError."""
    shapes = list(given.values()) if isinstance(given, dict) else given
    if isinstance(shapes, Sequence) and not isinstance(shapes, str):
        if shapes and all(isinstance(item, (list, tuple)) for item in shapes):
            return tuple(_type(owner, shape) for shape in shapes)
        return (_type(owner, shapes),)
    raise _no_shape(owner, given)


def _type(owner: str, shape: Any) -> TensorType:
    if not shape or not all(n is None or (type(n) is int and n > 0) for n in shape):
        raise _no_shape(owner, shape)
    return TensorType((None, *shape[1:]) if len(shape) > 1 else (None, *shape))


def _no_shape(owner: str, given: Any) -> ApiError:
    return ApiError(
        say(
            "{owner}: input_shape must be sizes, the batch first, such as (None, 784). Received: {given!r:.80}.",
            owner=owner,
            given=given,
        )
    )


@cache
def possible_weights(spec: Spec, types: tuple[TensorType, ...] | None) -> frozenset[str]:
    """The names of all weights that a layer of this kind would have with another setting of true and false."""
    found: set[str] = set()
    if types is None:
        return frozenset()
    for name, rule in params_of(spec).items():
        if rule.kind == "bool" and not getattr(spec, name):
            try:
                found.update(w.name for w in spec.replace(**{name: True}).weights(types))
            except MessageError:
                continue
    return frozenset(found)
