"""Who may save a document: one window or command at a time, by a lock beside the file; others may read it."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from platform import node

from graph.specs.message import say
from graph.storage.file_lock import FileLock
from graph.storage.model_json import StorageError

EDITOR, COMMAND = "editor", "command"
PATIENCE = 10.0
"""Seconds that a command waits for another one to be done with the file."""
LONGEST_NAME = 240


class DocumentLock(FileLock):
    """The lock of a document: `.digits.loom.lock` in the folder of the file that a link leads to."""

    def __init__(self, path: str | os.PathLike[str], role: str = EDITOR) -> None:
        target = Path(os.path.realpath(path))
        name = target.name
        if len(os.fsencode(name)) > LONGEST_NAME:
            name = f"{zlib.crc32(os.fsencode(name)):08x}"
        super().__init__(target.with_name(f".{name}.lock"), f"{role} {os.getpid()} {node()}")

    def take_if_possible(self) -> bool:
        """Whether nobody else has it: also where nothing can be written, and so nobody can save."""
        try:
            return self.take()
        except OSError:
            return True

    def whose(self) -> tuple[str, str]:
        """In what kind of program it is, and which process on which machine; empty where that is not known."""
        role, _, rest = self.holder().partition(" ")
        process, _, machine = rest.partition(" ")
        return role, f"{process}, {machine}" if machine else process


@contextmanager
def locked(path: str | os.PathLike[str]) -> Iterator[None]:
    """Have a document for as long as a command changes it; raises StorageError where a window has it."""
    lock, end = DocumentLock(path, COMMAND), time.monotonic() + PATIENCE
    while not lock.take_if_possible():
        role, process = lock.whose()
        if role == EDITOR or time.monotonic() > end:
            name = os.path.basename(os.fspath(path))
            raise StorageError(
                say(
                    "{name} is open in another program (process {process}) and was left as it is. Close it there, or "
                    "change a copy.",
                    name=name,
                    process=process or "?",
                )
            )
        time.sleep(0.01)
    try:
        yield
    finally:
        lock.release()
