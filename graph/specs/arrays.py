"""Parameters that are a number or an array of them: kind "array", kept as a float or as nested tuples; and lists of
texts: kind "texts", kept as a tuple."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.specs.message import say
from graph.specs.params import COERCERS, Param, SpecError

ArrayParam = float | tuple[Any, ...]
"""A number, or tuples of one length in each other."""
TextsParam = tuple[str, ...]


def shape_of(value: ArrayParam) -> tuple[int, ...]:
    """() for a number, else the sizes of the nested tuples."""
    return (len(value), *shape_of(value[0])) if isinstance(value, tuple) and value else ()


def _array(owner: str, name: str, rule: Param, value: Any) -> ArrayParam:
    found = _nested(owner, name, rule, value.tolist() if hasattr(value, "tolist") else value)
    if not _is_regular(found):
        raise SpecError(
            say(
                "{owner}: {name} must be a number, or lists of numbers that have one length. Received: {value!r:.80}.",
                owner=owner,
                name=name,
                value=value,
            )
        )
    return found


def _nested(owner: str, name: str, rule: Param, value: Any) -> ArrayParam:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_nested(owner, name, rule, item) for item in value)
    found: float = COERCERS["float"](owner, name, rule, value)
    return found


def _is_regular(value: ArrayParam) -> bool:
    if not isinstance(value, tuple):
        return True
    shapes = {shape_of(item) for item in value}
    return len(shapes) == 1 and all(_is_regular(item) for item in value)


def _texts(owner: str, name: str, _rule: Param, value: Any) -> TextsParam:
    items = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(items, (list, tuple)) and all(isinstance(item, str) for item in items):
        return tuple(map(str, items))
    raise SpecError(
        say("{owner}: {name} must be a list of texts. Received: {value!r:.80}.", owner=owner, name=name, value=value)
    )


COERCERS["array"] = _array
COERCERS["texts"] = _texts
