"""The main window: the panels around the canvas, and how they are wired to one another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QWidget

from graph.document.document import new_document
from graph.specs.spec import Value
from graph.validate.problems import Problem, counts
from gui.actions import Actions
from gui.canvas.hint import Hint
from gui.canvas.view import CanvasView
from gui.checking import Checker
from gui.data_reader import DataReader
from gui.editing import Editing
from gui.exporting import ModelExport
from gui.files import DocumentFiles
from gui.finding import Finder
from gui.help import Help
from gui.history_list import HistoryList
from gui.journaling import Journaling
from gui.key_bindings import KeyBindings
from gui.panels.code import CodePanel
from gui.panels.inspector import Inspector
from gui.panels.palette import Palette
from gui.panels.plot import PlotPanel
from gui.panels.problems import ProblemsPanel
from gui.panels.summary import SummaryPanel
from gui.panels.training import TrainingPanel
from gui.parts import column
from gui.picture_dialog import Pictures
from gui.recovery import Recovery
from gui.report import ReportDialog
from gui.settings import Settings
from gui.settings_dialog import SettingsDialog
from gui.steering import Steering
from gui.sweeps.link import SweepLink
from gui.sweeps.panel import SweepPanel
from gui.theme import Theme, mode_of
from gui.top_bar import TopBar
from gui.training.link import State
from gui.training.runs import TrainingRuns
from gui.training.status import TrainingStatus
from gui.translate import text
from gui.window_style import window_style
from gui.workbench import SIZE, Workbench
from gui.workspaces.data.page import DataPage
from gui.workspaces.pages import DATA, DRAW, TRAIN, Workspace, Workspaces
from gui.workspaces.switch import WorkspaceSwitch
from gui.workspaces.train import TrainPage
from runtime.files.documents import can_open


class MainWindow(QMainWindow):
    """One document, one window."""

    window_wanted = Signal()
    """Another window is asked for, with a document of its own."""

    def __init__(self, settings: Settings, theme: Theme, training: TrainingRuns | None = None) -> None:
        super().__init__()
        self.settings, self.theme = settings, theme
        self.editing = Editing(new_document(), self)
        self.files = DocumentFiles(self.editing, settings, self)
        self.journaling = Journaling(self.editing, lambda: self.files.place.about(), self)
        self.recovery = Recovery(self.files, self.journaling, self)
        self.training = training or TrainingRuns(self)
        self.set_language: Callable[[str], None] = self._language_for_next_start
        self._make_panels()
        whole = QWidget()
        rows = column(whole, spacing=0)
        rows.addWidget(self.top)
        rows.addWidget(self.workspaces, 1)
        self.setCentralWidget(whole)
        self.actions_by_name = Actions(self, self)
        self.actions_by_name.build_menus(self.canvas.actions())
        self.bindings = KeyBindings(settings, self._all_actions(), self)
        self._wire()
        self.setAcceptDrops(True)
        self._dress()
        self._show_name()
        self._restore()

    def _make_panels(self) -> None:
        self.menus = QMenuBar()
        self.help = Help(self, self.theme, self._meant)
        self.canvas = CanvasView(self.editing, self.theme)
        self.status = TrainingStatus(self.training)
        self.steering = Steering(self.training, self.files, self)
        self.exporting = ModelExport(self.training, self.files, self)
        self.pictures = Pictures(self.editing, self.theme, self, lambda: self.files.folder)
        self.palette_panel = Palette(self.editing, self.theme, self.settings, self.canvas.library)
        self.palette_panel.judge = self.canvas.judge_line
        self.inspector = Inspector(self.editing)
        self.training_panel = TrainingPanel(self.training, self.status, self.theme)
        self.data_reader = DataReader(self.editing, self.files)
        self.checker = Checker(self.editing)
        self.sweeping = SweepLink(self)
        self.sweep = SweepPanel(self.editing, self.files, self.checker, self.training, self.sweeping, self.theme)
        self.train_page = TrainPage(self.editing, self.training, self.training_panel, self.sweep)
        for tried in (self.inspector.tried, self.train_page.plan.tried):
            tried.connect(self._try_several)
        self.data = DataPage(self.editing, self.data_reader, self.checker, self.theme)
        self.summary = SummaryPanel(self.editing, self.theme)
        self.plot = PlotPanel(self.editing, self.theme)
        self.code = CodePanel(self.editing, self.files, self.data_reader.source, self.theme)
        self.code.weights = self.exporting.weights
        self.problems = ProblemsPanel(self.editing, self.checker, self.theme)
        self.workbench = Workbench(self.palette_panel, self.canvas, self.inspector)
        self.tabs = self.workbench.tabs
        self.workbench.fill_tabs(self.pages())
        self.workspaces = Workspaces(self._workspaces())
        self.switch = WorkspaceSwitch(self.workspaces, self.theme)
        self.top = TopBar(self.theme, self.menus, self.switch)
        self.finder = Finder(self.canvas, self.top.search, self._found_actions, self, lambda: self.workspaces.go(DRAW))
        self.hint = Hint(self.workspaces, self.theme)

    def _try_several(self, key: str) -> None:
        """Let a sweep try several values of a setting."""
        self.workspaces.go(TRAIN)
        self.train_page.tabs.setCurrentWidget(self.sweep)
        self.sweep.try_several(key)

    def _workspaces(self) -> tuple[Workspace, ...]:
        """The pages in the order of the switch and of their keys."""
        return (
            Workspace(DRAW, self.tr("Draw"), self.workbench),
            Workspace(DATA, self.tr("Data"), self.data),
            Workspace(TRAIN, self.tr("Train"), self.train_page),
        )

    def pages(self) -> dict[str, QWidget]:
        """The pages below the canvas, by their titles."""
        return {
            self.tr("Summary"): self.summary,
            self.tr("Plot"): self.plot,
            self.tr("Code"): self.code,
            self.tr("Problems"): self.problems,
        }

    def _found_actions(self) -> tuple[QAction, ...]:
        """What the search finds: all actions, and what is to be chosen in menus."""
        return (*self._all_actions(), *self.actions_by_name.choices)

    def _all_actions(self) -> tuple[QAction, ...]:
        return (*self.actions_by_name.all.values(), *self.canvas.actions())

    def _wire(self) -> None:
        actions, link = self.actions_by_name.all, self.training.link
        self.palette_panel.chosen.connect(self.finder.add_kind)
        self.palette_panel.line_entered.connect(self.canvas.add_line)
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
        self.journaling.failed.connect(self._journal_failed)
        self.files.may_leave = self.steering.may_stop
        self.editing.loaded.connect(self._begin_anew)
        self.theme.changed.connect(self._dress)
        self.problems.located.connect(self.finder.locate)
        self.problems.said.connect(self.mention)
        self.checker.checked.connect(self._show_problems)
        self.checker.checked.connect(lambda found: self.training.warming.follow(self.editing.document, found))
        self.data_reader.facts_changed.connect(self.checker.set_facts)
        self.data_reader.facts_changed.connect(self.canvas.pill.show_facts)
        self.canvas.wants_form.connect(self.inspector.focus_form)
        for panel in (self.inspector, self.palette_panel):
            panel.left.connect(self.canvas.setFocus)
        self.data_reader.source.opened.connect(lambda opened: self.canvas.lines.know(opened.summary))
        self.canvas.pill.clicked.connect(lambda: self.show_below(self.problems))
        self.status.changed.connect(self._show_progress)
        self.workspaces.shown.connect(lambda _name: self._show_progress())
        self.workspaces.moved.connect(self._page_moved)
        self.data.drawn.connect(self._show_made)
        self.workspaces.drag_entered.connect(self.dragEnterEvent)
        self.workspaces.dropped.connect(self.dropEvent)
        actions["pause"].setEnabled(False)
        actions["stop"].setEnabled(False)

    # What is shown

    def _dress(self) -> None:
        self.setStyleSheet(window_style(self.theme))
        self.workspaces.dress(self.styleSheet())

    def _show_name(self) -> None:
        edited = self.editing.is_modified
        self.top.show_name(self.files.name, edited)
        self.workspaces.entitle(self.files.name)
        title = f"{self.files.name}[*] – Layerloom"
        # Qt asks the window system each time, also where nothing changes.
        if title != self.windowTitle():
            self.setWindowTitle(title)
        if edited != self.isWindowModified():
            self.setWindowModified(edited)

    def _begin_anew(self) -> None:
        """Another document is open: nothing of the last one stays on the screen."""
        self.training.clear()
        self.sweeping.leave()
        self.plot.view.start_anew()
        self.checker.check()

    def _show_problems(self, found: tuple[Problem, ...]) -> None:
        self.canvas.canvas.show_problems(found)
        title, count = self.tr("Problems"), counts(found).all
        self.workbench.entitle(self.problems, f"{title} ({count})" if count else title)

    def show_below(self, page: QWidget) -> None:
        """Show one of the pages below the canvas."""
        self.workspaces.go(DRAW)
        self.workbench.show_page(page)

    def _show_made(self) -> None:
        """A network was made for the data: show all of it."""
        self.workspaces.go(DRAW)
        self.canvas.camera.frame()

    def _show_progress(self) -> None:
        """How far the training has come, in the bar and on the switch, where its own page isn't seen."""
        beside = not self.workspaces.is_seen(TRAIN)
        self.top.told.setText(self.status.text() if beside else "")
        self.switch.show_progress(TRAIN, self.status.share if self.training.link.is_busy else None)

    def _page_moved(self, _name: str, _apart: bool) -> None:
        self.workspaces.lend_keys(list(self.actions_by_name.all.values()))
        self._show_name()
        self._show_progress()

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

    def mention(self, sentence: str) -> None:
        """Say something in passing, in the middle of the page in front."""
        self.hint.say(sentence, self.workspaces.rect().center(), stay=4000)

    def _journal_failed(self, reason: str) -> None:
        said = self.tr("Edits can't be kept safe until you save: {reason}.")
        self.mention(said.format(reason=reason.rstrip(".")))

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
            self.show_below(self.problems)
            self.problems.show_first_error()
            self.mention(self.tr("Training starts once the errors are mended."))
            return
        if self.settings.shows_training:
            self.workspaces.go(TRAIN)
        self.steering.train(self.editing.document)

    def _training_changed(self, state: State) -> None:
        self.top.show_state(state)
        actions = self.actions_by_name.all
        actions["train"].setText(self.top.train.text())
        for name, button in (("train", self.top.train), ("pause", self.top.pause), ("stop", self.top.stop)):
            actions[name].setEnabled(button.isEnabled())
        if state is State.FAILED:
            self._show_failure()

    def _show_failure(self) -> None:
        """Lead to the layer at fault, and say there what the Train page says."""
        link = self.training.link
        if link.failed_layer:
            self.finder.locate_named(link.failed_layer, front=False)
        if link.message is not None and not self.workspaces.is_seen(TRAIN):
            self.mention(text(link.message))

    # Opening and closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_path(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_path(event)
        if path is None:
            return
        event.acceptProposedAction()
        if can_open(path):
            self.files.open(path)
        elif self.data.take(path):
            self.workspaces.go(DATA)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.data_reader.look_again()
            self.files.guard.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.canvas.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_go():
            event.ignore()
            return
        self.training.shut_down()
        self.journaling.close()
        self.sweeping.shut_down()
        self.data.close_overview()
        self.files.guard.close()
        self.data_reader.close()
        self.workspaces.close_windows()
        self._keep()
        event.accept()

    def _meant(self) -> type[Value] | None:
        """The kind that is looked at: chosen in the palette while that has the focus, else of the selected layer."""
        focus = QApplication.focusWidget()
        if focus is not None and self.palette_panel.isAncestorOf(focus):
            return self.palette_panel.current_kind()
        chosen = [key for key in self.editing.selection if key in self.editing.model.layers]
        return type(self.editing.model.layers[chosen[0]].spec) if chosen else None

    def show_report(self) -> None:
        ReportDialog(self.editing.document, self).open()

    def show_settings(self) -> None:
        """The settings, beside the window."""
        choices = self.actions_by_name
        SettingsDialog(
            self.settings, self.bindings, choices.themes(), choices.languages(), self.set_theme, self.set_language, self
        ).show()

    def show_history_list(self) -> None:
        HistoryList(self.editing, self).show()

    def show_keys(self) -> None:
        self.help.keys(self._all_actions())


def dropped_path(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The file or folder that is being dropped on the window."""
    return next((Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()), None)
