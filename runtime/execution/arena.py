"""One piece of memory for many buffers: those that are never needed at the same time lie in the same place."""

from __future__ import annotations

from bisect import insort
from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np

from runtime.ops.op import Array
from runtime.weights.weights import ALIGNMENT, aligned_zeros

Key = TypeVar("Key", bound=Hashable)


class Life(NamedTuple):
    """A buffer of so many numbers that is needed from one step to another, both included."""

    begin: int
    end: int
    size: int


def arrange(lives: Mapping[Key, Life]) -> tuple[dict[Key, int], int]:
    """Where each buffer begins, and how many numbers there are in all.

    The largest first, each in the lowest gap between those that it meets: see Y. Pisarchyk and J. Lee, Efficient memory
    management for deep neural net inference, 2020.
    """
    places: dict[Key, int] = {}
    taken: list[tuple[int, int, int, int]] = []  # from, to, and the life; by where they lie
    total = 0
    for key, life in sorted(lives.items(), key=lambda item: -item[1].size):
        at, room = 0, -(-life.size // ALIGNMENT) * ALIGNMENT
        for low, high, begin, end in taken:
            if begin <= life.end and life.begin <= end:
                if low - at >= room:
                    break
                at = max(at, high)
        places[key] = at
        insort(taken, (at, at + room, life.begin, life.end))
        total = max(total, at + room)
    return places, total


def buffers(lives: Mapping[Key, Life], dtype: np.dtype[np.generic]) -> tuple[dict[Key, Array], int]:
    """A flat array for each buffer out of one piece of memory, and its size in bytes; all begin as zeros."""
    places, total = arrange(lives)
    memory = aligned_zeros(total, dtype)
    return {key: memory[at : at + lives[key].size] for key, at in places.items()}, memory.nbytes
