"""Keras' `datasets.california_housing`: prices of houses by district."""

from __future__ import annotations

from runtime.data.errors import bad
from runtime.datasets.known_files import Part, arrays_of, divided

__all__ = ["load_data"]

HASH = "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f"
ROWS = {"large": None, "small": 600}


def load_data(
    version: str = "large", path: str = "california_housing.npz", test_split: float = 0.2, seed: int = 113
) -> tuple[Part, Part]:
    """((x_train, y_train), (x_test, y_test)): 8 numbers a district, and its price; "small" takes the first 600.

    The file is taken from Keras' folder, or fetched into it; raises DataError where it can't be had.
    """
    if version not in ROWS:
        raise bad("california_housing: version must be small or large. Received: {given!r:.40}.", given=version)
    found = arrays_of(path, "california_housing.npz", HASH)
    return divided(found["x"][: ROWS[version]], found["y"][: ROWS[version]], test_split, seed)


def __dir__() -> list[str]:
    return list(__all__)
