"""Keras' `tree`: lists, tuples and dicts of anything, gone through as one; dicts in the order of their sorted keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from graph.specs.arguments import only
from graph.specs.message import say
from runtime.api.errors import ApiError


class MAP_TO_NONE:  # noqa: N801 - Keras' name
    """What a function for `traverse` gives where None is meant, None meaning: go on inside."""


def is_nested(structure: Any) -> bool:
    """Whether it is a list, tuple or dict."""
    return isinstance(structure, (list, tuple, Mapping))


def flatten(structure: Any) -> list[Any]:
    """All that is not nested, in order."""
    return [leaf for _, leaf in flatten_with_path(structure)]


def flatten_with_path(structure: Any) -> list[tuple[tuple[Any, ...], Any]]:
    """The same with the path to each: keys and numbers."""
    return list(_leaves(structure, ()))


def _leaves(structure: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if not is_nested(structure):
        yield path, structure
        return
    for key, inner in _items(structure):
        yield from _leaves(inner, (*path, key))


def _items(structure: Any) -> list[tuple[Any, Any]]:
    if isinstance(structure, Mapping):
        try:
            return sorted(structure.items(), key=lambda item: item[0])
        except TypeError:  # keys that can't be compared stay as they are
            return list(structure.items())
    return list(enumerate(structure))


def _like(structure: Any, inner: Sequence[Any]) -> Any:
    """The same nesting with other things in it."""
    if isinstance(structure, Mapping):
        made = dict(zip((key for key, _ in _items(structure)), inner))
        plain = {key: made[key] for key in structure}
        kind: Any = type(structure)
        return plain if kind is dict else kind(plain)
    if hasattr(structure, "_fields"):
        return type(structure)(*inner)
    return type(structure)(inner)


def map_structure(func: Callable[..., Any], *structures: Any, none_is_leaf: bool = True) -> Any:
    """The nesting of what a function makes of the leaves; of several nestings of one form it gets a leaf each."""
    if not structures:
        raise ApiError(say("map_structure needs a structure."))
    for other in structures[1:]:
        assert_same_structure(structures[0], other)
    return _mapped(func, structures, lambda level: not is_nested(level), none_is_leaf)


def map_structure_up_to(shallow_structure: Any, func: Callable[..., Any], *structures: Any) -> Any:
    """The same as deep as the first structure goes; what lies below is given to the function as it is."""
    if not structures:
        raise ApiError(say("map_structure_up_to needs a structure."))
    return _mapped(lambda _, *parts: func(*parts), (shallow_structure, *structures), lambda s: not is_nested(s), True)


def _mapped(
    func: Callable[..., Any], structures: Sequence[Any], ends: Callable[[Any], bool], none_is_leaf: bool
) -> Any:
    first = structures[0]
    if ends(first):
        return None if first is None and not none_is_leaf else func(*structures)
    rows = [_items(structure) if is_nested(structure) else [] for structure in structures]
    if len({len(row) for row in rows}) != 1:
        raise ApiError(say("The structures are not nested alike: {first!r:.60} and others.", first=first))
    parts = zip(*([inner for _, inner in row] for row in rows))
    return _like(first, [_mapped(func, part, ends, none_is_leaf) for part in parts])


def map_shape_structure(func: Callable[..., Any], structure: Any) -> Any:
    """The nesting of what a function makes of the shapes in it: tuples of numbers and None."""

    def is_shape(given: Any) -> bool:
        return isinstance(given, (tuple, list)) and all(d is None or isinstance(d, int) for d in given)

    return _mapped(func, [structure], lambda given: not is_nested(given) or is_shape(given), True)


def assert_same_structure(a: Any, b: Any, check_types: Any = None) -> None:
    """Raises ApiError where two are not nested alike, in lists, tuples and dicts of the same keys."""
    only("assert_same_structure", "check_types", check_types, None, True)
    alike = is_nested(a) == is_nested(b)
    if alike and is_nested(a):
        same = isinstance(b, Mapping) if isinstance(a, Mapping) else type(a) is type(b)
        alike = same and [key for key, _ in _items(a)] == [key for key, _ in _items(b)]
    if not alike:
        raise ApiError(say("The structures are not nested alike: {a!r:.60} and {b!r:.60}.", a=a, b=b))
    if is_nested(a):
        for (_, mine), (_, other) in zip(_items(a), _items(b)):
            assert_same_structure(mine, other)


def assert_same_paths(a: Any, b: Any) -> None:
    """Raises ApiError where the paths to the leaves of two are not the same; lists are as good as tuples."""
    mine, others = ({path for path, _ in flatten_with_path(given)} for given in (a, b))
    if mine != others:
        raise ApiError(say("The structures have other paths: {paths!r:.120}.", paths=sorted(map(str, mine ^ others))))


def pack_sequence_as(structure: Any, flat_sequence: Sequence[Any]) -> Any:
    """The nesting of a structure with these leaves, the reverse of `flatten`; raises ApiError for another number."""
    count = len(flatten(structure))
    if len(flat_sequence) != count:
        raise ApiError(say("The structure has {count} leaves. Received: {got}.", count=count, got=len(flat_sequence)))
    left = iter(flat_sequence)
    return _mapped(lambda _: next(left), [structure], lambda given: not is_nested(given), True)


def lists_to_tuples(structure: Any) -> Any:
    """The nesting with a tuple in place of every list."""
    return traverse(lambda given: tuple(given) if isinstance(given, list) else None, structure, top_down=False)


def traverse(func: Callable[[Any], Any], structure: Any, top_down: bool = True) -> Any:
    """The nesting with what a function gives in the place of whole parts and of leaves, where it gives something else
    than None; from the outside inwards, or the other way."""

    def given(part: Any) -> Any:
        found = func(part)
        return part if found is None else None if found is MAP_TO_NONE else found

    if top_down:
        found = func(structure)
        if found is not None:
            return None if found is MAP_TO_NONE else found
        if not is_nested(structure):
            return structure
        return _like(structure, [traverse(func, inner, True) for _, inner in _items(structure)])
    if is_nested(structure):
        structure = _like(structure, [traverse(func, inner, False) for _, inner in _items(structure)])
    return given(structure)
