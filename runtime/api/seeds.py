"""The randomness of the Keras-like interface: one seed from which initial weights, shuffles and masks are drawn."""

from __future__ import annotations

import random

import numpy as np

from graph.specs.params import Param, coerce, refuse_float
from runtime.training.resume.dice import remember

_state: dict[str, np.random.Generator] = {"generator": np.random.default_rng()}


def set_random_seed(seed: int) -> None:
    """Seed Python's and NumPy's randomness and our own: what follows gives the same numbers every time."""
    rule = Param("int", low=0)
    refuse_float("set_random_seed", "seed", rule, seed)
    coerce("set_random_seed", "seed", rule, seed)
    random.seed(seed)
    np.random.seed(seed % 2**32)
    _state["generator"] = np.random.default_rng(seed)


def generator() -> np.random.Generator:
    return _state["generator"]


remember("keras", generator)


def draw() -> int:
    """A seed for something that has its own stream of numbers."""
    return int(generator().integers(2**31))
