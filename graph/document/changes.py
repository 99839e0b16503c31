"""What differs between two versions of something immutable: edits keep every part that they don't change."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Set
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


RECENT = 32
_recent: dict[tuple[int, int], tuple[object, object, frozenset[Any]]] = {}


def differing(before: Mapping[K, V], after: Mapping[K, V]) -> frozenset[K]:
    """The keys under which not the same object stands in both; None is no value here.

    A part that was made anew and equals the old one counts as another: that costs time, and nothing else. Several ask
    the same of the same two versions, so the last answers are kept.
    """
    if before is after:
        return frozenset()
    pair = id(before), id(after)
    known = _recent.get(pair)
    if known is not None and known[0] is before and known[1] is after:
        return known[2]
    old = before.get
    found = frozenset({key for key, value in after.items() if old(key) is not value} | (before.keys() - after.keys()))
    _recent[pair] = before, after, found
    if len(_recent) > RECENT:
        del _recent[next(iter(_recent))]
    return found


def same_objects(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    """Whether two tuples hold the same objects, whatever those may equal."""
    return len(before) == len(after) and all(a is b for a, b in zip(before, after))


class Index(Generic[K, V]):
    """The keys of a mapping by what their values have in common, brought up to date for one version after another."""

    def __init__(self, common: Callable[[V], Hashable]) -> None:
        self._common = common
        self._of: Mapping[K, V] = {}
        self._groups: dict[Hashable, set[K]] = {}

    def follow(self, mapping: Mapping[K, V]) -> Mapping[Hashable, Set[K]]:
        """The groups of this version, which hold until the next is asked for."""
        for key in differing(self._of, mapping):
            if key in self._of:
                group = self._common(self._of[key])
                self._groups[group].discard(key)
                if not self._groups[group]:
                    del self._groups[group]
            if key in mapping:
                self._groups.setdefault(self._common(mapping[key]), set()).add(key)
        self._of = mapping
        return self._groups
