"""The trainings since the program was started: the one under way, and the runs before it, kept for comparison."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from graph.document.document import Document
from graph.storage.data_paths import with_absolute_paths
from gui.settings import runs_folder
from gui.training.link import Command, State, TrainingLink, trainer_command
from gui.training.run import Run
from gui.training.warming import WarmCommand, Warming, warm_command
from runtime.files.run_names import MANIFEST
from runtime.files.weight_files import OptimizerState, write_h5

INTERRUPTED = 10
"""Runs that are offered to be resumed."""


class TrainingRuns(QObject):
    """Begins runs and remembers them; every run has a folder of its own."""

    runs_changed = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        command: Command = trainer_command,
        warm_command: WarmCommand = warm_command,
    ) -> None:
        super().__init__(parent)
        self.link = TrainingLink(self, command)
        self.warming = Warming(self.link, self, warm_command)
        self.runs: list[Run] = []
        self.link.state_changed.connect(lambda _state: self.runs_changed.emit())

    @property
    def current(self) -> Run | None:
        return self.link.run

    def train(
        self,
        document: Document,
        name: str,
        folder: Path | None,
        weights: Sequence[Any] | None = None,
        state: OptimizerState | None = None,
    ) -> None:
        """Train a document whose relative paths start from `folder`, from `weights` in Keras' order where given, and
        from the `state` of an optimizer.

        Raises OSError or MessageError where the run can't be written.
        """
        if self.link.is_busy:
            return
        run = Run(self._fresh_name(name), new_folder(name))
        start = None if weights is None else write_h5(document, weights, state)
        self.link.start(with_absolute_paths(document, folder), run, start)
        self.warming.leave(document)
        self.runs.append(run)
        self.runs_changed.emit()

    def can_resume(self, run: Run | None) -> bool:
        """Whether a run was interrupted, and nothing else is trained."""
        return run is not None and not self.link.is_busy and (run.folder / MANIFEST).exists()

    def resume(self, run: Run) -> None:
        """Let a run that was interrupted go on from its last checkpoint."""
        if not self.can_resume(run):
            return
        if run not in self.runs:
            self.runs.append(run)
        self.link.take_up(run)
        self.runs_changed.emit()

    def interrupted(self) -> list[Run]:
        """The newest runs that were interrupted, also before this editor was started."""
        found = sorted(runs_folder().glob(f"*/{MANIFEST}"), key=lambda path: path.parent.name, reverse=True)
        known = {run.folder: run for run in self.runs}
        return [known.get(path.parent) or Run(path.parent.name, path.parent) for path in found[:INTERRUPTED]]

    def _fresh_name(self, name: str) -> str:
        return f"{Path(name).stem} · {len(self.runs) + 1}"

    def clear(self) -> None:
        """Forget every run, as the document that they were of is left; their folders stay."""
        self.link.leave()
        self.runs.clear()
        self.runs_changed.emit()

    def shut_down(self) -> None:
        """End every process: for the window's end only."""
        self.warming.shut_down()
        self.link.shut_down()

    def forget(self, run: Run) -> None:
        """Take a run off the list; its folder stays."""
        if run in self.runs and not (run is self.current and self.link.is_busy):
            self.runs.remove(run)
            self.runs_changed.emit()


def new_folder(name: str) -> Path:
    """A folder for a run that is not there yet, named by time and document."""
    stem = re.sub(r"[^\w-]+", "_", Path(name).stem)[:40] or "run"
    base = runs_folder() / f"{time.strftime('%Y-%m-%d_%H-%M-%S')}_{stem}"
    folder, number = base, 1
    while folder.exists():
        number += 1
        folder = base.with_name(f"{base.name}-{number}")
    return folder


__all__ = ["State", "TrainingRuns"]
