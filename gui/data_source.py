"""Opens a data set in a thread and says what is in it; the window never waits for a disk."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from graph.data.data_plan import UnknownKind
from graph.data.data_sets.data_set import DatasetSpec
from graph.specs.message import Message, MessageError, say
from runtime.data.dataset import Dataset, DatasetSummary
from runtime.data.progress import watched
from runtime.data.readers.reader import open_dataset

PATIENCE_MS = 300
SECONDS_BETWEEN = 0.2
SAMPLES = 32
Spec = DatasetSpec | UnknownKind | None
Identity = tuple[tuple[int, int] | None, ...]
"""Time of change and size of each file or folder that is read, None where there is none."""


@dataclass(frozen=True)
class OpenedData:
    """What opening a data set gave: the set with its description and first samples, or why there is none."""

    spec: Spec
    folder: Path | None
    dataset: Dataset | None = None
    summary: DatasetSummary | None = None
    samples: dict[str, NDArray[Any]] = field(default_factory=dict)
    trouble: Message | None = None
    identity: Identity = ()


def open_data(spec: Spec, folder: Path | None, like: Dataset | None = None) -> OpenedData:
    """Open, describe and take the first samples of every column; never raises for bad data.

    `like` is the data trained on, where this is data to judge by."""
    identity = identity_of(spec, folder)
    if spec is None:
        return OpenedData(spec, folder)
    try:
        dataset = open_dataset(spec, folder, like)
        samples = {name: np.array(c.block(0, min(SAMPLES, len(c)))) for name, c in dataset.columns.items()}
        return OpenedData(spec, folder, dataset, dataset.describe(), samples, identity=identity)
    except MessageError as error:
        return OpenedData(spec, folder, trouble=error.message, identity=identity)
    except (OSError, ValueError, MemoryError) as error:
        trouble = say("The data can't be read: {reason}.", reason=str(error))
        return OpenedData(spec, folder, trouble=trouble, identity=identity)


def identity_of(spec: Spec, folder: Path | None) -> Identity:
    """By what one sees that a file has come, gone or changed since it was read."""
    found: list[tuple[int, int] | None] = []
    for path in spec.paths() if isinstance(spec, DatasetSpec) else ():
        try:
            state = Path(folder or ".", Path(path).expanduser()).stat()
            found.append((state.st_mtime_ns, state.st_size))
        except (OSError, ValueError, RuntimeError):
            found.append(None)
    return tuple(found)


class _Opening(QRunnable):
    """`known` is what was seen of the files before: nothing is read while that is so still."""

    def __init__(self, source: DataSource, spec: Spec, folder: Path | None, known: Identity | None) -> None:
        super().__init__()
        self.source, self.spec, self.folder, self.known = source, spec, folder, known
        self.like, self.told = source.like, 0.0

    def run(self) -> None:
        if self.known is not None and identity_of(self.spec, self.folder) == self.known:
            return
        try:
            with watched(self._tell):
                found = open_data(self.spec, self.folder, self.like)
            self.source.found.emit(found)
        except RuntimeError:
            pass  # The window has been closed meanwhile; nobody waits for the answer.

    def _tell(self, what: Message, share: float) -> None:
        now = time.monotonic()
        if now - self.told >= SECONDS_BETWEEN:
            self.told = now
            self.source.reading.emit(what, share)


class DataSource(QObject):
    """Follows one data set that the document names."""

    opened = Signal(object)
    """What the newest opening gave."""
    found = Signal(object)
    reading = Signal(object, float)
    """What is being done that takes long, and the share of it that is done."""

    def __init__(self, pool: QThreadPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = OpenedData(None, None)
        self.is_busy = False
        self.like: Dataset | None = None
        self._wanted: tuple[Spec, Path | None] = (None, None)
        self._pool = pool
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._open)
        self.found.connect(self._take)

    def want(self, spec: Spec, folder: Path | None, patience: int = PATIENCE_MS) -> None:
        """Open another data set, unless it is the one already open; while somebody types, only the last counts."""
        if (spec, folder) == self._wanted:
            return
        self._wanted = (spec, folder)
        self.is_busy = True
        self._soon.start(patience)

    def read_like(self, dataset: Dataset | None) -> None:
        """Read the columns as those of other data are read from now on."""
        if dataset is not self.like:
            self.like = dataset
            if self._wanted[0] is not None:
                self.is_busy = True
                self._open()

    def look_again(self) -> None:
        """Open the data set anew if its files have changed since."""
        if not self.is_busy:
            self._pool.start(_Opening(self, *self._wanted, known=self.now.identity))

    def _open(self) -> None:
        self._pool.start(_Opening(self, *self._wanted, known=None))

    def _take(self, opened: OpenedData) -> None:
        if (opened.spec, opened.folder) == self._wanted:
            self.now, self.is_busy = opened, False
            self.opened.emit(opened)

    def close(self) -> None:
        """Open nothing more."""
        self._soon.stop()
