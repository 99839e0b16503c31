"""How exactly operations on arrays compute: in the type that is computed in, or in float64 where differences are taken
of what they give."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np

from graph.specs.working_type import computed_in

_double = ContextVar("double", default=False)


@contextmanager
def in_double() -> Iterator[None]:
    """Operations called within compute in float64."""
    before = _double.set(True)
    try:
        yield
    finally:
        _double.reset(before)


def float_type() -> np.dtype[Any]:
    """The type in which floating numbers are computed now."""
    return np.dtype(np.float64 if _double.get() else computed_in())
