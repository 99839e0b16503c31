"""The run in front: how far it is, and the newest values of its loss and metrics beside those of validation."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame

from gui.curves.metric_plot import number
from gui.parts import Rows, column, plain
from gui.training.run import VALIDATION, Run
from gui.training.status import TrainingStatus


class FrontRun(QFrame):
    """A card that follows the training while it is seen; hidden while there is no run."""

    def __init__(self, told: TrainingStatus) -> None:
        super().__init__()
        self.told = told
        self.setProperty("role", "source")
        self.setProperty("chosen", True)
        self.name, self.about = plain("", "strong", wrap=True), plain("", "muted", wrap=True)
        self.values = Rows()
        page = column(self, (12, 9, 12, 10), 4)
        for widget in (self.name, self.about, self.values):
            page.addWidget(widget)
        told.changed.connect(self.refresh)
        told.training.runs_changed.connect(self.refresh)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        run = self.told.training.current
        self.setVisible(run is not None)
        if run is None or not self.isVisible():
            return
        self.name.setText(run.name)
        self.about.setText(self.told.text() or self.tr("epoch {e} / {n}").format(e=run.epoch, n=run.epochs_planned))
        head = ("", self.tr("training"), self.tr("validation"))
        rows = [(name, number(run.last(name)), number(run.last(VALIDATION + name))) for name in run.metrics]
        self.values.show_rows([head, *rows] if rows else [])


def result_text(run: Run) -> str:
    """`val_loss 0.4388`, what a run came to; nothing before its first epoch is over."""
    for name in (f"{VALIDATION}loss", "loss"):
        series = run.epochs.get(name)
        if series is not None and series.last is not None:
            return f"{name} {number(series.last)}"
    return ""
