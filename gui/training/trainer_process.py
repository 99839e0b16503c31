"""The process that trains: what it says comes as events, a slice at a time, and its end after the last of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from graph.specs.message import Message, say
from gui.training.process import new_process
from gui.training.protocol import Event, LineReader
from runtime.files.run_names import MANIFEST

LOG = "log.txt"
SLICE_SECONDS = 0.008
"""How long reported lines are worked through before the event loop gets its turn."""


@dataclass(frozen=True)
class End:
    """How a process ended."""

    code: int
    crashed: bool

    def reason(self, folder: Path | None) -> Message:
        """What to say of it where the process itself has said nothing."""
        if self.crashed and folder is not None and (folder / MANIFEST).exists():
            return say(
                "The training process was ended from outside or crashed. The document is as it was, and the values "
                "reported so far are kept. Resume goes on from the last checkpoint, Train starts anew."
            )
        if self.crashed:
            return say(
                "The training process was ended from outside or crashed. The document is as it was, and the values "
                "reported so far are kept. Train starts anew."
            )
        return say(
            "The training process ended before it was done (exit code {code}). The document is as it was; what the "
            "process wrote last is in {log}.",
            code=self.code,
            log=str(folder / LOG) if folder else "",
        )


class TrainerProcess(QObject):
    """At most one process; `handle` is given each event that it says."""

    handled = Signal()
    """Some events have been handled."""
    ended = Signal(object)
    """The process is over, and all that it said has been handled; an `End`."""
    not_started = Signal()

    def __init__(self, handle: Callable[[Event], None], parent: QObject) -> None:
        super().__init__(parent)
        self._handle = handle
        self._process: QProcess | None = None
        self._reader = LineReader()
        self._waiting: list[Event] = []
        self._end: End | None = None
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._work)

    @property
    def is_there(self) -> bool:
        return self._process is not None

    @property
    def process_id(self) -> int:
        return int(self._process.processId()) if self._process is not None else 0

    def launch(self, command: list[str], folder: Path) -> None:
        """Start a command; what it writes on standard error goes into a file of the folder."""
        self._reader, self._waiting, self._end = LineReader(), [], None
        process = new_process(self)
        process.setStandardErrorFile(str(folder / LOG))
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._process = process
        process.start(command[0], command[1:])

    def tell(self, word: str) -> None:
        if self._process is not None:
            self._process.write(f"{word}\n".encode())

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def leave(self, milliseconds: int) -> None:
        """Wait briefly for its end, else end it; whatever it still says is not heard."""
        process, self._process = self._process, None
        if process is not None and not process.waitForFinished(milliseconds):
            process.kill()
            process.waitForFinished(1000)
        self._waiting, self._end = [], None

    def _read(self) -> None:
        if self._process is not None:
            self._waiting += self._reader.feed(bytes(self._process.readAllStandardOutput().data()))
            self._schedule()

    def _schedule(self) -> None:
        if not self._turn.isActive():
            self._turn.start(0)

    def _work(self) -> None:
        """Work through what was reported, a slice at a time, then see whether the process is over."""
        until = time.monotonic() + SLICE_SECONDS
        done = 0
        for event in self._waiting:
            self._handle(event)
            done += 1
            if time.monotonic() > until:
                break
        del self._waiting[:done]
        if done:
            self.handled.emit()
        if self._waiting:
            self._schedule()
        elif self._end is not None:
            self._conclude(self._end)

    def _conclude(self, end: End) -> None:
        process, self._process, self._end = self._process, None, None
        if process is not None:
            process.deleteLater()
        self.ended.emit(end)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._end = End(code, status == QProcess.ExitStatus.CrashExit)
        self._schedule()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._process = None
            self.not_started.emit()
