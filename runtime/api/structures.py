"""Nestings of lists, tuples and dicts, as Keras takes and gives them: their leaves in order, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from numpy import ndarray


def leaves(given: Any) -> tuple[Any, ...]:
    """What a nesting holds, in order; dicts by their sorted keys, as Keras has it."""
    if type(given) is ndarray:
        return (given,)  # told at once, as a list of arrays: this is done for each batch
    if type(given) is list and all(type(item) is ndarray for item in given):
        return tuple(given)
    return tuple(leaf for _, leaf in with_paths(given))


def with_paths(given: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every leaf of a nesting, with the numbers and keys that lead to it."""
    if isinstance(given, Mapping):
        for key in sorted(given, key=str):
            yield from with_paths(given[key], (*path, key))
    elif isinstance(given, (list, tuple)):
        for number, item in enumerate(given):
            yield from with_paths(item, (*path, number))
    else:
        yield path, given


def nested(like: Any, items: Iterable[Any]) -> Any:
    """These leaves in the nesting of another value; there must be as many."""
    if not isinstance(like, (list, tuple, dict)):
        return next(iter(items))
    return _nested(like, iter(items))


def _nested(like: Any, items: Iterator[Any]) -> Any:
    if isinstance(like, Mapping):
        found = {key: _nested(like[key], items) for key in sorted(like, key=str)}
        return {key: found[key] for key in like}
    if isinstance(like, (list, tuple)):
        return [_nested(item, items) for item in like]
    return next(items)


def one(items: Sequence[Any]) -> Any:
    """The only item, or the list of them."""
    return items[0] if len(items) == 1 else list(items)
