"""Keras' `datasets.california_housing`: prices of houses by district."""

from __future__ import annotations

from runtime.data.errors import bad
from runtime.datasets.known_files import Part, arrays_of, divided

__all__ = ["load_data"]

ROWS = {"large": None, "small": 600}


def load_data(
    version: str = "large", path: str = "california_housing.npz", test_split: float = 0.2, seed: int = 113
) -> tuple[Part, Part]:
    """((x_train, y_train), (x_test, y_test)): 8 numbers a district, and its price; "small" takes the first 600.

    The file is taken from Keras' folder; raises DataError where it isn't there.
    """
    if version not in ROWS:
        raise bad("california_housing: version must be small or large. Received: {given!r:.40}.", given=version)
    x, y = arrays_of(path, "The California housing set", ("x", "y"))
    return divided(x[: ROWS[version]], y[: ROWS[version]], test_split, seed)


def __dir__() -> list[str]:
    return list(__all__)
