"""The link to the training process: starts it, reads what it says, pauses, resumes and stops it. It never waits."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from graph.document.document import Document
from graph.specs.message import Message, say
from graph.storage.storage import dumps
from gui.training.process import new_process, runtime_command
from gui.training.protocol import Event, LineReader, numbers, whole
from gui.training.run import Run

DOCUMENT, START = "document.loom", "start.weights.h5"
SLICE_SECONDS = 0.008
"""How long reported lines are worked through before the event loop gets its turn."""
Command = Callable[[Path, Path], list[str]]


class State(Enum):
    IDLE = "idle"
    STARTING = "starting"
    COMPILING = "compiling"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


BUSY = frozenset({State.STARTING, State.COMPILING, State.RUNNING, State.PAUSED, State.STOPPING})


def trainer_command(document: Path, run: Path) -> list[str]:
    """The command line's own training."""
    return runtime_command("train", str(document), "-o", str(run))


class TrainingLink(QObject):
    """One training at a time, in a process of its own: whatever happens to it, the editor goes on."""

    state_changed = Signal(object)
    progressed = Signal()
    """New values, or another number of compiled kernels."""
    started = Signal(object)
    """The run that begins."""

    def __init__(self, parent: QObject | None = None, command: Command = trainer_command) -> None:
        super().__init__(parent)
        self.command = command
        self.state = State.IDLE
        self.run: Run | None = None
        self.compiled = (0, 0)
        self.message: Message | str | None = None
        """Why it failed."""
        self.failed_layer = ""
        self._process: QProcess | None = None
        self._reader = LineReader()
        self._waiting: list[Event] = []
        self._exit: tuple[int, QProcess.ExitStatus] | None = None
        self._outcome: State | None = None
        """What the process said of its end; it counts once the process is over."""
        self._began = self._paused_at = self._pauses = 0.0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._work)

    @property
    def is_busy(self) -> bool:
        return self.state in BUSY

    @property
    def seconds(self) -> float:
        """Training time so far, without pauses and compilation."""
        now = self._paused_at or time.monotonic()
        return max(0.0, now - self._began - self._pauses) if self._began else 0.0

    def start(self, document: Document, run: Run, weights: bytes | None = None) -> None:
        """Train a document, from `weights` (a file in Keras' layout) where given; both are written to the run's folder.

        Raises OSError where that can't be written.
        """
        if self.is_busy:
            return
        run.folder.mkdir(parents=True, exist_ok=True)
        file = run.folder / DOCUMENT
        file.write_text(dumps(document), encoding="utf-8")
        run.batch_size = document.training.batch_size
        self.run, self.compiled, self.message, self.failed_layer = run, (0, 0), None, ""
        self._reader, self._waiting, self._exit, self._outcome = LineReader(), [], None, None
        self._began = self._paused_at = self._pauses = 0.0
        command = self.command(file, run.folder)
        if weights is not None:
            (run.folder / START).write_bytes(weights)
            command += ["--weights", str(run.folder / START)]
        self._launch(command, run.folder)
        self._set_state(State.STARTING)
        self.started.emit(run)

    def _launch(self, command: list[str], folder: Path) -> None:
        process = new_process(self)
        process.setStandardErrorFile(str(folder / "log.txt"))
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed_to_start)
        self._process = process
        process.start(command[0], command[1:])

    def pause(self) -> None:
        if self.state is State.RUNNING:
            self._tell("pause")

    def resume(self) -> None:
        if self.state is State.PAUSED:
            self._tell("resume")

    def stop(self) -> None:
        """Ask the process to stop after the step under way; asked a second time, it is ended at once."""
        if self.state is State.STOPPING:
            self.kill()
        elif self.is_busy:
            self._tell("stop")
            self._set_state(State.STOPPING)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def leave(self) -> None:
        """Forget the run that is over, or end the one that is not: its document is left."""
        self.shut_down()
        self.run, self.compiled, self.message, self.failed_layer = None, (0, 0), None, ""
        self._set_state(State.IDLE)

    def shut_down(self, milliseconds: int = 1500) -> None:
        """Stop, and wait briefly: for the window's end only."""
        process = self._process
        if process is None:
            return
        self.stop()
        if not process.waitForFinished(milliseconds):
            process.kill()
            process.waitForFinished(1000)
        self._process = None
        self._set_state(State.STOPPED)

    @property
    def process_id(self) -> int:
        return int(self._process.processId()) if self._process is not None else 0

    def _tell(self, word: str) -> None:
        if self._process is not None:
            self._process.write(f"{word}\n".encode())

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
            self.progressed.emit()
        if self._waiting:
            self._schedule()
        elif self._exit is not None:
            self._conclude(*self._exit)

    def _handle(self, event: Event) -> None:
        handler = getattr(self, f"_on_{event['event']}", None)
        if handler is not None and self.run is not None:
            handler(event)

    def _on_compiling(self, event: Event) -> None:
        self.compiled = (whole(event, "done"), whole(event, "total"))
        if self.state is State.STARTING:
            self._set_state(State.COMPILING)

    def _on_started(self, event: Event) -> None:
        assert self.run is not None
        self.run.epochs_planned, self.run.steps_per_epoch = whole(event, "epochs"), whole(event, "steps")
        self.run.batch_size = whole(event, "batch_size") or self.run.batch_size
        self._began = time.monotonic()
        if self.state is not State.STOPPING:
            self._set_state(State.RUNNING)

    def _on_batch(self, event: Event) -> None:
        assert self.run is not None
        self.run.add_batch(whole(event, "epoch"), whole(event, "step"), self.seconds, numbers(event))

    def _on_epoch(self, event: Event) -> None:
        assert self.run is not None
        self.run.add_epoch(whole(event, "epoch"), self.seconds, numbers(event))

    def _on_paused(self, _event: Event) -> None:
        self._paused_at = time.monotonic()
        if self.state is not State.STOPPING:
            self._set_state(State.PAUSED)

    def _on_resumed(self, _event: Event) -> None:
        if self._paused_at:
            self._pauses += time.monotonic() - self._paused_at
        self._paused_at = 0.0
        if self.state is not State.STOPPING:
            self._set_state(State.RUNNING)

    def _on_stopped(self, _event: Event) -> None:
        self._paused_at = self._paused_at or time.monotonic()
        self._outcome = State.STOPPED

    def _on_finished(self, _event: Event) -> None:
        self._paused_at = self._paused_at or time.monotonic()
        # A stopped training is saved too, and says so after `stopped`.
        self._outcome = self._outcome or State.FINISHED

    def _on_error(self, event: Event) -> None:
        self.message = str(event.get("message") or "")
        self.failed_layer = str(event.get("layer") or "")

    def _failed_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._fail(say("The training process could not be started. Is this editor's Python still there?"))
            self._process = None

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        self._exit = (code, status)
        self._schedule()

    def _conclude(self, code: int, status: QProcess.ExitStatus) -> None:
        process, self._process, self._exit = self._process, None, None
        if process is not None:
            process.deleteLater()
        self._paused_at = self._paused_at or time.monotonic()
        if self.message is not None:
            self._fail(self.message)
        elif self._outcome is not None:
            self._set_state(self._outcome)
        elif self.state is State.STOPPING:
            self._set_state(State.STOPPED)
        else:
            self._fail(self._reason(code, status))

    def _reason(self, code: int, status: QProcess.ExitStatus) -> Message:
        if status == QProcess.ExitStatus.CrashExit:
            return say(
                "The training process was ended from outside or crashed. The document is as it was, and the values "
                "reported so far are kept. Train starts anew."
            )
        return say(
            "The training process ended before it was done (exit code {code}). The document is as it was; what the "
            "process wrote last is in {log}.",
            code=code,
            log=str(self.run.folder / "log.txt") if self.run else "",
        )

    def _fail(self, message: Message | str) -> None:
        self.message = message
        self._set_state(State.FAILED)

    def _set_state(self, state: State) -> None:
        if state is not self.state:
            # A full collection over everything that a long session has made would hold up the window while values
            # arrive; so what exists when a training begins is left alone until it is over.
            if state is State.STARTING:
                gc.freeze()
            elif state not in BUSY:
                gc.unfreeze()
            self.state = state
            if self.run is not None:
                self.run.state = state.value
            self.state_changed.emit(state)
