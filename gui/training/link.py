"""The link to the training process: starts it, reads what it says, pauses, resumes and stops it. It never waits."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from graph.document.document import Document
from graph.specs.message import Message, say
from graph.storage.storage import dumps
from gui.training.clock import Clock
from gui.training.process import runtime_command
from gui.training.protocol import Event, message, numbers, whole
from gui.training.run import Run
from gui.training.trainer_process import End, TrainerProcess

DOCUMENT, START = "document.loom", "start.weights.h5"
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


def resume_command(run: Path) -> list[str]:
    """The same for a run that was interrupted."""
    return runtime_command("train", "--resume", str(run))


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
        self.process = TrainerProcess(self._handle, self)
        self.process.handled.connect(self.progressed)
        self.process.ended.connect(self._conclude)
        self.process.not_started.connect(self._not_started)
        self._outcome: State | None = None
        """What the process said of its end; it counts once the process is over."""
        self._clock = Clock()

    @property
    def is_busy(self) -> bool:
        return self.state in BUSY

    @property
    def seconds(self) -> float:
        """Training time so far, without pauses and compilation."""
        return self._clock.seconds

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
        command = self.command(file, run.folder)
        if weights is not None:
            (run.folder / START).write_bytes(weights)
            command += ["--weights", str(run.folder / START)]
        self._launch(command, run)

    def take_up(self, run: Run) -> None:
        """Let a run that was interrupted go on from its last checkpoint."""
        if not self.is_busy:
            self._launch(resume_command(run.folder), run)

    def _launch(self, command: list[str], run: Run) -> None:
        self.run, self.compiled, self.message, self.failed_layer = run, (0, 0), None, ""
        self._outcome, self._clock = None, Clock()
        self.process.launch(command, run.folder)
        self._set_state(State.STARTING)
        self.started.emit(run)

    def pause(self) -> None:
        if self.state is State.RUNNING:
            self.process.tell("pause")

    def resume(self) -> None:
        if self.state is State.PAUSED:
            self.process.tell("resume")

    def stop(self) -> None:
        """Ask the process to stop after the step under way; asked a second time, it is ended at once."""
        if self.state is State.STOPPING:
            self.process.kill()
        elif self.is_busy:
            self.process.tell("stop")
            self._set_state(State.STOPPING)

    def leave(self) -> None:
        """Forget the run that is over, or end the one that is not: its document is left."""
        self.shut_down()
        self.run, self.compiled, self.message, self.failed_layer = None, (0, 0), None, ""
        self._set_state(State.IDLE)

    def shut_down(self, milliseconds: int = 1500) -> None:
        """Stop, and wait briefly: for the window's end only."""
        if self.process.is_there:
            self.stop()
            self.process.leave(milliseconds)
            self._set_state(State.STOPPED)

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
        self.run.memory = whole(event, "memory")
        self._clock.start(self._seconds_before(event, self.run))
        if self.state is not State.STOPPING:
            self._set_state(State.RUNNING)

    def _seconds_before(self, event: Event, run: Run) -> float:
        """Bring a run that is taken up to where it goes on from; gives the training time until then."""
        if "epochs_done" not in event:
            return 0.0
        epochs, steps = whole(event, "epochs_done"), whole(event, "steps_done")
        if not run.epochs and not run.batches:
            with contextlib.suppress(OSError, ValueError):  # then the curves begin here
                run.read_history(epochs)
        return run.go_back(epochs, steps)

    def _on_batch(self, event: Event) -> None:
        assert self.run is not None
        self.run.add_batch(whole(event, "epoch"), whole(event, "step"), self.seconds, numbers(event))

    def _on_epoch(self, event: Event) -> None:
        assert self.run is not None
        self.run.add_epoch(whole(event, "epoch"), self.seconds, numbers(event))

    def _on_note(self, event: Event) -> None:
        assert self.run is not None
        self.run.note = message(event)

    def _on_paused(self, _event: Event) -> None:
        self._clock.pause()
        if self.state is not State.STOPPING:
            self._set_state(State.PAUSED)

    def _on_resumed(self, _event: Event) -> None:
        self._clock.resume()
        if self.state is not State.STOPPING:
            self._set_state(State.RUNNING)

    def _on_stopped(self, _event: Event) -> None:
        self._clock.stop()
        self._outcome = State.STOPPED

    def _on_finished(self, _event: Event) -> None:
        self._clock.stop()
        # A stopped training is saved too, and says so after `stopped`.
        self._outcome = self._outcome or State.FINISHED

    def _on_error(self, event: Event) -> None:
        self.message = str(event.get("message") or "")
        self.failed_layer = str(event.get("layer") or "")

    def _not_started(self) -> None:
        self._fail(say("The training process could not be started. Is this editor's Python still there?"))

    def _conclude(self, end: End) -> None:
        self._clock.stop()
        if self.message is not None:
            self._fail(self.message)
        elif self._outcome is not None:
            self._set_state(self._outcome)
        elif self.state is State.STOPPING:
            self._set_state(State.STOPPED)
        else:
            self._fail(end.reason(self.run.folder if self.run else None))

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
