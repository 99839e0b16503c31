"""A system that is measured: a compiled model with one batch of random data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Arrays = list[np.ndarray[Any, Any]]


@dataclass(frozen=True)
class System:
    """A compiled model with one batch of random data."""

    model: Any
    x: Arrays
    y: Arrays


def classes(rng: np.random.Generator, rows: int, count: int) -> np.ndarray[Any, Any]:
    """So many rows of one class each, as 0 and 1."""
    return np.eye(count, dtype="float32")[rng.integers(0, count, rows)]
