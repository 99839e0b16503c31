"""The link to the process of a sweep: starts it, keeps what it says of its trials, stops it. It never waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from graph.document.document import Document
from graph.specs.message import Message, say
from graph.storage.data_paths import with_absolute_paths
from graph.storage.storage import dumps
from gui.settings import runs_folder
from gui.training.process import runtime_command
from gui.training.protocol import Event
from gui.training.runs import new_folder
from gui.training.trainer_process import End, TrainerProcess
from runtime.sweeps.folder import BASE

START = "start.loom"
SUFFIX = "_sweep"
EARLIER = 10
"""Sweeps that are offered to be looked at again."""
DONE, RUNNING = "done", "running"
Command = Callable[..., list[str]]


@dataclass(frozen=True)
class Tried:
    """A trial as the process last said it."""

    number: int
    state: str
    values: Mapping[str, Any]
    value: float | None = None
    reason: str = ""
    epochs: tuple[float, ...] = ()
    """The number that is judged by, after each epoch so far."""


@dataclass
class Sweep:
    """What is known of one sweep."""

    folder: Path
    wanted: int = 0
    monitor: str = ""
    keys: tuple[str, ...] = ()
    larger_is_better: bool = False
    trials: dict[int, Tried] = field(default_factory=dict)

    @property
    def done(self) -> list[Tried]:
        """The trials that have a number, the best first."""
        found = [trial for trial in self.trials.values() if trial.state == DONE and trial.value is not None]
        sign = -1 if self.larger_is_better else 1
        return sorted(found, key=lambda trial: sign * (trial.value or 0.0))

    @property
    def over(self) -> int:
        return sum(trial.state != RUNNING for trial in self.trials.values())

    def trial_folder(self, number: int) -> Path:
        return self.folder / f"trial_{number:03}"


class SweepLink(QObject):
    """One sweep at a time, in a process of its own, which has one for each training."""

    changed = Signal()
    """Another trial, or another number of one; also the beginning and the end."""
    tried = Signal(object)
    """A trial that has come to its end with a number."""

    def __init__(self, parent: QObject | None = None, command: Command = runtime_command) -> None:
        super().__init__(parent)
        self.command = command
        self.sweep: Sweep | None = None
        self.message: Message | str | None = None
        """Why it failed."""
        self.stopping = False
        self.process = TrainerProcess(self._handle, self)
        self.process.handled.connect(self.changed)
        self.process.ended.connect(self._conclude)
        self.process.not_started.connect(self._not_started)
        self._finished = False

    @property
    def is_busy(self) -> bool:
        return self.process.is_there

    def start(self, document: Document, name: str, folder: Path | None) -> None:
        """Sweep a document whose relative paths start from `folder`; raises OSError where nothing can be written."""
        if self.is_busy:
            return
        place = new_folder(f"{Path(name).stem}{SUFFIX}")
        place.mkdir(parents=True)
        file = place / START
        file.write_text(dumps(with_absolute_paths(document, folder)), encoding="utf-8")
        self._launch(self.command("sweep", str(file), "-o", str(place)), place)

    def resume(self, folder: Path) -> None:
        """Go on with a sweep that was interrupted, or look at one that is over."""
        if not self.is_busy:
            self._launch(self.command("sweep", "--resume", str(folder)), folder)

    def _launch(self, command: list[str], folder: Path) -> None:
        self.sweep, self.message, self.stopping, self._finished = Sweep(folder), None, False, False
        self.process.launch(command, folder)
        self.changed.emit()

    def earlier(self) -> list[Path]:
        """The newest sweeps that are there, also of before this editor was started."""
        found = sorted(runs_folder().glob(f"*{SUFFIX}*/{BASE}"), key=lambda path: path.parent.name, reverse=True)
        return [path.parent for path in found[:EARLIER]]

    def stop(self) -> None:
        """Ask for an end after the steps under way; asked a second time, it is ended at once."""
        if self.stopping:
            self.process.kill()
        elif self.is_busy:
            self.stopping = True
            self.process.tell("stop")
            self.changed.emit()

    def leave(self) -> None:
        """Forget the sweep: its document is left."""
        self.shut_down()
        self.sweep, self.message = None, None
        self.changed.emit()

    def shut_down(self, milliseconds: int = 1500) -> None:
        """Stop, and wait briefly: for the window's end only. What was under way goes on with Resume."""
        if self.is_busy:
            self.stopping = True
            self.process.tell("stop")
            self.process.leave(milliseconds)

    def _handle(self, event: Event) -> None:
        handler = getattr(self, f"_on_{event['event']}", None)
        if handler is not None and self.sweep is not None:
            handler(self.sweep, event)

    def _on_sweep(self, sweep: Sweep, event: Event) -> None:
        sweep.wanted, sweep.monitor = int(event.get("trials", 0)), str(event.get("monitor", ""))
        sweep.keys = tuple(map(str, event.get("keys", ())))
        sweep.larger_is_better = bool(event.get("larger_is_better"))
        for told in event.get("known", ()):
            self._on_trial(sweep, told)

    def _on_trial(self, sweep: Sweep, event: Event) -> None:
        number = int(event["number"])
        before = sweep.trials.get(number)
        trial = Tried(
            number,
            str(event["state"]),
            dict(event["values"]),
            event.get("value"),
            str(event.get("reason") or ""),
            before.epochs if before else (),
        )
        sweep.trials[number] = trial
        if trial.state == DONE:
            self.tried.emit(trial)

    def _on_epoch(self, sweep: Sweep, event: Event) -> None:
        trial, value = sweep.trials.get(int(event["trial"])), event["logs"].get(sweep.monitor)
        if trial is not None and value is not None:
            told = Tried(trial.number, trial.state, trial.values, trial.value, trial.reason, (*trial.epochs, value))
            sweep.trials[trial.number] = told

    def _on_error(self, _sweep: Sweep, event: Event) -> None:
        self.message = str(event.get("message") or "")

    def _on_finished(self, _sweep: Sweep, _event: Event) -> None:
        self._finished = True

    def _not_started(self) -> None:
        self.message = say("The process of the sweep could not be started. Is this editor's Python still there?")
        self.changed.emit()

    def _conclude(self, end: End) -> None:
        if not self._finished and self.message is None and not self.stopping:
            self.message = end.reason(self.sweep.folder if self.sweep else None)
        self.stopping = False
        self.changed.emit()
