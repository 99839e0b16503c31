"""Whether kernels run as machine code of our own, or through Numba's dispatch, which is slower and right."""

from __future__ import annotations

import platform
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import numpy as np

from runtime.jit import structures

Made = TypeVar("Made")
_reasons: list[str] = []
"""Why our own machine code is not used any more; one at most."""


def own_or_numbas(name: str, own: Callable[[], Made], numbas: Callable[[], Made]) -> Made:
    """What our own way makes of a kernel, or else Numba's: for good, where only Numba's succeeds."""
    if not owns():
        return numbas()
    try:
        return own()
    except Exception as error:
        made = numbas()  # raises where the kernel itself is at fault
        give_up(f"{name} could not be compiled: {type(error).__name__}: {error}")
        return made


def owns() -> bool:
    """Whether our own machine code is used. Asked the first time, it looks at Python's and NumPy's objects."""
    _look()
    return not _reasons


@cache
def _look() -> None:
    if found := structures.difference():
        give_up(f"{found} lies elsewhere in Python {platform.python_version()} or NumPy {np.__version__}")


def give_up(reason: str) -> None:
    """From now on new versions of kernels go through Numba's dispatch; it is said once."""
    if not _reasons:
        _reasons.append(reason)
        say(
            f"Everything is computed by Numba's own dispatch, which is right but slower ({' '.join(reason.split())}). "
            "The versions of Python, NumPy and Numba that requirements.lock names are faster."
        )


def say(sentence: str) -> None:
    """A line on standard error, where nobody has made logging do something else."""
    import logging

    logging.getLogger("layerloom").warning("layerloom: %s", sentence)
