"""The curves: progress on top, a plot for each metric, those of earlier runs beside it."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSlider,
    QWidget,
)

from gui.curves.metric_plot import MetricPlot
from gui.forms.editors import CalmCombo
from gui.panels.run_list import RunList
from gui.parts import Elided, column, plain
from gui.theme import Theme
from gui.training.link import State
from gui.training.run import Run
from gui.training.runs import TrainingRuns
from gui.training.status import TrainingStatus
from gui.translate import text

FRAME_MS = 33
LARGEST_SHARE = 0.35
"""Of the time, at most, goes into drawing; on a busy machine the plots move less often, the window always."""
COLUMNS = 2
SPARE = ("loss", "accuracy")
"""Plots made in advance: making one takes longer than an event may take."""


class TrainingPanel(QWidget):
    """Watches the training; draws at most thirty times a second, and only while it is seen."""

    def __init__(self, training: TrainingRuns, told: TrainingStatus, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.training, self.told, self.theme = training, told, theme
        self.plots: dict[str, MetricPlot] = {}
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Training progress"))
        self.status = Elided()
        self.status.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.trouble = plain("", "error", wrap=True)
        self.trouble.hide()
        self.note = plain("", "muted", wrap=True)
        self.note.hide()
        self.hint = plain("", "muted", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._cost = 0.0
        self._frame.timeout.connect(self.redraw)
        self._due: list[MetricPlot] = []
        self._again = False
        self._arrange()
        self._spare = [MetricPlot(name, theme) for name in SPARE]
        for plot in self._spare:
            plot.warm_up()
        training.link.progressed.connect(self._later)
        training.link.state_changed.connect(self._state_changed)
        training.link.started.connect(lambda _run: self._later())
        told.changed.connect(self._show_status)
        theme.changed.connect(self._later)
        self._state_changed(training.link.state)

    def _arrange(self) -> None:
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setRange(0, 99)
        self.smoothing.setValue(60)
        self.smoothing.setFixedWidth(90)
        self.smoothing.setAccessibleName(self.tr("Smoothing"))
        self.smoothing.valueChanged.connect(self._set_up)
        self.axis = CalmCombo()
        for name, title in (("step", self.tr("Step")), ("epoch", self.tr("Epoch")), ("time", self.tr("Time (s)"))):
            self.axis.addItem(title, name)
        self.axis.setAccessibleName(self.tr("Horizontal axis"))
        self.axis.currentIndexChanged.connect(self._set_up)
        self.log = QCheckBox(self.tr("Log axis"))
        self.log.toggled.connect(self._set_log)
        self.following = QCheckBox(self.tr("Follow newest"))
        self.following.setChecked(True)
        self.following.toggled.connect(self._later)
        tools = QHBoxLayout()
        tools.setSpacing(14)
        for widget in (plain(self.tr("Smoothing"), "muted"), self.smoothing, self.axis, self.log, self.following):
            tools.addWidget(widget)
        self.resume = QPushButton(self.tr("Resume this run"))
        self.resume.setToolTip(
            self.tr("Go on from the last checkpoint, to the very weights that it would have ended with")
        )
        self.resume.clicked.connect(self._resume)
        self.resume.hide()
        tools.addWidget(self.status, 1)
        tools.addWidget(self.resume)
        self.grid = QGridLayout()
        self.grid.setSpacing(14)
        self.runs = RunList(self.training, self.theme)
        self.runs.compared_changed.connect(self._later)
        page = column(self, (16, 12, 16, 14), 10)
        page.addWidget(self.bar)
        page.addLayout(tools)
        page.addWidget(self.trouble)
        page.addWidget(self.note)
        page.addWidget(self.hint, 1)
        page.addLayout(self.grid, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later()

    def _later(self) -> None:
        # What comes while a round of plots is drawn is not on those drawn already: there is another round.
        self._again = bool(self._due)
        if not self._frame.isActive():
            self._frame.start(self._interval(1))

    def redraw(self) -> None:
        """Draw what is due: one plot a turn, the others in the next ones."""
        if not self._due:
            self._show_status()
            if not self.isVisible():
                return
            run = self.training.current
            missing = [metric for metric in (run.metrics if run else ()) if metric not in self.plots]
            if missing:
                self._add_plot(missing[0])
            self.hint.setVisible(not self.plots)
            self._due = list(self.plots.values())
            if missing[1:]:
                self._later()
        if not self._due:
            return
        began = time.perf_counter()
        self._draw(self._due.pop(0))
        self._cost = 0.7 * self._cost + 0.3 * (time.perf_counter() - began)
        if self._due or self._again:
            self._again = self._again and bool(self._due)
            self._frame.start(self._interval(len(self.plots)))

    def _draw(self, plot: MetricPlot) -> None:
        plot.show_run(self.training.current, self.runs.compared(), self.following.isChecked())

    def _interval(self, parts: int) -> int:
        """Milliseconds until the next plot, so that all of them together are drawn at most thirty times a second."""
        return max(FRAME_MS // max(1, parts), round(1000 * self._cost / LARGEST_SHARE), 4)

    def _add_plot(self, metric: str) -> None:
        plot = self._spare.pop() if self._spare else MetricPlot(metric, self.theme)
        plot.rename(metric)
        self.plots[metric] = plot
        place = len(self.plots) - 1
        self.grid.addWidget(plot, place // COLUMNS, place % COLUMNS)
        plot.show()
        self._set_up()
        plot.set_log(self.log.isChecked())

    def _set_up(self) -> None:
        for plot in self.plots.values():
            plot.axis, plot.weight = str(self.axis.currentData()), self.smoothing.value() / 100
        self._later()

    def _set_log(self, on: bool) -> None:
        for plot in self.plots.values():
            plot.set_log(on)

    def _state_changed(self, state: State) -> None:
        link = self.training.link
        failed = state is State.FAILED and link.message is not None
        self.trouble.setText(text(link.message) if failed and link.message is not None else "")
        self.trouble.setVisible(failed)
        self.hint.setText(
            self.tr("Loss and metrics appear here with the first steps of the training.")
            if link.is_busy
            else self.tr("Press Train: loss and metrics appear here while the network learns.")
        )
        self.resume.setVisible(self.training.can_resume(self.training.current))
        if state in (State.STARTING, State.IDLE):
            self._put_away()
        self._later()

    def _resume(self) -> None:
        run = self.training.current
        if run is not None:
            self.training.resume(run)

    def _put_away(self) -> None:
        """Take the last run's plots off; they serve the next one."""
        for plot in self.plots.values():
            self.grid.removeWidget(plot)
            plot.hide()
            plot.show_run(None)
            self._spare.append(plot)
        self.plots.clear()
        self._due.clear()

    def _show_status(self) -> None:
        run = self.training.link.run
        self.status.setText(self.told.text())
        said = text(run.note).strip() if run is not None else ""
        self.note.setText(said)
        self.note.setVisible(bool(said))
        self.bar.setValue(round(1000 * self.told.share))

    def shown_runs(self) -> list[Run]:
        """The run in front and those it is compared with."""
        run = self.training.current
        return ([run] if run else []) + self.runs.compared()
