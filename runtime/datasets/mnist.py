"""Keras' `datasets.mnist`: handwritten digits."""

from __future__ import annotations

from runtime.datasets.known_files import Part, arrays_of

__all__ = ["load_data"]


def load_data(path: str = "mnist.npz") -> tuple[Part, Part]:
    """((x_train, y_train), (x_test, y_test)): images (n, 28, 28) of bytes, class numbers (n,), also bytes.

    The file is taken from Keras' folder; raises DataError where it isn't there.
    """
    x_train, y_train, x_test, y_test = arrays_of(path, "MNIST", ("x_train", "y_train", "x_test", "y_test"))
    return (x_train, y_train), (x_test, y_test)


def __dir__() -> list[str]:
    return list(__all__)
