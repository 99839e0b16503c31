"""What changed between two states of a JSON value, as a short list that can be stored and applied again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Path = tuple[str, ...]
Change = list[Any]
"""`[path, value]`: what now stands at that path of keys; `[path]`: nothing does any more."""
SPARE = 10_000
"""Parts that are kept beside those of the last value."""


class JsonMemory:
    """Keeps the JSON of every part of a value, so that a part that is the same object later is not made again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, Any]] = {}
        self._needed = 0

    def kept(self, part: Any, make: Callable[[Any], Any]) -> Any:
        found = self._known.get(id(part))
        if found is None or found[0] is not part:
            found = self._known[id(part)] = (part, make(part))  # it is held, so that its id stays its own
        return found[1]

    def turn(self) -> None:
        """One value is done; what earlier ones left is forgotten once it is more than that takes."""
        if not self._needed:
            self._needed = len(self._known)
        elif len(self._known) > 2 * self._needed + SPARE:
            self._known.clear()
            self._needed = 0


def changes(before: Any, after: Any, path: Path = ()) -> Iterator[Change]:
    """What leads from one value to another, the order of keys included; parts that are one object cost nothing."""
    if before is after:
        return
    if not (isinstance(before, dict) and isinstance(after, dict)) or not _keeps_order(before, after):
        if before != after or (isinstance(before, dict) and list(before) != list(after)):
            yield [list(path), after]
        return
    yield from ([[*path, key]] for key in before if key not in after)
    for key, value in after.items():
        if key not in before:
            yield [[*path, key], value]
        elif before[key] is not value:
            yield from changes(before[key], value, (*path, key))


def _keeps_order(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether taking keys away and adding the new ones at the end gives the order of the second."""
    staying = [key for key in before if key in after]
    return all(a == b for a, b in zip(staying, after))


def applied(value: Any, made: Sequence[Change]) -> Any:
    """The value after these changes; it is changed in place. Raises LookupError or TypeError where they don't fit."""
    for path, *new in made:
        if not path:
            value = new[0]
            continue
        target = value
        for key in path[:-1]:
            target = target[key]
        if new:
            target[path[-1]] = new[0]
        else:
            del target[path[-1]]
    return value
