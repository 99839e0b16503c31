"""The folder of a sweep: its document, its study, the folders of its trials, and who works on it."""

from __future__ import annotations

import csv
import os
import re
import socket
import uuid
from pathlib import Path

from graph.document.document import Document
from graph.specs.message import MessageError, say
from graph.storage.atomic import atomic_write, file_trouble
from graph.storage.data_paths import relocated
from graph.storage.storage import dumps, load
from runtime.files.run_lock import RunLock
from runtime.files.run_names import HISTORY

BASE, JOURNAL, URL, WORKERS = "sweep.loom", "study.journal", "study.url", "workers"
TRIAL = "trial.loom"
"""The document of a trial before its training; with the results lies the one that the training wrote."""
PASSWORD = re.compile(r"//[^/@]*:[^/@]*@")


class SweepError(MessageError):
    """A sweep can't be begun, or gone on with."""


class SweepFolder:
    """Where a sweep is kept. Several processes may work on it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.journal = path / JOURNAL
        self.worker = ""
        """The name of this process's lock, once it has joined."""
        self._lock: RunLock | None = None

    @property
    def exists(self) -> bool:
        return (self.path / BASE).is_file()

    def begin(self, document: Document, base: Path) -> None:
        """Make the folder with the document, whose relative paths of data start at `base`; raises SweepError."""
        if self.exists:
            raise SweepError(
                say("{path} is the folder of a sweep already: --resume {path} goes on with it.", path=str(self.path))
            )
        self._write(self.path / BASE, relocated(document, base, self.path))

    def storage(self, given: str | None = None) -> str | None:
        """The database of the trials, None where they are kept in the folder. One that is given is remembered, unless
        its address has a password in it; raises SweepError."""
        path = self.path / URL
        try:
            if given is None:
                return path.read_text(encoding="utf-8").strip() if path.is_file() else None
            if self.exists and not PASSWORD.search(given):
                atomic_write(path, given.encode("utf-8"))
        except (OSError, ValueError) as error:
            trouble = file_trouble(error, path) if isinstance(error, OSError) else str(error)
            raise SweepError(say("The sweep's database can't be told: {reason}", reason=trouble)) from None
        return given

    def document(self) -> Document:
        """The document of the sweep; raises MessageError."""
        if not self.exists:
            raise SweepError(
                say("{path} is not the folder of a sweep: it has no {base}.", path=str(self.path), base=BASE)
            )
        return load(self.path / BASE)

    def change(self, document: Document) -> None:
        """Write the sweep's document anew, such as with more trials."""
        self._write(self.path / BASE, document)

    def trial(self, number: int) -> Path:
        return self.path / f"trial_{number:03}"

    def write_trial(self, number: int, document: Document) -> Path:
        """The file of a trial's document; raises SweepError."""
        folder = self.trial(number)
        self._write(folder / TRIAL, relocated(document, self.path, folder))
        return folder / TRIAL

    def _write(self, path: Path, document: Document) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(path, dumps(document).encode("utf-8"))
        except OSError as error:
            raise SweepError(file_trouble(error, path)) from None

    def join(self) -> None:
        """Be one of those who work on it, until `leave` or the end of the process; raises SweepError."""
        self.worker = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        place = self.path / WORKERS / self.worker
        try:
            place.mkdir(parents=True)
            self._lock = RunLock(place)
            self._lock.take()
        except OSError as error:
            raise SweepError(file_trouble(error, place)) from None

    def leave(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()
            _remove(self.path / WORKERS / self.worker)

    def is_gone(self, worker: str) -> bool:
        """Whether a worker that worked here is no longer there."""
        place = self.path / WORKERS / worker
        if worker == self.worker:
            return False
        if not place.is_dir():
            return True
        lock = RunLock(place)
        try:
            if not lock.take():
                return False
        except OSError:
            return False
        lock.release()
        _remove(place)
        return True


def _remove(place: Path) -> None:
    try:
        place.rmdir()
    except OSError:
        pass  # somebody else looks at the lock just now


def read_history(run: Path) -> dict[str, list[float]]:
    """The history that a run has written so far, by name; empty where there is none."""
    try:
        with open(run / HISTORY, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except (OSError, ValueError, csv.Error):
        return {}
    found: dict[str, list[float]] = {}
    for row in rows:
        for name, text in row.items():
            try:
                found.setdefault(name, []).append(float(text))
            except (TypeError, ValueError):
                continue  # several numbers, or none
    return found
