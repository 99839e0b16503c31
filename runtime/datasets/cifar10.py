"""Keras' `datasets.cifar10`, from a local copy of the python archive."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from runtime.data.readers.cifar10 import open_cifar10
from runtime.datasets.known_files import kept
from runtime.ops.op import Array

PLACES = (
    "cifar-10-python.tar.gz",
    "cifar-10-batches-py",
    "cifar-10-batches-py-target",
    "cifar-10-batches-py.tar.gz",
)
"""Names under which people and Keras keep the archive, or the folder that was in it."""

Images = tuple[Array, Array]


def load_data(path: str | os.PathLike[str] | None = None) -> tuple[Images, Images]:
    """((x_train, y_train), (x_test, y_test)): images (n, 32, 32, 3) of bytes, class numbers (n, 1).

    `path` is the folder or the `.tar.gz`; without it, it is looked for in the working folder, in `LAYERLOOM_DATA_DIR`
    and where Keras keeps its downloads. Raises DataError where it isn't there.
    """
    found = Path(path) if path is not None else kept("CIFAR-10", *PLACES)
    return _part(found, "train"), _part(found, "test")


def _part(path: Path, part: str) -> Images:
    dataset = open_cifar10(path, part)
    rows = np.arange(len(dataset))
    images, labels = dataset.column("image"), dataset.column("label")
    x, y = np.empty((len(rows), *images.shape[1:]), images.dtype), np.empty(len(rows), labels.dtype)
    images.gather(rows, x)
    labels.gather(rows, y)
    return x, y.reshape(-1, 1)
