"""What the training is doing, in one line: the same words wherever it is said."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from graph.validate.memory import bytes_text
from gui.training.link import State
from gui.training.progress import eta_text
from gui.training.run import Run
from gui.training.runs import TrainingRuns

EVERY_MS = 100
SECOND_MS = 500


class TrainingStatus(QObject):
    """Follows the link and the warm-up; says so at most ten times a second, since nobody reads faster."""

    changed = Signal()

    def __init__(self, training: TrainingRuns) -> None:
        super().__init__(training)
        self.training = training
        self._soon, self._second = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(EVERY_MS)
        self._soon.timeout.connect(self.changed)
        self._second.setInterval(SECOND_MS)
        self._second.timeout.connect(self.changed)
        training.link.progressed.connect(self._later)
        training.link.state_changed.connect(self._state_changed)
        training.link.started.connect(lambda _run: self._later())
        training.warming.progressed.connect(self.changed)

    def _later(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _state_changed(self, _state: State) -> None:
        (self._second.start if self.training.link.is_busy else self._second.stop)()
        self.changed.emit()

    @property
    def share(self) -> float:
        """How much is done, between 0 and 1: of the compiling first, then of the training."""
        link = self.training.link
        if link.state is State.COMPILING:
            done, total = link.compiled
            return done / total if total else 0.0
        return link.run.share_done if link.run else 0.0

    def text(self) -> str:
        """What is going on, in one line."""
        link, run = self.training.link, self.training.current
        if link.state is State.COMPILING:
            done, total = link.compiled
            return self.tr("Compiling kernels, first run only, {k} of {n}").format(k=done, n=total)
        titles = {
            State.STARTING: self.tr("Starting…"),
            State.PAUSED: self.tr("Paused"),
            State.STOPPING: self.tr("Stopping…"),
            State.FINISHED: self.tr("Finished"),
            State.STOPPED: self.tr("Stopped"),
            State.FAILED: self.tr("Failed"),
        }
        parts = [titles[link.state]] if link.state in titles else []
        if run is not None and run.epochs_planned:
            parts += self._progress(run)
        if self.training.warming.compiled is not None:
            done, total = self.training.warming.compiled
            parts.append(self.tr("Preparing kernels… {k} of {n}").format(k=done, n=total))
        return "   ·   ".join(parts)

    def _progress(self, run: Run) -> list[str]:
        link = self.training.link
        parts, pace = [self.tr("epoch {e} / {n}").format(e=run.epoch, n=run.epochs_planned)], run.pace(link.seconds)
        if link.state is State.RUNNING and pace > 0:
            left = pace * max(0, run.steps_planned - run.steps_done)
            parts.append(self.tr("{time} left").format(time=eta_text(left)))
            each = pace * run.steps_per_epoch
            if each >= 1:
                parts.append(self.tr("{time} an epoch").format(time=eta_text(each)))
        if run.memory:
            parts.append(bytes_text(run.memory))
        if pace > 0:
            speed = f"{run.batch_size / pace:,.0f}".replace(",", "\u202f")
            parts.append(self.tr("{n} samples/s").format(n=speed))
        return parts
