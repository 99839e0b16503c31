"""What a stateful layer keeps from batch to batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from graph.specs.spec import Spec
from graph.specs.wrapping import layers_inside

Array = np.ndarray[Any, Any]
Kept = Callable[[tuple[int, ...], "np.dtype[Any]"], Array]
"""Gives the op of a call its arrays, one after the other, those of the layer's other calls and plans."""


class Memory:
    """The arrays of one layer, which all that computes with it shares; for each size of batch others."""

    def __init__(self) -> None:
        self._arrays: dict[tuple[int, tuple[int, ...], str], Array] = {}
        self._newest: list[Array] = []

    def of_a_call(self) -> Kept:
        """What hands the op of a call its arrays; they are zero at first."""
        own: list[Array] = []

        def kept(shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
            own.append(self._arrays.setdefault((len(own), shape, dtype.str), np.zeros(shape, dtype)))
            self._newest = own
            return own[-1]

        return kept

    def newest(self) -> list[Array]:
        """The arrays of the call that asked for some last, in their order."""
        return self._newest

    def reset(self) -> None:
        """Begin anew, with zeros."""
        for array in self._arrays.values():
            array.fill(0)


def is_stateful(spec: Spec) -> bool:
    """Whether a layer, or one inside of it, keeps its states from batch to batch."""
    return any(getattr(layer, "stateful", False) for layer in (spec, *layers_inside(spec)))
