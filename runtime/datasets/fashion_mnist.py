"""Keras' `datasets.fashion_mnist`: pictures of clothes."""

from __future__ import annotations

import gzip
import os
import zlib

import numpy as np

from runtime.arrays.downloads import get_file
from runtime.data.errors import bad
from runtime.datasets.known_files import ORIGIN, Part
from runtime.ops.op import Array

__all__ = ["load_data"]

FOLDER = os.path.join("datasets", "fashion-mnist")
SIZE = 28


def load_data() -> tuple[Part, Part]:
    """((x_train, y_train), (x_test, y_test)): images (n, 28, 28) of bytes, class numbers (n,), also bytes.

    The four files are taken from Keras' folder, or fetched into it; raises DataError where they can't be had.
    """
    return _part("train"), _part("t10k")


def _part(name: str) -> Part:
    labels = _numbers(f"{name}-labels-idx1-ubyte.gz", 8)
    pixels = _numbers(f"{name}-images-idx3-ubyte.gz", 16)
    if pixels.size != len(labels) * SIZE**2:
        raise bad("{name}: there are {n} labels, and another number of pictures.", name=name, n=len(labels))
    return pixels.reshape(len(labels), SIZE, SIZE), labels


def _numbers(file: str, head: int) -> Array:
    kept = get_file(file, ORIGIN + file, cache_subdir=FOLDER)
    try:
        with gzip.open(kept, "rb") as found:
            return np.frombuffer(found.read(), np.uint8, offset=head)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise bad(
            "{path} can't be read: {reason:.80}. Delete it, to fetch it again.", path=kept, reason=str(error)
        ) from None


def __dir__() -> list[str]:
    return list(__all__)
