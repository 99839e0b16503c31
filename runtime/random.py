"""Keras' `random`: arrays of random numbers."""

from __future__ import annotations

from typing import Any

from graph.keras.public_names import missing
from runtime.api.random_numbers import (
    SeedGenerator,
    beta,
    binomial,
    categorical,
    dropout,
    gamma,
    normal,
    randint,
    shuffle,
    truncated_normal,
    uniform,
)

__all__ = [
    "SeedGenerator",
    "beta",
    "binomial",
    "categorical",
    "dropout",
    "gamma",
    "normal",
    "randint",
    "shuffle",
    "truncated_normal",
    "uniform",
]


def __getattr__(name: str) -> Any:
    raise missing("random", name, __all__)


def __dir__() -> list[str]:
    return sorted(__all__)
