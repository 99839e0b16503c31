"""The main window: the panels around the canvas, and how they are wired to one another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QWidget

from graph.document.document import new_document
from graph.specs.spec import Value
from graph.validate.problems import Problem, counts
from gui.actions import Actions
from gui.canvas.view import CanvasView
from gui.checking import Checker
from gui.data_reader import DataReader
from gui.editing import Editing
from gui.exporting import ModelExport
from gui.files import DocumentFiles
from gui.finding import Finder
from gui.help import Help
from gui.panels.code import CodePanel
from gui.panels.data import DataPanel
from gui.panels.inspector import Inspector
from gui.panels.palette import Palette
from gui.panels.plot import PlotPanel
from gui.panels.problems import ProblemsPanel
from gui.panels.summary import SummaryPanel
from gui.panels.training import TrainingPanel
from gui.settings import Settings
from gui.steering import Steering
from gui.theme import Theme, mode_of
from gui.top_bar import TopBar
from gui.training.link import State
from gui.training.runs import TrainingRuns
from gui.window_style import window_style
from gui.workbench import SIZE, Workbench
from runtime.files.documents import can_open


class MainWindow(QMainWindow):
    """One document, one window."""

    def __init__(self, settings: Settings, theme: Theme, training: TrainingRuns | None = None) -> None:
        super().__init__()
        self.settings, self.theme = settings, theme
        self.editing = Editing(new_document(), self)
        self.files = DocumentFiles(self.editing, settings, self)
        self.training = training or TrainingRuns(self)
        self.set_language: Callable[[str], None] = self._language_for_next_start
        self._make_panels()
        self.workbench = Workbench(self.top, self.palette_panel, self.canvas, self.inspector)
        self.tabs = self.workbench.tabs
        self.workbench.fill_tabs(self.pages(), self.training_panel.status)
        self.setCentralWidget(self.workbench)
        self.actions_by_name = Actions(self, self)
        self.actions_by_name.build_menus(self.canvas.actions())
        self._wire()
        self.setAcceptDrops(True)
        self._dress()
        self._show_name()
        self._restore()

    def _make_panels(self) -> None:
        self.menus = QMenuBar()
        self.help = Help(self, self.theme, self._meant)
        self.top = TopBar(self.theme, self.menus)
        self.canvas = CanvasView(self.editing, self.theme)
        self.finder = Finder(self.canvas, self.top.search, self._all_actions, self)
        self.steering = Steering(self.training, self.files, self)
        self.exporting = ModelExport(self.training, self.files, self)
        self.palette_panel = Palette(self.editing, self.theme, self.settings)
        self.inspector = Inspector(self.editing)
        self.training_panel = TrainingPanel(self.training, self.theme)
        self.data_reader = DataReader(self.editing, self.files)
        self.checker = Checker(self.editing)
        self.data = DataPanel(self.editing, self.data_reader, self.checker, self.theme)
        self.summary = SummaryPanel(self.editing, self.theme)
        self.plot = PlotPanel(self.editing, self.theme)
        self.code = CodePanel(self.editing, self.files, self.data_reader.source, self.theme)
        self.code.weights = self.exporting.weights
        self.problems = ProblemsPanel(self.editing, self.checker, self.theme)

    def pages(self) -> dict[str, QWidget]:
        """The pages below the canvas, by their titles."""
        return {
            self.tr("Training"): self.training_panel,
            self.tr("Data"): self.data,
            self.tr("Summary"): self.summary,
            self.tr("Plot"): self.plot,
            self.tr("Code"): self.code,
            self.tr("Problems"): self.problems,
        }

    def _all_actions(self) -> tuple[QAction, ...]:
        return (*self.actions_by_name.all.values(), *self.canvas.actions())

    def _wire(self) -> None:
        actions, link = self.actions_by_name.all, self.training.link
        self.palette_panel.chosen.connect(self.finder.add_kind)
        self.top.search.clicked.connect(self.finder.open)
        self.top.train.clicked.connect(self.train)
        self.top.pause.clicked.connect(link.pause)
        self.top.stop.clicked.connect(link.stop)
        link.state_changed.connect(self._training_changed)
        self.editing.history_changed.connect(self._show_name)
        self.editing.history_changed.connect(lambda: self.actions_by_name.show_history(self.editing))
        self.files.path_changed.connect(self._show_name)
        self.files.told.connect(self.mention)
        self.steering.told.connect(self.mention)
        self.exporting.told.connect(self.mention)
        self.files.may_leave = self.steering.may_stop
        self.editing.loaded.connect(self._begin_anew)
        self.theme.changed.connect(self._dress)
        self.problems.located.connect(self.finder.locate)
        self.checker.checked.connect(self._show_problems)
        self.checker.checked.connect(lambda found: self.training.warming.follow(self.editing.document, found))
        self.data_reader.facts_changed.connect(self.checker.set_facts)
        self.data_reader.facts_changed.connect(self.canvas.pill.show_facts)
        self.canvas.pill.clicked.connect(lambda: self.workbench.show_page(self.problems))
        actions["pause"].setEnabled(False)
        actions["stop"].setEnabled(False)

    # What is shown

    def _dress(self) -> None:
        self.setStyleSheet(window_style(self.theme))

    def _show_name(self) -> None:
        edited = self.editing.is_modified
        self.top.show_name(self.files.name, edited)
        self.setWindowTitle(f"{self.files.name}[*] – Layerloom")
        self.setWindowModified(edited)

    def _begin_anew(self) -> None:
        """Another document is open: nothing of the last one stays on the screen."""
        self.training.clear()
        self.plot.view.start_anew()
        self.checker.check()

    def _show_problems(self, found: tuple[Problem, ...]) -> None:
        self.canvas.canvas.show_problems(found)
        title, count = self.tr("Problems"), counts(found).all
        self.workbench.entitle(self.problems, f"{title} ({count})" if count else title)

    def show_tab(self, page: int) -> None:
        self.tabs.setCurrentIndex(page)

    def _restore(self) -> None:
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))
        geometry = self.settings.bytes("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.workbench.restore(self.settings)

    def _keep(self) -> None:
        self.settings.set_bytes("window/geometry", self.saveGeometry())
        self.workbench.keep(self.settings)

    def set_theme(self, name: str) -> None:
        self.settings.theme = name
        self.theme.set_mode(mode_of(name))

    def _language_for_next_start(self, name: str) -> None:
        self.settings.language = name
        self.mention(self.tr("The language changes at the next start."))

    def mention(self, text: str) -> None:
        """Say something in passing, in the middle of the canvas."""
        self.canvas.hint(text, self.canvas.viewport().rect().center(), stay=4000)

    # Training

    def train(self) -> None:
        """Train, or go on after a pause; while an error stands, lead to the first one instead."""
        link = self.training.link
        if link.state is State.PAUSED:
            link.resume()
            return
        if link.is_busy:
            return
        if self.checker.errors():
            self.workbench.show_page(self.problems)
            self.problems.show_first_error()
            self.mention(self.tr("Training starts once the errors are mended."))
            return
        self.workbench.show_page(self.training_panel)
        self.steering.train(self.editing.document)

    def _training_changed(self, state: State) -> None:
        self.top.show_state(state)
        actions = self.actions_by_name.all
        actions["train"].setText(self.top.train.text())
        for name, button in (("train", self.top.train), ("pause", self.top.pause), ("stop", self.top.stop)):
            actions[name].setEnabled(button.isEnabled())
        if state is State.FAILED:
            self.finder.locate_named(self.training.link.failed_layer)

    # Opening and closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.files.open(path)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.data_reader.look_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.canvas.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_go():
            event.ignore()
            return
        self.training.shut_down()
        self.data_reader.close()
        self._keep()
        event.accept()

    def _meant(self) -> type[Value] | None:
        """The kind that is looked at: chosen in the palette while that has the focus, else of the selected layer."""
        focus = QApplication.focusWidget()
        if focus is not None and self.palette_panel.isAncestorOf(focus):
            return self.palette_panel.current_kind()
        chosen = [key for key in self.editing.selection if key in self.editing.model.layers]
        return type(self.editing.model.layers[chosen[0]].spec) if chosen else None

    def show_keys(self) -> None:
        self.help.keys(self._all_actions())


def dropped_file(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """What is being dropped on the window, if it can be opened."""
    for url in event.mimeData().urls():
        if url.isLocalFile() and can_open(Path(url.toLocalFile())):
            return Path(url.toLocalFile())
    return None
