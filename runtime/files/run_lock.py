"""Who trains into a folder: one process at a time, known by a lock that ends with it, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from runtime.files.run_names import LOCK

TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class RunLock:
    """The lock of a folder. Where a drive knows no locks, nobody is kept out."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._handle: int | None = None

    def take(self) -> bool:
        """Whether the folder is this process's from now on; raises OSError where nothing can be written there."""
        while True:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _locked(handle):
                os.close(handle)
                return False
            if _is(handle, self._path):
                self._handle = handle
                return True
            os.close(handle)  # whoever had it took the file away in between

    def release(self) -> None:
        """Let others have the folder."""
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
