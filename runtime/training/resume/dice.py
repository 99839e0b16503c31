"""The randomness that belongs to the whole process: what somebody's own code may draw from between two batches."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np

_generators: dict[str, Callable[[], np.random.Generator]] = {}


def remember(name: str, generator: Callable[[], np.random.Generator]) -> None:
    """Take up a generator that programs draw from, by the function that gives it."""
    _generators[name] = generator


def dice() -> dict[str, Any]:
    """The states of Python's and NumPy's randomness, and of every generator that was taken up."""
    version, numbers, normal = random.getstate()
    name, keys, at, spare, second = np.random.get_state(legacy=True)
    return {
        "python": (version, np.array(numbers, np.uint64), normal),
        "numpy": (name, np.array(keys), at, spare, second),
        "own": {key: generator().bit_generator.state for key, generator in _generators.items()},
    }


def set_dice(state: dict[str, Any]) -> None:
    """Let everything be drawn from here on that was drawn after `dice` gave this state."""
    version, numbers, normal = state["python"]
    random.setstate((version, tuple(map(int, numbers)), normal))
    np.random.set_state(state["numpy"])
    for key, own in state["own"].items():
        if key in _generators:
            _generators[key]().bit_generator.state = own
