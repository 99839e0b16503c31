"""How many examples a property of a kernel is tried with."""

from __future__ import annotations

import os

from hypothesis import settings

PLAIN = os.environ.get("NUMBA_DISABLE_JIT") == "1"
"""Kernels are plain Python, a hundred times slower, and it is their lines that count."""


def some(most: int) -> settings:
    """So many examples, a third where kernels are plain Python."""
    return settings(max_examples=most // 3 if PLAIN else most, deadline=None)
