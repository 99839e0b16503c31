"""Keras' `datasets.fashion_mnist`: pictures of clothes."""

from __future__ import annotations

from runtime.data.errors import bad
from runtime.data.readers.idx_files import read_idx
from runtime.datasets.known_files import Part, kept

__all__ = ["load_data"]


def load_data() -> tuple[Part, Part]:
    """((x_train, y_train), (x_test, y_test)): images (n, 28, 28) of bytes, class numbers (n,), also bytes.

    The four files are taken from Keras' folder; raises DataError where they aren't there.
    """
    return _part("train"), _part("t10k")


def _part(name: str) -> Part:
    files = (f"{name}-images-idx3-ubyte.gz", f"{name}-labels-idx1-ubyte.gz")
    pixels, labels = (read_idx(kept("Fashion-MNIST", f"fashion-mnist/{file}")) for file in files)
    if pixels.ndim != 3 or labels.shape != pixels.shape[:1]:
        raise bad("{name}: there are {n} labels, and another number of pictures.", name=name, n=len(labels))
    return pixels, labels


def __dir__() -> list[str]:
    return list(__all__)
