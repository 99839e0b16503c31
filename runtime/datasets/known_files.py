"""The files of Keras' data sets: taken from its folder, or fetched into it; arrays alone, nothing in them is run."""

from __future__ import annotations

from typing import Any

import numpy as np

from runtime.arrays.downloads import get_file
from runtime.data.errors import bad
from runtime.ops.op import Array

ORIGIN = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
"""Where Keras has them from."""

Part = tuple[Array, Array]


def arrays_of(path: str, file: str, file_hash: str) -> dict[str, Array]:
    """The arrays of a `.npz` file, which is kept under the name `path`; raises DataError where it can't be had."""
    kept = get_file(path, ORIGIN + file, file_hash=file_hash)
    with np.load(kept, allow_pickle=False) as found:
        return dict(found)


def divided(x: Array, y: Array, test_split: Any, seed: int) -> tuple[Part, Part]:
    """Rows for training and for testing, shuffled as Keras does; raises DataError for a share that is none."""
    if isinstance(test_split, bool) or not isinstance(test_split, (int, float)) or not 0 <= test_split < 1:
        raise bad("test_split must be a share from 0 up to 1. Received: {given!r:.40}.", given=test_split)
    rows = np.arange(len(x))
    np.random.RandomState(seed).shuffle(rows)
    count = int(len(x) * (1 - test_split))
    return (x[rows[:count]], y[rows[:count]]), (x[rows[count:]], y[rows[count:]])
