"""The data panel: which data set, what is in it, and how its columns reach the Inputs and Outputs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from graph.data_plan import Binding, DataPlan
from graph.data_sets import DatasetSpec
from graph.document import Document
from graph.message import MessageError
from graph.params import Param
from gui.canvas.captions import number_text
from gui.data_source import DataSource, OpenedData, facts_of, feeds_of
from gui.editing import Editing
from gui.files import DocumentFiles
from gui.forms.nested import SpecEditor
from gui.messages import tell
from gui.panels.bindings import BindingsList
from gui.panels.parts import column, plain, scrolling
from gui.panels.samples import SampleStrip
from gui.theme import Theme
from gui.translate import shape, text
from runtime.data.dataset import ColumnSummary
from runtime.data.model_data import suggest_binding
from runtime.data.opening import guess_spec

DATASET = Param("spec", nullable=True, category="dataset")


class DataPanel(QWidget):
    """Edits the document's data plan; the data itself is read in the background."""

    facts_changed = Signal(object)
    """What is known of the data, for the search for problems."""

    def __init__(self, editing: Editing, files: DocumentFiles, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.editing, self.files, self.theme = editing, files, theme
        self.source = DataSource(self)
        self.source.opened.connect(self._opened)
        self.kind = SpecEditor(DATASET)
        self.kind.combo.setAccessibleName(self.tr("Data set"))
        self.kind.entered.connect(self._choose)
        self.about = plain("", "muted", wrap=True)
        self.trouble = plain("", "error", wrap=True)
        self.browse_button = QPushButton(self.tr("Open a file…"))
        self.folder_button = QPushButton(self.tr("Open a folder…"))
        self.browse_button.clicked.connect(lambda: self.browse(folder=False))
        self.folder_button.clicked.connect(lambda: self.browse(folder=True))
        self.table = QTableWidget(0, 4)
        self.samples = SampleStrip(theme)
        self.bindings = BindingsList()
        self.bindings.changed.connect(self._bind)
        self._arrange()
        editing.changed.connect(self._changed)
        files.path_changed.connect(lambda path: self.refresh())
        self.refresh()

    def _arrange(self) -> None:
        left, middle, right = QWidget(), QWidget(), QWidget()
        page = column(left, (16, 8, 12, 8), 8)
        page.addWidget(plain(self.tr("Data set"), "section"))
        page.addWidget(self.kind.widget)
        page.addWidget(self.about)
        page.addWidget(self.trouble)
        buttons = QHBoxLayout()
        buttons.addWidget(self.browse_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        page.addLayout(buttons)
        page.addStretch(1)
        self._prepare_table()
        page = column(middle, (12, 8, 12, 8), 8)
        page.addWidget(plain(self.tr("Columns"), "section"))
        page.addWidget(self.table, 1)
        page.addWidget(self.samples, 1)
        page = column(right, (12, 8, 16, 8), 8)
        page.addWidget(plain(self.tr("What feeds the network"), "section"))
        page.addWidget(self.bindings)
        page.addStretch(1)
        splitter = QSplitter()
        for part, stretch in ((scrolling(left), 3), (middle, 5), (scrolling(right), 5)):
            splitter.addWidget(part)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setHandleWidth(1)
        splitter.setSizes([300, 470, 470])
        column(self).addWidget(splitter)

    def _prepare_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([self.tr("Column"), self.tr("Sample"), self.tr("Type"), self.tr("Range")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().setDefaultSectionSize(26)
        table.setMinimumHeight(90)
        table.setAccessibleName(self.tr("Columns"))
        table.currentCellChanged.connect(lambda *_: self._show_samples())

    @property
    def plan(self) -> DataPlan:
        return self.editing.document.data

    def _changed(self, before: Document, after: Document) -> None:
        if before.data is not after.data or before.main is not after.main:
            self.refresh()

    def refresh(self) -> None:
        """Show the plan as it is, and open its data set where that is another one."""
        dataset = self.plan.dataset
        self.kind.show_value(dataset if isinstance(dataset, DatasetSpec) else None)
        folder = self.files.path.parent if self.files.path else None
        self.source.want(dataset, folder if dataset is not None and dataset_paths(dataset) else None)
        if self.source.is_busy:
            self.about.setText(self.tr("Reading the data…"))
            self.about.show()
        self._show_bindings()

    def _show_bindings(self) -> None:
        feeds = feeds_of(self.editing.document)
        bindings = dict(self.plan.bindings)
        self.bindings.show_feeds(feeds, bindings, self.source.now)
        self.facts_changed.emit(facts_of(self.source.now, feeds, bindings))

    def _opened(self, opened: OpenedData) -> None:
        self.trouble.setText(text(opened.trouble) if opened.trouble else "")
        self.trouble.setVisible(opened.trouble is not None)
        summary = opened.summary
        about = ""
        if summary is not None:
            about = self.tr("{n} samples").format(n=number_text(summary.rows)) + f" · {summary.description}"
            about += "".join(f"\n{text(note)}" for note in summary.notes)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self._show_columns(summary.columns if summary else ())
        self._show_bindings()

    def _show_columns(self, columns: tuple[ColumnSummary, ...]) -> None:
        self.table.setRowCount(len(columns))
        for row, found in enumerate(columns):
            kind = self.tr("{n} classes").format(n=len(found.classes)) if found.classes else found.dtype
            extent = f"{found.low:g} … {found.high:g}" if found.low is not None and found.high is not None else "–"
            for place, shown in enumerate((found.name, shape(found.shape), kind, extent)):
                item = QTableWidgetItem(shown)
                if place:
                    item.setForeground(self.theme.colors.muted)
                self.table.setItem(row, place, item)
        if columns:
            self.table.setCurrentCell(0, 0)
        self._show_samples()

    def _show_samples(self) -> None:
        opened, row = self.source.now, self.table.currentRow()
        if opened.summary is None or not 0 <= row < len(opened.summary.columns):
            self.samples.clear()
            return
        found = opened.summary.columns[row]
        classes = next((c for c in opened.summary.columns if c.classes and not c.shape), None)
        labels = []
        if classes is not None:
            names, given = classes.classes, opened.samples[classes.name]
            labels = [names[int(k)] if 0 <= k < len(names) else "?" for k in given]
        self.samples.show_samples(opened.samples[found.name], found.preview, labels)

    def _choose(self, value: Any, typing: bool) -> None:
        """Another data set or another parameter of it; a kind that needs a path asks for it first."""
        if isinstance(value, str):
            self.browse(folder=value in ("ImageFolder", "Cifar10"))
            return
        old = self.plan.dataset
        same = isinstance(old, DatasetSpec) and value is not None and old.kind == value.kind
        name = self.tr("Change the data set") if same else self.tr("Choose the data set")
        self._apply(name, value, "dataset" if typing else "")

    def _apply(self, name: str, dataset: DatasetSpec | None, merge: str = "") -> None:
        self.editing.apply(name, lambda d: replace(d, data=d.data.with_dataset(dataset)), merge)

    def browse(self, folder: bool) -> None:
        """Let a file or folder be chosen; what kind of data it is follows from its name and contents."""
        title = self.tr("Choose data")
        if folder:
            chosen = QFileDialog.getExistingDirectory(self, title)
        else:
            kinds = self.tr("Data") + " (*.npz *.npy *.csv *.tsv *.txt *.gz);;" + self.tr("All files") + " (*)"
            chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.take(Path(chosen))
        else:
            self.refresh()

    def take(self, path: Path) -> None:
        """Use a file or folder as the data set."""
        try:
            self._apply(self.tr("Choose the data set"), guess_spec(path))
        except MessageError as error:
            tell(self, text(error)).open()

    def connect_columns(self) -> None:
        """Connect every Input and Output that has no column yet with one that fits."""
        dataset = self.source.now.dataset
        if dataset is None:
            return
        plan = self.plan
        for feed in feeds_of(self.editing.document):
            if feed.layer not in plan.bindings and (found := suggest_binding(dataset, feed)) is not None:
                plan = plan.bind(feed.layer, found)
        self.editing.apply(self.tr("Connect the columns"), lambda d: replace(d, data=plan))

    def _bind(self, layer: str, binding: Binding | None, merge: str) -> None:
        main = self.editing.document.main
        name = self.tr("Change the data of {name}").format(name=main.layers[layer].name if layer in main.layers else "")
        self.editing.apply(name, lambda d: replace(d, data=d.data.bind(layer, binding)), merge)


def dataset_paths(dataset: object) -> tuple[str, ...]:
    return dataset.paths() if isinstance(dataset, DatasetSpec) else ()


