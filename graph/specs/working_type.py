"""In which type floating numbers are computed: float32, or float64 where a program asks for it.

Documents say "float32" of all that is computed in; this says what that stands for, in layers made from now on and in
what is written and read of Keras' configs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

SINGLE, DOUBLE = "float32", "float64"

_always = {"type": SINGLE}
_here: ContextVar[str | None] = ContextVar("computed in", default=None)


def computed_in() -> str:
    """The type that is computed in now."""
    return _here.get() or _always["type"]


def compute_in(name: str) -> None:
    """Let all that is made from now on compute in this type."""
    _always["type"] = name


@contextmanager
def computing_in(name: str) -> Iterator[None]:
    """What is made, read or written within computes in this type."""
    before = _here.set(name)
    try:
        yield
    finally:
        _here.reset(before)


def working(dtype: Any) -> Any:
    """The name by which documents know a type: that of the one that is computed in is "float32"."""
    return SINGLE if isinstance(dtype, str) and dtype == computed_in() else dtype
