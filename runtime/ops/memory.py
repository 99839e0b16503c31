"""What a stateful layer keeps from batch to batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Kept = Callable[[tuple[int, ...], "np.dtype[Any]"], Array]
"""Gives the op of a call its arrays, one after the other, those of the layer's other calls and plans."""


class Memory:
    """The arrays of one layer, which all that computes with it shares; for each size of batch others."""

    def __init__(self) -> None:
        self._arrays: dict[tuple[int, tuple[int, ...], str], Array] = {}
        self._newest: tuple[int, ...] = ()

    def of_a_call(self) -> Kept:
        """What hands the op of a call its arrays; they are zero at first."""
        number = -1

        def kept(shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
            nonlocal number
            number += 1
            self._newest = shape
            return self._arrays.setdefault((number, shape, dtype.str), np.zeros(shape, dtype))

        return kept

    def newest(self) -> list[Array]:
        """The arrays for the size of batch that was asked for last, in their order."""
        return [array for (_, shape, _), array in self._arrays.items() if shape == self._newest]

    def reset(self) -> None:
        """Begin anew, with zeros."""
        for array in self._arrays.values():
            array.fill(0)


def is_stateful(spec: Any) -> bool:
    """Whether a layer, or one inside of it, keeps its states from batch to batch."""
    inside = [getattr(spec, name, None) for name in ("layer", "forward_layer", "backward_layer")]
    return bool(getattr(spec, "stateful", False)) or any(is_stateful(layer) for layer in inside if layer is not None)
