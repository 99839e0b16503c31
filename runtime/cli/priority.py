"""How a process steps back: a training behind the window that watches it, a warm-up behind everything."""

from __future__ import annotations

import contextlib
import sys


def give_way() -> None:
    """Let the program that listens go first: its window must not wait for a core that a kernel holds."""
    import psutil

    _lower(psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else 10)


def come_last() -> None:
    """Take only what nobody else wants of the processor."""
    import psutil

    _lower(psutil.IDLE_PRIORITY_CLASS if sys.platform == "win32" else 19)


def _lower(priority: int) -> None:
    import psutil

    with contextlib.suppress(psutil.Error, OSError):
        psutil.Process().nice(priority)
