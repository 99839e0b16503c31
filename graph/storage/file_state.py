"""What a file was like when it was read or written, to know later whether somebody else has changed it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class FileState:
    """Time, size and content of a file; the content alone decides, where time and size are not what they were."""

    modified: int
    size: int
    digest: str


def state_of(path: str | os.PathLike[str]) -> FileState | None:
    """The state of a file; None where there is none. Raises OSError."""
    digest = sha256()
    try:
        with open(path, "rb") as file:
            found = os.fstat(file.fileno())
            while block := file.read(1 << 20):
                digest.update(block)
    except FileNotFoundError:
        return None
    return FileState(found.st_mtime_ns, found.st_size, digest.hexdigest())


def is_unchanged(path: str | os.PathLike[str], known: FileState | None) -> bool:
    """Whether a file holds what it held: a look at its time and size first, and at the content where they differ.

    Raises OSError.
    """
    if known is None:
        return not os.path.lexists(path)
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return False
    if (found.st_mtime_ns, found.st_size) == (known.modified, known.size):
        return True
    now = state_of(path)
    return now is not None and now.digest == known.digest


def state_if_any(path: str | os.PathLike[str]) -> FileState | None:
    """The state of a file; None also where it can't be read."""
    try:
        return state_of(path)
    except OSError:
        return None
