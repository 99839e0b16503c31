"""What objects keep in their attributes from batch to batch: counters, bests, sums, tables."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from typing import Any

import numpy as np

from runtime.files.state_file import copied, plain_state
from runtime.training.metrics.metric import MetricState
from runtime.weights.variable import Variable

DATA = 1 << 20
"""Bytes of an array that is taken for data which somebody handed over, as long as its numbers stay what they are."""
DEEPEST = 4

VARIABLE, OBJECT = "variable", "object"

Marks = dict[str, int]
"""Checksums of large arrays, by the names of their attributes."""


def marks_of(thing: Any) -> Marks:
    """The large arrays that an object has already."""
    return {name: _checksum(v) for name, v in vars(thing).items() if isinstance(v, np.ndarray) and v.nbytes > DATA}


def _checksum(array: Any) -> int:
    return zlib.crc32(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)


def attributes(thing: Any, without: Collection[str] = (), marks: Marks | None = None, depth: int = 0) -> dict[str, Any]:
    """Copies of the plain values among an object's attributes, with what variables and metrics among them hold.

    What is anything else is left out, and so are large arrays that are still as `marks` say.
    """
    found: dict[str, Any] = {}
    for name, value in vars(thing).items():
        if name in without:
            continue
        if isinstance(value, Variable):
            found[name] = (VARIABLE, value.numpy())
        elif _is_metric(value) and depth < DEEPEST:
            found[name] = (OBJECT, attributes(value, ("spec",), None, depth + 1))
        elif plain_state(value):
            if marks and isinstance(value, np.ndarray) and name in marks and marks[name] == _checksum(value):
                continue
            found[name] = (None, copied(value))
    return found


def put_attributes(thing: Any, found: dict[str, Any]) -> None:
    """Give an object the attributes that `attributes` found at another of its kind."""
    for name, (kind, value) in found.items():
        present = vars(thing).get(name)
        if kind == VARIABLE:
            if isinstance(present, Variable):
                present.assign(value)
        elif kind == OBJECT:
            if _is_metric(present):
                put_attributes(present, value)
        else:
            setattr(thing, name, value)


def _is_metric(value: Any) -> bool:
    return isinstance(value, MetricState) or (
        hasattr(value, "update_state") and hasattr(value, "reset_state") and hasattr(value, "__dict__")
    )
