"""Models of which only the structure is wanted: no weights are drawn, and nothing is as large as they would be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_wanted: list[bool] = []


@contextmanager
def structure_only() -> Iterator[None]:
    """Layers that are called within get no weights; they serve to make documents of, not to compute."""
    _wanted.append(True)
    try:
        yield
    finally:
        _wanted.pop()


def without_weights() -> bool:
    return bool(_wanted)
