"""The handwritten digits shipped with the program, in their own size or interpolated to a larger one."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.digits import Digits
from graph.specs.message import say
from runtime.data.column import ArrayColumn
from runtime.data.dataset import Dataset
from runtime.data.readers.npz_file import open_npz
from runtime.data.readers.reader import Reader
from runtime.kinds.computes import computes

NAMES = tuple(str(n) for n in range(10))
FULL = 16


@computes(Digits)
class DigitsReader(Reader):
    def open(self) -> Dataset:
        return open_digits(self.spec)


def open_digits(spec: Digits) -> Dataset:
    """Columns `image` (uint8), `digit` (uint8, ten classes) and `sketch`: 16 numbers 0 to 1, the ink in a 4×4 grid."""
    images, labels = _stored()
    order = mixed_order(len(labels)) if spec.mixed else np.arange(len(labels))
    pictures = _sized(spec.size)[order]
    columns = [
        ArrayColumn("image", pictures.reshape(len(pictures), -1) if spec.flat else pictures),
        ArrayColumn("digit", labels[order], NAMES),
        ArrayColumn("sketch", sketch(images)[order]),
    ]
    return Dataset(
        f"digits {spec.size}", columns, say("1,797 handwritten digits of the UCI repository (Alpaydin, Kaynak)")
    )


def mixed_order(count: int) -> NDArray[np.intp]:
    """A fixed permutation, the same with every version of NumPy: rows by the hash `row · 2654435761 mod 2**32`.

    The stored order is by writer; a validation split of the last rows would be of writers never seen in training.
    """
    return np.argsort(np.arange(count, dtype=np.uint64) * np.uint64(2654435761) % np.uint64(1 << 32), kind="stable")


def enlarge(images: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Square images (n, k, k) of 0…16 as (n, side, side) of 0…255, bilinear between the centres of the cells."""
    old = images.shape[1]
    centre = np.clip((np.arange(side) + 0.5) * old / side - 0.5, 0, old - 1)
    low = np.minimum(centre.astype(np.intp), old - 2)
    weights = np.zeros((side, old), np.float32)
    weights[np.arange(side), low] = 1 - (centre - low)
    weights[np.arange(side), low + 1] = centre - low
    larger = np.einsum("ia,nab,jb->nij", weights, images.astype(np.float32), weights, optimize=True)
    return np.floor(larger * (255 / FULL) + 0.5).astype(np.uint8)


def sketch(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The mean ink of each 2×2 field of 8×8 images, as 16 numbers from 0 to 1."""
    fields = images.reshape(-1, 4, 2, 4, 2).astype(np.float32).mean(axis=(2, 4)) / FULL
    return fields.reshape(-1, 16)


@lru_cache(maxsize=1)
def _stored() -> tuple[NDArray[Any], NDArray[Any]]:
    with as_file(files("resources") / "data" / "digits.npz") as path:
        columns = open_npz(path).columns
        return columns["image"].block(0, len(columns["image"])), columns["digit"].block(0, len(columns["digit"]))


@lru_cache(maxsize=3)
def _sized(size: str) -> NDArray[np.uint8]:
    images, _ = _stored()
    if size == "8x8":
        return images[..., None]
    side = 28 if size == "28x28" else 32
    channels = 1 if size == "28x28" else 3
    return np.repeat(enlarge(images, side)[..., None], channels, axis=-1)
