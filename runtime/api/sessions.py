"""A program begun anew: Keras' `clear_session`."""

from __future__ import annotations

import gc
from collections import Counter

from runtime.api.naming import clear_session as forget_names


def clear_session(free_memory: bool = True) -> None:
    """Count automatic names anew; with `free_memory`, also collect what nobody uses any more."""
    forget_names()
    _numbers.clear()
    if free_memory:
        gc.collect()


_numbers: Counter[str] = Counter()


def get_uid(prefix: str = "") -> int:
    """1, 2, 3…: how often a number was asked for under this prefix, since the session began."""
    _numbers[prefix] += 1
    return _numbers[prefix]
