"""Kernels compiled while somebody is still drawing: a process that comes last fills the cache which training reads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTemporaryDir, QTimer, Signal

from graph.document.document import Document
from graph.storage.storage import dumps
from graph.validate.problems import Problem, errors
from gui.training.link import DOCUMENT, State, TrainingLink
from gui.training.process import new_process, runtime_command
from gui.training.protocol import LineReader, whole

QUIET_MS = 1500
"""How long a document must be left alone first: what somebody is typing is not yet meant."""
REMEMBERED = 64
Needs = tuple[object, ...]
WarmCommand = Callable[[Path], list[str]]


def warm_command(document: Path) -> list[str]:
    return runtime_command("warm", str(document))


def needs_of(document: Document) -> Needs:
    """What decides which kernels training takes: not names, places, notes or data, and nothing of the plan but this."""
    plan = document.training
    return (
        plan.batch_size,
        plan.optimizer,
        document.root,
        {
            model.id: (
                {layer.id: (layer.spec, layer.trainable) for layer in model.layers.values()},
                {call.id: (call.layer, call.inputs) for call in model.calls.values()},
                model.inputs,
                model.outputs,
            )
            for model in document.models.values()
        },
    )


class Warming(QObject):
    """One process at a time, and only while nothing trains. Whatever goes wrong stays unsaid: training will say it."""

    progressed = Signal()

    def __init__(self, link: TrainingLink, parent: QObject | None = None, command: WarmCommand = warm_command) -> None:
        super().__init__(parent)
        self.command = command
        self.compiled: tuple[int, int] | None = None
        """(done, total) while kernels are really being compiled; None also while they are merely loaded."""
        self._link = link
        self._wanted: Document | None = None
        self._process: QProcess | None = None
        self._under_way: Needs = ()
        self._superseded = False
        self._ready: deque[Needs] = deque(maxlen=REMEMBERED)
        self._reader = LineReader()
        self._folder: QTemporaryDir | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._begin)
        link.state_changed.connect(self._training_changed)

    def follow(self, document: Document, found: tuple[Problem, ...]) -> None:
        """Make ready what this document takes, once it has been quiet for a moment.

        Data may still be missing, since it decides nothing here. While a mistake stands, what is under way goes on:
        most of it will be needed when the mistake is mended.
        """
        sound = bool(document.main.outputs) and not errors(found, training=False)
        self._wanted = document if sound else None
        if sound:
            self._quiet.start(QUIET_MS)
        else:
            self._quiet.stop()

    def leave(self, document: Document) -> None:
        """A training of this document makes ready by itself whatever is missing."""
        self._ready.append(needs_of(document))

    @property
    def process_id(self) -> int:
        return int(self._process.processId()) if self._process is not None else 0

    def shut_down(self) -> None:
        """End it and start nothing more: for the window's end only."""
        self._wanted = None
        self._quiet.stop()
        self._break_off()
        if self._process is not None:
            self._process.waitForFinished(1000)
        if self._folder is not None:
            self._folder.remove()

    def _training_changed(self, _state: State) -> None:
        if self._link.is_busy:
            self._break_off()
        elif self._wanted is not None:
            self._quiet.start(QUIET_MS)

    def _break_off(self) -> None:
        """End the process at once; the kernels it has compiled are in the cache."""
        if self._process is not None:
            self._superseded = True
            self._process.kill()
            self._show(None)

    def _begin(self) -> None:
        if self._wanted is None or self._link.is_busy:
            return
        needs = needs_of(self._wanted)
        if needs in self._ready or (self._process is not None and needs == self._under_way and not self._superseded):
            return
        if self._process is not None:
            self._break_off()  # the next one begins when this one is over
            return
        self._under_way, self._superseded, self._reader = needs, False, LineReader()
        file = self._written(self._wanted)
        if file is None:
            self._ready.append(needs)
            return
        self._launch(self.command(file))

    def _written(self, document: Document) -> Path | None:
        """The document in a file of its own; None where it can't be written."""
        self._folder = self._folder or QTemporaryDir()
        try:
            file = Path(self._folder.filePath(DOCUMENT))
            file.write_text(dumps(document), encoding="utf-8")
        except OSError:
            return None
        return file

    def _launch(self, command: list[str]) -> None:
        process = self._process = new_process(self)
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        process.start(command[0], command[1:])

    def _read(self) -> None:
        if self._process is None or self._superseded:
            return
        events = self._reader.feed(bytes(self._process.readAllStandardOutput().data()))
        told = [event for event in events if event["event"] == "compiling" and whole(event, "compiled")]
        if told:
            self._show((whole(told[-1], "done"), whole(told[-1], "total")))

    def _show(self, compiled: tuple[int, int] | None) -> None:
        if compiled != self.compiled:
            self.compiled = compiled
            self.progressed.emit()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._ended()

    def _ended(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if not self._superseded:
            # Also where it failed: trying again would come to the same.
            self._ready.append(self._under_way)
        self._show(None)
        self._begin()
