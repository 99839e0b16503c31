"""Class numbers as rows with a single one, and vectors brought to length 1."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.arrays.settings import checked_array
from runtime.data.errors import bad


def to_categorical(x: Any, num_classes: int | None = None) -> NDArray[Any]:
    """One-hot rows of class numbers, as float64; a last axis of 1 is dropped. Raises IndexError for a number too
    large."""
    given = checked_array("to_categorical: x", x)
    if given.dtype.kind not in "biuf":
        raise bad("{owner} must be numbers. Received: {given!r:.80}.", owner="to_categorical: x", given=x)
    fits = num_classes is None or (
        isinstance(num_classes, (int, np.integer)) and not isinstance(num_classes, bool) and num_classes >= 0
    )
    if not fits:
        raise bad(
            "to_categorical: num_classes must be a whole number from 1, or None. Received: {given!r:.40}.",
            given=num_classes,
        )
    numbers = given.astype(np.int64)
    if numbers.ndim > 1 and numbers.shape[-1] == 1:
        numbers = numbers[..., 0]
    count = int(num_classes or int(numbers.max(initial=-1)) + 1)
    flat = numbers.reshape(-1)
    if flat.size and not -count <= flat.min() <= flat.max() < count:
        wrong = flat.max() if flat.max() >= count else flat.min()
        raise IndexError(f"to_categorical: there is no class {wrong} among {count}, which are 0 to {count - 1}.")
    found = np.zeros((flat.size, count))
    found[np.arange(flat.size), flat] = 1.0
    return found.reshape(*numbers.shape, count)


def normalize(x: Any, axis: int = -1, order: Any = 2) -> NDArray[Any]:
    """The array divided by the norms of its vectors along an axis; vectors of zeros stay as they are.

    `order` is that of `numpy.linalg.norm`: 2 for the Euclidean length, 1 for the sum of absolute values.
    """
    given = checked_array("normalize: x", x)
    if given.dtype.kind not in "biuf":
        raise bad("{owner} must be numbers. Received: {given!r:.80}.", owner="normalize: x", given=x)
    norms = np.atleast_1d(np.linalg.norm(given, order, axis))
    norms[norms == 0] = 1
    found = given / np.expand_dims(norms, axis)
    return found if isinstance(x, np.ndarray) else found.astype(np.float32)
