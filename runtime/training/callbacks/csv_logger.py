"""The history as a table in a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from graph.specs.callbacks.csv_logger import CSVLogger
from graph.specs.message import MessageError
from graph.storage.atomic import file_trouble
from runtime.kinds.computes import computes
from runtime.training.callbacks.callback import KnownCallback, Logs


@computes(CSVLogger)
class CSVWriter(KnownCallback):
    """A row as soon as an epoch is over; `epoch` counts from 0, names are sorted, what an epoch lacks is `NA`."""

    _file: TextIO | None = None
    _columns: list[str] | None = None
    _began = 0
    """Bytes of the file that were there before this training."""

    only_looks = True

    def on_train_begin(self, logs: Logs | None = None) -> None:
        path = Path(self.spec.filename)
        self._columns = None
        self._rows: list[str] = []
        try:
            self._began = path.stat().st_size if self.spec.append and path.exists() else 0
            self._headed = self._began > 0
            self._file = path.open("a" if self.spec.append else "w", newline="", encoding="utf-8")
        except OSError as error:
            raise MessageError(file_trouble(error, path)) from None

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        assert self._file is not None
        logs = logs or {}
        text, separator = "", self.spec.separator
        if self._columns is None:
            self._columns = columns(logs)
            if not self._headed:
                text = row("epoch", *self._columns, separator=separator)
        text += row(epoch, *(cell(logs.get(name, "NA")) for name in self._columns), separator=separator)
        self._rows.append(text)
        self._file.write(text)
        self._file.flush()

    def resume_from(self, state: dict[str, Any]) -> None:
        """Begin with the rows that the training had written until then, and no others."""
        super().resume_from(state)
        assert self._file is not None
        self._file.truncate(self._began)
        self._file.seek(self._began)
        self._file.writelines(self._rows)
        self._file.flush()

    def on_train_end(self, logs: Logs | None = None) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def columns(logs: Logs) -> list[str]:
    """The names that a table gets by the results of its first epoch: those of a validation too, which may come later
    only."""
    names = sorted(logs)
    return names if any(name.startswith("val_") for name in names) else [*names, *(f"val_{name}" for name in names)]


def cell(value: Any) -> Any:
    """A result as a table has it: several numbers in brackets, as Keras writes them."""
    return f'"[{", ".join(map(str, value))}]"' if np.ndim(value) else value


def row(*cells: object, separator: str = ",", end: str = "\r\n") -> str:
    """A line of a table, as Keras and Python write it."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerow(cells)
    return text.getvalue()
