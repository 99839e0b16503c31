"""Keras' `datasets.cifar100`, from a local copy of the archive."""

from __future__ import annotations

import numpy as np

from runtime.data.errors import bad
from runtime.data.readers.cifar100 import open_cifar100
from runtime.datasets.known_files import Part, kept

__all__ = ["load_data"]

PLACES = ("cifar-100-python.tar.gz", "cifar-100-python", "cifar-100-python-target", "cifar-100-python-target.tar.gz")
"""Names under which people and Keras keep the archive, or the folder that was in it."""
COLUMNS = {"fine": "label", "coarse": "coarse"}


def load_data(label_mode: str = "fine") -> tuple[Part, Part]:
    """((x_train, y_train), (x_test, y_test)): images (n, 32, 32, 3) of bytes, class numbers (n, 1) of a hundred "fine"
    or twenty "coarse" classes. Raises DataError where no copy of the archive is there."""
    if label_mode not in COLUMNS:
        raise bad('cifar100: label_mode must be "fine" or "coarse". Received: {given!r:.40}.', given=label_mode)
    return _part("train", COLUMNS[label_mode]), _part("test", COLUMNS[label_mode])


def _part(part: str, name: str) -> Part:
    dataset = open_cifar100(kept("CIFAR-100", *PLACES), part)
    x, y = (np.asarray(dataset.column(key).block(0, dataset.rows)) for key in ("image", name))
    return x, y.astype(np.int64).reshape(-1, 1)


def __dir__() -> list[str]:
    return list(__all__)
