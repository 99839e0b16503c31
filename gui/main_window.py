"""The main window: the panels around the canvas, and how they are wired to one another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenuBar, QMessageBox, QSplitter, QTabWidget, QWidget

from graph.document.document import LayerId, ModelId, new_document
from graph.specs.message import MessageError
from graph.specs.spec import Value
from graph.validate.problems import Problem, counts
from gui.actions import Actions
from gui.canvas.catalogue import Entry, entries
from gui.canvas.view import CanvasView
from gui.checking import Checker
from gui.command_search import CommandSearch, Finding, finding_of
from gui.data_reader import DataReader
from gui.editing import Editing
from gui.files import DocumentFiles
from gui.help import Help
from gui.messages import tell
from gui.panels.code import CodePanel
from gui.panels.data import DataPanel
from gui.panels.inspector import Inspector
from gui.panels.palette import Palette
from gui.panels.plot import PlotPanel
from gui.panels.problems import ProblemsPanel
from gui.panels.summary import SummaryPanel
from gui.panels.training import TrainingPanel
from gui.parts import column
from gui.settings import Settings
from gui.theme import Theme, mode_of
from gui.top_bar import TopBar
from gui.training.link import State
from gui.training.runs import TrainingRuns
from gui.window_style import window_style
from runtime.files.documents import can_open

SIZE = (1440, 900)
PALETTE_WIDTH, INSPECTOR_WIDTH, BOTTOM_HEIGHT = 208, 284, 272


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
        self.actions_by_name = Actions(self, self)
        self.actions_by_name.build_menus(self.canvas.actions())
        self._arrange()
        self._wire()
        self.setAcceptDrops(True)
        self._dress()
        self._show_name()
        self._show_history()
        self._restore()

    def _make_panels(self) -> None:
        self.menus = QMenuBar()
        self.help = Help(self, self.theme, self._meant)
        self.top = TopBar(self.theme, self.menus)
        self.search = CommandSearch(self)
        self.canvas = CanvasView(self.editing, self.theme)
        self.palette_panel = Palette(self.editing, self.theme, self.settings)
        self.inspector = Inspector(self.editing)
        self.training_panel = TrainingPanel(self.training, self.theme)
        self.data_reader = DataReader(self.editing, self.files)
        self.checker = Checker(self.editing)
        self.data = DataPanel(self.editing, self.data_reader, self.checker, self.theme)
        self.summary = SummaryPanel(self.editing, self.theme)
        self.plot = PlotPanel(self.editing, self.theme)
        self.code = CodePanel(self.editing, self.files, self.data_reader.source, self.theme)
        self.problems = ProblemsPanel(self.editing, self.checker, self.theme)

    def tab_titles(self) -> tuple[str, ...]:
        return (
            self.tr("Training"),
            self.tr("Data"),
            self.tr("Summary"),
            self.tr("Plot"),
            self.tr("Code"),
            self.tr("Problems"),
        )

    def _arrange(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.setObjectName("bottom")
        self.tabs.setDocumentMode(True)
        pages: tuple[QWidget, ...] = (
            self.training_panel,
            self.data,
            self.summary,
            self.plot,
            self.code,
            self.problems,
        )
        for page, title in zip(pages, self.tab_titles(), strict=True):
            self.tabs.addTab(page, title)
        self.tabs.setCornerWidget(self.training_panel.status)
        self.upper, self.middle, self.columns = QSplitter(), QSplitter(Qt.Orientation.Vertical), QSplitter()
        self.upper.addWidget(self.canvas)
        self.upper.addWidget(self.inspector)
        self.middle.addWidget(self.upper)
        self.middle.addWidget(self.tabs)
        self.columns.addWidget(self.palette_panel)
        self.columns.addWidget(self.middle)
        for splitter, stretched in ((self.upper, 0), (self.middle, 0), (self.columns, 1)):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(stretched, 1)
        self.palette_panel.setMinimumWidth(150)
        self.inspector.setMinimumWidth(240)
        self.tabs.setMinimumHeight(120)
        centre = QWidget()
        rows = column(centre, spacing=0)
        rows.addWidget(self.top)
        rows.addWidget(self.columns, 1)
        self.setCentralWidget(centre)

    def _wire(self) -> None:
        actions, link = self.actions_by_name.all, self.training.link
        self.palette_panel.chosen.connect(self.add_kind)
        self.top.search.clicked.connect(self.open_search)
        self.top.train.clicked.connect(self.train)
        self.top.pause.clicked.connect(link.pause)
        self.top.stop.clicked.connect(link.stop)
        link.state_changed.connect(self._training_changed)
        self.editing.history_changed.connect(self._show_name)
        self.editing.history_changed.connect(self._show_history)
        self.files.path_changed.connect(self._show_name)
        self.files.told.connect(self.mention)
        self.files.may_leave = self._may_stop_training
        self.editing.loaded.connect(self._begin_anew)
        self.theme.changed.connect(self._dress)
        self.problems.located.connect(self.locate)
        self.checker.checked.connect(self._show_problems)
        self.checker.checked.connect(lambda found: self.training.warming.follow(self.editing.document, found))
        self.data_reader.facts_changed.connect(self.checker.set_facts)
        self.data_reader.facts_changed.connect(self.canvas.pill.show_facts)
        self.canvas.pill.clicked.connect(lambda: self.show_tab(self.tabs.indexOf(self.problems)))
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

    def _show_history(self) -> None:
        for name, plain, step in (
            ("undo", self.tr("Undo"), self.editing.undo_text),
            ("redo", self.tr("Redo"), self.editing.redo_text),
        ):
            action = self.actions_by_name.all[name]
            action.setEnabled(step is not None)
            action.setText(f"{plain} {step}".rstrip().replace("&", "&&") if step else plain)

    def _show_problems(self, found: tuple[Problem, ...]) -> None:
        self.canvas.canvas.show_problems(found)
        title, count = self.tab_titles()[-1], counts(found).all
        self.tabs.setTabText(self.tabs.count() - 1, f"{title} ({count})" if count else title)

    def show_tab(self, page: int) -> None:
        self.tabs.setCurrentIndex(page)

    def _restore(self) -> None:
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))
        geometry = self.settings.bytes("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.columns.setSizes([PALETTE_WIDTH, SIZE[0] - PALETTE_WIDTH])
        self.upper.setSizes([SIZE[0] - PALETTE_WIDTH - INSPECTOR_WIDTH, INSPECTOR_WIDTH])
        self.middle.setSizes([SIZE[1] - BOTTOM_HEIGHT, BOTTOM_HEIGHT])
        for name, splitter in self._splitters().items():
            state = self.settings.bytes(f"window/{name}")
            if state is not None:
                splitter.restoreState(state)
                splitter.setHandleWidth(1)

    def _splitters(self) -> dict[str, QSplitter]:
        return {"columns": self.columns, "upper": self.upper, "middle": self.middle}

    def _keep(self) -> None:
        self.settings.set_bytes("window/geometry", self.saveGeometry())
        for name, splitter in self._splitters().items():
            self.settings.set_bytes(f"window/{name}", splitter.saveState())

    def set_theme(self, name: str) -> None:
        self.settings.theme = name
        self.theme.set_mode(mode_of(name))

    def _language_for_next_start(self, name: str) -> None:
        self.settings.language = name
        self.mention(self.tr("The language changes at the next start."))

    def mention(self, text: str) -> None:
        """Say something in passing, in the middle of the canvas."""
        self.canvas.hint(text, self.canvas.viewport().rect().center(), stay=4000)

    # Editing

    def undo(self) -> None:
        self.editing.undo()

    def redo(self) -> None:
        self.editing.redo()

    def add_kind(self, what: str) -> None:
        middle = self.canvas.visible_rect().center()
        taken = set(self.editing.model.positions.values())
        while (round(middle.x()), round(middle.y())) in taken:
            middle += QPointF(24, 24)
        self.canvas.add(what, middle)

    def locate(self, model: ModelId, ids: tuple[str, ...]) -> None:
        """Go to a model and show layers or calls in it."""
        if model not in self.editing.document.models:
            return
        if self.editing.model_id != model:
            self.editing.enter(model)
        self.editing.select(ids)
        if ids:
            self.canvas.camera.locate(ids[0])

    def next_problem(self) -> None:
        self.problems.next()

    # Searching

    def open_search(self) -> None:
        actions = [
            finding_of(action, self.tr("Action"))
            for action in (*self.actions_by_name.all.values(), *self.canvas.actions())
            if action.isEnabled() and action.objectName() != "search" and action.text()
        ]
        adding = [self._adding(e) for e in entries(self.editing.document, self.editing.model_id)]
        self._search([*self._layers(), *actions, *adding])

    def _adding(self, entry: Entry) -> Finding:
        title = self.tr("Add {kind}").format(kind=entry.title)
        return Finding(title, self.tr("Layer"), "", lambda: self.add_kind(entry.key))

    def open_layer_search(self) -> None:
        self._search(self._layers())

    def _layers(self) -> list[Finding]:
        def finding(model: ModelId, layer: LayerId) -> Finding:
            place = self.editing.document.models[model]
            found = place.layers[layer]
            return Finding(
                found.name or found.spec.kind,
                f"{found.spec.kind} · {place.name}",
                "",
                lambda: self.locate(model, (layer,)),
            )

        return [finding(m.id, layer) for m in self.editing.document.models.values() for layer in m.layers]

    def _search(self, findings: list[Finding]) -> None:
        pill = self.top.search
        self.search.open_at(pill.mapToGlobal(QPoint(pill.width() // 2, pill.height() + 6)), findings)

    def focus_palette(self) -> None:
        self.palette_panel.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.palette_panel.filter.selectAll()

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
            self.show_tab(self.tabs.indexOf(self.problems))
            self.problems.show_first_error()
            self.mention(self.tr("Training starts once the errors are mended."))
            return
        document, trained = self.editing.document, self.files.trained
        start = trained if trained is not None and trained.fit(document) else None
        if trained is not None and start is None:
            said = self.tr("The layers are no longer those of {name}, so training starts from fresh weights.")
            self.mention(said.format(name=trained.origin.name))
        self.show_tab(0)
        try:
            self.training.train(document, self.files.name, self.files.folder, start.weights if start else None)
        except MessageError as error:
            self.files.refuse(error)
        except OSError as error:
            tell(self, self.tr("The run's folder could not be written: {reason}.").format(reason=error.strerror)).open()

    def _training_changed(self, state: State) -> None:
        self.top.show_state(state)
        actions = self.actions_by_name.all
        actions["train"].setText(self.top.train.text())
        for name, button in (("train", self.top.train), ("pause", self.top.pause), ("stop", self.top.stop)):
            actions[name].setEnabled(button.isEnabled())
        layer = self.training.link.failed_layer
        if state is State.FAILED and layer:
            main = self.editing.document.main
            found = main.layer_named(layer)
            if found is not None:
                self.locate(main.id, (found.id,))

    def open_run_folder(self) -> None:
        run = self.training.current
        if run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))

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

    def _may_stop_training(self) -> bool:
        if not self.training.link.is_busy:
            return True
        box = tell(self, self.tr("The network is still training. Stop it?"))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # It is asked below what was clicked.
        box.setInformativeText(self.tr("What it has learnt so far is kept in the run's folder."))
        stop = box.addButton(self.tr("Stop the training"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Go on training"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is stop

    def _meant(self) -> type[Value] | None:
        """The kind that is looked at: chosen in the palette while that has the focus, else of the selected layer."""
        focus = QApplication.focusWidget()
        if focus is not None and self.palette_panel.isAncestorOf(focus):
            return self.palette_panel.current_kind()
        chosen = [key for key in self.editing.selection if key in self.editing.model.layers]
        return type(self.editing.model.layers[chosen[0]].spec) if chosen else None

    def show_keys(self) -> None:
        self.help.keys((*self.actions_by_name.all.values(), *self.canvas.actions()))


def dropped_file(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """What is being dropped on the window, if it can be opened."""
    for url in event.mimeData().urls():
        if url.isLocalFile() and can_open(Path(url.toLocalFile())):
            return Path(url.toLocalFile())
    return None
