"""A lock that one process at a time has, and that ends with it, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

LONGEST = 200
TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class FileLock:
    """The lock that a file stands for. Where a drive knows no locks, nobody is kept out."""

    def __init__(self, path: Path, who: str = "") -> None:
        self._path, self._who = path, who
        self._handle: int | None = None

    @property
    def is_taken(self) -> bool:
        """Whether it is this process's."""
        return self._handle is not None

    def take(self) -> bool:
        """Whether it is this process's from now on; raises OSError where nothing can be written there."""
        while True:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _locked(handle):
                os.close(handle)
                return False
            if _is(handle, self._path):
                self._handle = handle
                self._sign()
                return True
            os.close(handle)  # whoever had it took the file away in between

    def holder(self) -> str:
        """What who has it wrote there; empty where nothing can be read."""
        try:
            return self._path.read_text(encoding="utf-8", errors="replace")[:LONGEST].strip()
        except OSError:
            return ""

    def _sign(self) -> None:
        if self._who and self._handle is not None and sys.platform != "win32":  # a locked file can't be read there
            try:
                os.ftruncate(self._handle, 0)
                os.write(self._handle, self._who.encode("utf-8", "replace"))
            except OSError:
                pass  # a full disk: the lock holds, only nobody learns whose it is

    def release(self) -> None:
        """Let others have it."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        if sys.platform == "win32":
            os.close(handle)  # an open file can't be taken away there
        try:
            os.unlink(self._path)
        except OSError:
            pass  # the folder is gone, or somebody else has the file open
        if sys.platform != "win32":
            os.close(handle)


def _locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in TAKEN
    return True


def _is(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False
