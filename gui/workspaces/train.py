"""The Train page: the runs on the left, their curves in the middle, how it is trained on the right; sweeps behind."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from gui.editing import Editing
from gui.panels.front_run import FrontRun
from gui.panels.lazy import LazyPanel
from gui.panels.plan_page import PlanForm
from gui.panels.training import TrainingPanel
from gui.parts import column, plain, scrolling
from gui.training.runs import TrainingRuns

LEFT_WIDTH, RIGHT_WIDTH = 236, 284


class TrainPage(LazyPanel):
    """Holds the panels; each of them sleeps while it isn't seen."""

    def __init__(self, editing: Editing, training: TrainingRuns, curves: TrainingPanel, sweep: QWidget) -> None:
        super().__init__(editing)
        self.training, self.curves = training, curves
        left, right = QWidget(), QWidget()
        page = column(left, (16, 14, 12, 12), 8)
        page.addWidget(plain(self.tr("Runs"), "section"))
        self.none = plain(self.tr("Earlier runs appear here, to be compared."), "muted", wrap=True)
        page.addWidget(FrontRun(curves.told))
        page.addWidget(self.none)
        page.addWidget(curves.runs, 1)
        page.addStretch(0)
        page = column(right, (16, 14, 16, 12), 8)
        page.addWidget(plain(self.tr("How it is trained"), "section"))
        self.plan = PlanForm(editing)
        page.addWidget(self.plan)
        page.addStretch(1)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        left.setMinimumWidth(150)
        for part in (left, curves, scrolling(right)):
            splitter.addWidget(part)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([LEFT_WIDTH, 1440 - LEFT_WIDTH - RIGHT_WIDTH, RIGHT_WIDTH])
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(splitter, self.tr("One training"))
        self.tabs.addTab(sweep, self.tr("Sweep"))
        column(self).addWidget(self.tabs)
        training.runs_changed.connect(self._list)
        self._list()

    def _list(self) -> None:
        self.none.setVisible(len(self.training.runs) < 2)

    def refresh(self) -> None:
        self.plan.refresh()
