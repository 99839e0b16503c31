"""Who trains into a folder: one process at a time, known by a lock that ends with it, however it ends."""

from __future__ import annotations

from pathlib import Path

from graph.storage.file_lock import FileLock
from runtime.files.run_names import LOCK


class RunLock(FileLock):
    """The lock of a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / LOCK)
