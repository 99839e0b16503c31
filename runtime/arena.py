"""One piece of memory for many buffers: those that are never needed at the same time lie in the same place."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np

from runtime.op import Array
from runtime.weights import ALIGNMENT, aligned_zeros

Key = TypeVar("Key", bound=Hashable)


class Life(NamedTuple):
    """A buffer of so many numbers that is needed from one step to another, both included."""

    begin: int
    end: int
    size: int

    def meets(self, other: Life) -> bool:
        return self.begin <= other.end and other.begin <= self.end


def arrange(lives: Mapping[Key, Life]) -> tuple[dict[Key, int], int]:
    """Where each buffer begins, and how many numbers there are in all.

    The largest first, each in the lowest gap between those that it meets: see Y. Pisarchyk and J. Lee, Efficient memory
    management for deep neural net inference, 2020.
    """
    placed: dict[Key, int] = {}
    total = 0
    for key, life in sorted(lives.items(), key=lambda item: -item[1].size):
        taken = sorted((placed[k], placed[k] + _room(lives[k])) for k in placed if lives[k].meets(life))
        at = 0
        for begin, end in taken:
            if begin - at >= _room(life):
                break
            at = max(at, end)
        placed[key] = at
        total = max(total, at + _room(life))
    return placed, total


def buffers(lives: Mapping[Key, Life], dtype: np.dtype[np.generic]) -> tuple[dict[Key, Array], int]:
    """A flat array for each buffer out of one piece of memory, and its size in bytes; all begin as zeros."""
    places, total = arrange(lives)
    memory = aligned_zeros(total, dtype)
    return {key: memory[at : at + lives[key].size] for key, at in places.items()}, memory.nbytes


def _room(life: Life) -> int:
    return -(-life.size // ALIGNMENT) * ALIGNMENT
