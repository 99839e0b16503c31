"""Keras' `datasets.boston_housing`: prices of houses."""

from __future__ import annotations

from runtime.datasets.known_files import Part, arrays_of, divided

__all__ = ["load_data"]


def load_data(path: str = "boston_housing.npz", test_split: float = 0.2, seed: int = 113) -> tuple[Part, Part]:
    """((x_train, y_train), (x_test, y_test)): 13 numbers a house, and its price in thousands.

    The file is taken from Keras' folder; raises DataError where it isn't there.
    """
    x, y = arrays_of(path, "The Boston housing set", ("x", "y"))
    return divided(x, y, test_split, seed)


def __dir__() -> list[str]:
    return list(__all__)
