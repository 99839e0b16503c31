"""How much memory and time the process may take that reads a file from elsewhere."""

from __future__ import annotations

import contextlib
from pathlib import Path

ROOM = 1 << 30
"""Bytes that reading any file may take; of Python and its libraries, address space and all, half."""
TIMES = 8
"""Bytes for each of the file's own: it is held in memory, as arrays, and written for who waits."""
SHARE = 0.8
"""Part of the memory that is free."""
SECONDS, BYTES_A_SECOND = 60, 8 << 20
"""What any file may take, and what a large one may take longer."""
NO_MEMORY = 77
"""The exit code of one who ran out of the memory that it may have."""


def memory_for(size: int) -> int:
    """Bytes for reading a file of this size, beyond what a process has when it begins."""
    from runtime.data.memory import available_bytes

    return max(ROOM // 2, min(ROOM + TIMES * size, int(SHARE * available_bytes())))


def seconds_for(size: int) -> int:
    """Seconds for reading a file of this size."""
    return SECONDS + size // BYTES_A_SECOND


def size_of(path: Path) -> int:
    """Bytes of a file, or of the files in a folder; 0 where they can't be counted."""
    try:
        if path.is_dir():
            return sum(file.stat().st_size for file in path.iterdir() if file.is_file())
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def limit_oneself(memory: int, seconds: int) -> None:
    """Let this process have no more than that; where the system knows no such limits, only time is watched, by who
    started it."""
    try:
        import resource
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, _address_space() + memory),
        (resource.RLIMIT_CPU, seconds + 5),  # whoever waits breaks it off before, with a sentence
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in wanted:
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # some systems know the name of a limit, and nothing else
            resource.setrlimit(kind, (most, hard))


def _address_space() -> int:
    """Bytes that this process has mapped by now."""
    import psutil

    return int(psutil.Process().memory_info().vms)
