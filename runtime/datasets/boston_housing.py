"""Keras' `datasets.boston_housing`: prices of houses."""

from __future__ import annotations

from runtime.datasets.known_files import Part, arrays_of, divided

__all__ = ["load_data"]

HASH = "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5"


def load_data(path: str = "boston_housing.npz", test_split: float = 0.2, seed: int = 113) -> tuple[Part, Part]:
    """((x_train, y_train), (x_test, y_test)): 13 numbers a house, and its price in thousands.

    The file is taken from Keras' folder, or fetched into it; raises DataError where it can't be had.
    """
    found = arrays_of(path, "boston_housing.npz", HASH)
    return divided(found["x"], found["y"], test_split, seed)


def __dir__() -> list[str]:
    return list(__all__)
