"""The sweep of the document: what is tried on the left, the trials and their picture on the right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMenu, QPushButton, QSplitter, QTableView, QWidget

from graph.specs.message import Message, MessageError, say
from graph.specs.ranges.range import RangeSpec
from graph.validate.sweep import sweep_objections
from gui.checking import Checker
from gui.editing import Editing
from gui.files import DocumentFiles
from gui.forms.spec_form import SpecForm
from gui.messages import tell
from gui.panels.lazy import LazyPanel
from gui.panels.plan_page import names_of
from gui.parts import Elided, column, plain, scrolling
from gui.sweeps.link import SweepLink, Tried
from gui.sweeps.picture import Coordinates
from gui.sweeps.ranges import RangesEditor
from gui.sweeps.table import TrialTable
from gui.theme import Theme, font
from gui.training.run import Run
from gui.training.runs import TrainingRuns
from gui.translate import label, text
from runtime.sweeps.table import with_values

REDRAW_MS = 200
LEFT_WIDTH = 340


class SweepPanel(LazyPanel):
    """Edits the sweep, starts and stops it, shows its trials, and sets what one of them tried in the document."""

    def __init__(
        self,
        editing: Editing,
        files: DocumentFiles,
        checker: Checker,
        training: TrainingRuns,
        link: SweepLink,
        theme: Theme,
    ) -> None:
        super().__init__(editing)
        self.files, self.checker, self.training, self.link = files, checker, training, link
        self.ranges = RangesEditor()
        self.ranges.changed.connect(self._set_ranges)
        self.form = SpecForm(("ranges",), suggest=lambda what: names_of(editing.document, what))
        self.form.changed.connect(self._change)
        self.start = QPushButton(self.tr("Start the sweep"))
        self.start.setProperty("role", "primary")
        self.start.clicked.connect(self._start_or_stop)
        self.earlier = QPushButton(self.tr("Earlier sweeps"))
        self.menu = QMenu(self.earlier)
        self.menu.aboutToShow.connect(self._list_earlier)
        self.earlier.setMenu(self.menu)
        self.trouble = plain("", "error", wrap=True)
        self.told = Elided()
        self.write = QPushButton(self.tr("Set in the document"))
        self.write.setToolTip(self.tr("Give the document the settings of the chosen trial, or of the best"))
        self.write.clicked.connect(self._write)
        self.table = QTableView()
        self.model = TrialTable()
        self.picture = Coordinates(theme)
        self.picture.chosen.connect(self._choose)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self._show)
        self._arrange()
        link.changed.connect(self._later)
        link.tried.connect(self._keep_run)
        self._show()

    def _arrange(self) -> None:
        left, right = QWidget(), QWidget()
        page = column(left, (16, 14, 16, 12), 10)
        page.addWidget(plain(self.tr("What is tried"), "section"))
        page.addWidget(self.ranges)
        page.addSpacing(6)
        page.addWidget(plain(self.tr("How"), "section"))
        page.addWidget(self.form)
        page.addWidget(self.trouble)
        buttons = QHBoxLayout()
        buttons.addWidget(self.start)
        buttons.addWidget(self.earlier)
        buttons.addStretch(1)
        page.addLayout(buttons)
        page.addStretch(1)
        self.table.setModel(self.model)
        self.model.face = font(12)
        self.table.setAccessibleName(self.tr("Trials"))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(24)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._mark())
        tools = QHBoxLayout()
        tools.addWidget(self.told, 1)
        tools.addWidget(self.write)
        page = column(right, (16, 12, 16, 12), 8)
        page.addLayout(tools)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.picture)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        page.addWidget(both, 1)
        sides = QSplitter()
        sides.setHandleWidth(1)
        sides.setChildrenCollapsible(False)
        sides.addWidget(scrolling(left))
        sides.addWidget(right)
        sides.setStretchFactor(1, 1)
        sides.setSizes([LEFT_WIDTH, 1440 - LEFT_WIDTH])
        column(self).addWidget(sides)

    # The document

    def refresh(self) -> None:
        document = self.editing.document
        self.ranges.show_document(document)
        self.form.show_values((document.sweep,))
        self._show()

    def try_several(self, key: str) -> None:
        """Let several values of a setting be typed."""
        self.refresh()
        self.ranges.begin(key)

    def _set_ranges(self, found: tuple[RangeSpec, ...]) -> None:
        step = self.tr("Change what a sweep tries")
        self.editing.apply(step, lambda d: replace(d, sweep=d.sweep.replace(ranges=found)))

    def _change(self, name: str, value: Any, merge: str) -> None:
        step = self.tr("Change {parameter} of the sweep").format(parameter=label(name).lower())
        changed = replace(self.editing.document, sweep=self.editing.document.sweep.replace(**{name: value}))
        self.editing.apply(step, changed, f"sweep.{merge}" if merge else "")

    def _write(self) -> None:
        trial = self._chosen()
        if trial is None:
            return
        step = self.tr("Set the values of trial {number}").format(number=trial.number)
        try:
            self.editing.apply(step, lambda d: with_values(d, trial.values))
        except MessageError as error:
            self._complain(error.message)

    # The sweep

    def _start_or_stop(self) -> None:
        if self.link.is_busy:
            self.link.stop()
            return
        reason = self._objection()
        if reason is not None:
            self._complain(reason)
            return
        try:
            self.link.start(self.editing.document, self.files.name, self.files.folder)
        except OSError as error:
            said = self.tr("The sweep's folder could not be written: {reason}.")
            tell(self, said.format(reason=error.strerror)).open()

    def _objection(self) -> Message | None:
        """Why there can't be a sweep of the document as it is."""
        if not self.editing.document.sweep.ranges:
            return say("Choose what is to be tried first: a setting and its values.")
        found = self.checker.errors()
        if found:
            return found[0].message
        return next((message for message, _ in sweep_objections(self.editing.document)), None)

    def _list_earlier(self) -> None:
        self.menu.clear()
        for folder in self.link.earlier():
            action = self.menu.addAction(folder.name)
            action.setEnabled(not self.link.is_busy)
            action.triggered.connect(lambda _on=False, place=folder: self.link.resume(place))
        if self.menu.isEmpty():
            self.menu.addAction(self.tr("There are none yet")).setEnabled(False)

    def _keep_run(self, trial: Tried) -> None:
        """A trial is a run like any other: its curves can be compared."""
        sweep = self.link.sweep
        if sweep is None:
            return
        folder: Path = sweep.trial_folder(trial.number)
        if any(run.folder == folder for run in self.training.runs):
            return
        run = Run(self.tr("sweep · trial {number}").format(number=trial.number), folder)
        try:
            run.read_history(10**9)
        except (OSError, ValueError):
            return
        self.training.runs.append(run)
        self.training.runs_changed.emit()

    # What is shown

    def _later(self) -> None:
        if not self._redraw.isActive():
            self._redraw.start()

    def _show(self) -> None:
        busy, sweep = self.link.is_busy, self.link.sweep
        self.start.setText(
            (self.tr("Stop at once") if self.link.stopping else self.tr("Stop the sweep"))
            if busy
            else self.tr("Start the sweep")
        )
        if not busy or self.link.message is not None:
            self._complain(self.link.message)
        if not self.isVisible():
            return
        marked = self._chosen_number()
        self.model.show_sweep(sweep)
        self.told.setText(self._summary())
        self._choose(marked)
        self._mark()

    def _summary(self) -> str:
        sweep = self.link.sweep
        if sweep is None:
            return self.tr("The trials of a sweep appear here, the best first.")
        told = self.tr("{done} of {wanted} trials").format(done=sweep.over, wanted=sweep.wanted or "…")
        best = next(iter(sweep.done), None)
        if best is not None:
            found = self.tr("best: trial {number}, {monitor} {value}")
            told += "   ·   " + found.format(number=best.number, monitor=sweep.monitor, value=f"{best.value:.5g}")
        return told

    def _complain(self, reason: Message | str | None) -> None:
        self.trouble.setText("" if reason is None else text(reason))
        self.trouble.setVisible(bool(reason))

    def _chosen_number(self) -> int | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.rows[rows[0].row()].number if rows and rows[0].row() < len(self.model.rows) else None

    def _chosen(self) -> Tried | None:
        """The trial of the chosen row, else the best."""
        sweep, number = self.link.sweep, self._chosen_number()
        if sweep is None:
            return None
        return sweep.trials.get(number) if number is not None else next(iter(sweep.done), None)

    def _choose(self, number: int | None) -> None:
        row = next((i for i, trial in enumerate(self.model.rows) if trial.number == number), None)
        if row is not None:
            self.table.selectRow(row)

    def _mark(self) -> None:
        sweep = self.link.sweep
        ranges = [spec for spec in self.editing.document.sweep.ranges if isinstance(spec, RangeSpec)]
        self.picture.show_sweep(sweep, ranges, self._chosen_number())
        self.write.setEnabled(self._chosen() is not None)
