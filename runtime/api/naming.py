"""Names of layers and models: given ones checked, automatic ones counted as Keras counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from graph.specs.arguments import only
from graph.specs.message import say
from runtime.api.errors import ApiError

_counts: Counter[str] = Counter()
_scopes: list[str] = []


def automatic_name(base: str) -> str:
    """`dense`, `dense_1`, `dense_2`…: counted in the whole process, as Keras does."""
    number = _counts[base]
    _counts[base] += 1
    return base if number == 0 else f"{base}_{number}"


@contextmanager
def apart() -> Iterator[None]:
    """Names within are counted from the beginning, and do not count outside."""
    outside, scopes = Counter(_counts), list(_scopes)
    _counts.clear()
    _scopes.clear()
    try:
        yield
    finally:
        _counts.clear()
        _counts.update(outside)
        _scopes[:] = scopes


def clear_session() -> None:
    """Begin counting names anew."""
    _counts.clear()


def checked_name(name: Any) -> str:
    """A name that was given; raises ApiError for what Keras can't name a layer by."""
    if not isinstance(name, str) or not name or "/" in name:
        raise ApiError(say("A name must be a text without a slash. Received: {name!r:.80}.", name=name))
    return name


@contextmanager
def scope(name: str) -> Iterator[None]:
    """The weights that are made within have paths that begin with this name, as in Keras."""
    _scopes.append(name)
    try:
        yield
    finally:
        _scopes.pop()


def path_of(name: str) -> str:
    """The path of a layer or weight that is made here."""
    return "/".join((*_scopes, name))


def within(name: str) -> bool:
    """Whether paths begin with this name here."""
    return bool(_scopes) and _scopes[-1] == name


class name_scope:  # noqa: N801 - Keras' name
    """Within, paths of layers and weights begin with this name; the other arguments are of Keras' inside."""

    def __init__(
        self, name: str, caller: Any = None, deduplicate: bool = True, override_parent: str | None = None
    ) -> None:
        self.name = checked_name(name)
        only("name_scope", "caller", caller, None)
        only("name_scope", "deduplicate", deduplicate, True, False)  # which only looks at callers
        only("name_scope", "override_parent", override_parent, None)

    def __enter__(self) -> name_scope:
        _scopes.append(self.name)
        return self

    def __exit__(self, *_error: object) -> None:
        _scopes.pop()
