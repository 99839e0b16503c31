"""Keras' `datasets.mnist`: handwritten digits."""

from __future__ import annotations

from runtime.datasets.known_files import Part, arrays_of

__all__ = ["load_data"]

HASH = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"


def load_data(path: str = "mnist.npz") -> tuple[Part, Part]:
    """((x_train, y_train), (x_test, y_test)): images (n, 28, 28) of bytes, class numbers (n,), also bytes.

    The file is taken from Keras' folder, or fetched into it; raises DataError where it can't be had.
    """
    found = arrays_of(path, "mnist.npz", HASH)
    return (found["x_train"], found["y_train"]), (found["x_test"], found["y_test"])


def __dir__() -> list[str]:
    return list(__all__)
