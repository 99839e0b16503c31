"""The folder of one training run: document, history, weights, curves and summary, so written that they outlive it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from graph.document.document import Document
from graph.specs.message import Message, MessageError, say
from graph.storage.atomic import atomic_file, atomic_write, file_trouble
from graph.storage.storage import dumps
from graph.views.summary import summary
from graph.views.summary_text import summary_text
from runtime.data.kept import Kept, from_state, to_state
from runtime.files.keras_files import save_weights
from runtime.files.run_lock import RunLock
from runtime.files.run_names import CURVES, DATA, DOCUMENT, RESULTS, SUMMARY, WEIGHTS
from runtime.files.state_file import read_state, write_state
from runtime.ops.op import Array
from runtime.training.callbacks.callback import Callback, Logs
from runtime.training.callbacks.csv_logger import cell, row
from runtime.training.resume.checkpoint_files import CheckpointFiles

SAVE_SECONDS = 60.0
"""How old the saved weights may become while a long training goes on."""


class RunFolderError(MessageError):
    """The results of a run can't be written."""


def new_run_path(name: str, parent: Path = Path("runs")) -> Path:
    """A folder that doesn't exist yet: `runs/2026-01-31_14-05-09_digits`."""
    first = parent / f"{time.strftime('%Y-%m-%d_%H-%M-%S')}_{name}"
    number, path = 1, first
    while path.exists():
        number += 1
        path = first.with_name(f"{first.name}_{number}")
    return path


def new_run(name: str, parent: Path = Path("runs")) -> RunFolder:
    """A run in a folder of its own; raises RunFolderError. Of several processes that begin at once each has another."""
    while True:
        path = new_run_path(name, parent)
        try:
            parent.mkdir(parents=True, exist_ok=True)
            path.mkdir()
        except FileExistsError:
            if not path.exists():
                raise RunFolderError(
                    say("{path} is a file, so runs can't be kept there. Give a folder by -o.", path=str(parent))
                ) from None
        except OSError as error:
            raise RunFolderError(file_trouble(error, path)) from None
        else:
            return RunFolder(path)


class RunFolder:
    """Where the results go, for one process at a time. `moved` is the folder that an earlier run's results were moved
    to, None where none were; those of a run that is resumed stay. `checkpoint` are the files to resume it from."""

    def __init__(self, path: Path, *, resumed: bool = False) -> None:
        self.path = path
        self.moved: Path | None = None
        self._lock = RunLock(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
            mine = self._lock.take()
            if mine and not resumed:
                self._move_earlier()
        except FileExistsError:
            raise RunFolderError(
                say("{path} is a file, so it can't be the folder of a run. Give another name by -o.", path=str(path))
            ) from None
        except OSError as error:
            raise RunFolderError(file_trouble(error, path)) from None
        except ValueError:
            raise RunFolderError(say("{path!r:.200} can't be the name of a folder.", path=str(path))) from None
        if not mine:
            raise RunFolderError(
                say(
                    "Another process is training into {path} right now. Wait for its end, or give another folder "
                    "by -o.",
                    path=str(path),
                )
            )
        self.checkpoint = CheckpointFiles(path)

    def close(self) -> None:
        """Let others train into the folder."""
        self._lock.release()

    def _move_earlier(self) -> None:
        """Results that are there already are kept beside the new ones."""
        found = [name for name in RESULTS if (self.path / name).exists()]
        if not found:
            return
        number = 1
        while (self.path / f"earlier_{number}").exists():
            number += 1
        self.moved = self.path / f"earlier_{number}"
        self.moved.mkdir()
        for name in found:
            os.replace(self.path / name, self.moved / name)

    def save_plan(self, document: Document) -> None:
        """Write the document and its summary; raises RunFolderError."""
        self._write(DOCUMENT, dumps(document).encode("utf-8"))
        self._write(SUMMARY, summary_text(summary(document, expand_nested=True)).encode("utf-8"))

    def save_kept(self, kept: Kept) -> None:
        """Write what the steps have learnt of the data; raises RunFolderError."""
        try:
            with atomic_file(self.path / DATA) as file:
                write_state(file, to_state(kept))
        except OSError as error:
            raise RunFolderError(file_trouble(error, self.path / DATA)) from None

    def save_weights(self, document: Document, arrays: Sequence[Array]) -> None:
        """Write the weights as Keras reads them; raises MessageError."""
        save_weights(self.path / WEIGHTS, document, arrays)

    def save_curves(self, history: Mapping[str, Sequence[float]]) -> None:
        """Draw the history; raises RunFolderError. Nothing is drawn of a run stopped before its first epoch."""
        if not history:
            return
        from runtime.files.figures import curves

        try:
            curves(history, self.path / CURVES)
        except OSError as error:
            raise RunFolderError(file_trouble(error, self.path / CURVES)) from None

    def _write(self, name: str, data: bytes) -> None:
        try:
            atomic_write(self.path / name, data)
        except OSError as error:
            raise RunFolderError(file_trouble(error, self.path / name)) from None


def kept_in(run: Path) -> Kept | None:
    """What the steps of a run have learnt, None for a run of before this was kept; raises MessageError."""
    try:
        return from_state(read_state(run / DATA))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RunFolderError(file_trouble(error, run / DATA)) from None


class HistoryFile(Callback):
    """Writes `history.csv`: a row as soon as an epoch is over, `epoch` counted from 0, names sorted, as Keras does.

    What can't be written is told once, and written as soon as it can be.
    """

    only_looks = True

    def __init__(self, path: Path, warn: Callable[[Message], None]) -> None:
        self.path, self._warn = path, warn
        self._warned = False
        self._file: TextIO | None = None
        self._columns: list[str] = []
        self._rows: list[str] = []

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        logs = logs or {}
        if not self._rows:
            self._columns = sorted(logs)
            self._rows.append(row("epoch", *self._columns, end="\n"))
        self._rows.append(row(epoch, *(cell(logs.get(name, "")) for name in self._columns), end="\n"))
        try:
            self._write()
        except OSError as error:
            self.close()
            if not self._warned:
                self._warned = True
                self._warn(say("{trouble} The training goes on.", trouble=file_trouble(error, self.path)))

    def _write(self) -> None:
        if self._file is None:
            atomic_write(self.path, "".join(self._rows).encode("utf-8"))
            self._file = open(self.path, "a", newline="", encoding="utf-8")  # noqa: SIM115 - kept until the end
        else:
            self._file.write(self._rows[-1])
            self._file.flush()

    def resume_state(self) -> dict[str, Any]:
        return {"columns": self._columns, "rows": list(self._rows)}

    def resume_from(self, state: dict[str, Any]) -> None:
        self._columns, self._rows = state["columns"], state["rows"]

    def on_train_end(self, logs: Logs | None = None) -> None:
        self.close()

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            try:
                file.close()
            except OSError:
                pass  # it has been told that the file can't be written


class WeightSaver(Callback):
    """Saves the weights at the end of an epoch when the last time was long ago, so that a killed run keeps them; what
    can't be saved is told once."""

    only_looks = True

    def __init__(self, save: Callable[[], None], warn: Callable[[Message], None]) -> None:
        self._save, self._warn = save, warn
        self._warned = False
        self._last = time.monotonic()

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        if time.monotonic() - self._last > SAVE_SECONDS:
            try:
                self._save()
            except MessageError as error:
                if not self._warned:
                    self._warned = True
                    self._warn(say("{trouble} The training goes on.", trouble=error.message))
            self._last = time.monotonic()

    def resume_state(self) -> dict[str, Any]:
        return {}
