"""The data panel: which data set, what is in it, and how its columns reach the Inputs and Outputs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.data_set import DatasetSpec
from graph.document.document import Document
from graph.specs.message import MessageError
from graph.specs.params import Param
from graph.specs.registry import find
from graph.validate.problems import Problem
from gui.canvas.captions import number_text
from gui.checking import Checker
from gui.data_reader import DataReader
from gui.data_source import OpenedData
from gui.editing import Editing
from gui.feeds import feeds_of
from gui.forms.nested import SpecEditor
from gui.forms.spec_form import SpecForm
from gui.messages import tell
from gui.panels.bindings import BindingsList
from gui.panels.lazy import LazyPanel
from gui.panels.samples import SampleStrip
from gui.parts import column, plain, scrolling
from gui.theme import Theme
from gui.translate import shape, text
from runtime.data.dataset import ColumnSummary
from runtime.data.first_network import first_network
from runtime.data.readers.reader import file_suffixes, guess_spec

DATASET = Param("spec", nullable=True, category="dataset")


class DataPanel(LazyPanel):
    """Edits the document's data plan; what is in the data is for the reader to find out."""

    def __init__(
        self, editing: Editing, reader: DataReader, checker: Checker, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(editing, parent)
        self.reader, self.checker, self.theme = reader, checker, theme
        self._opened: OpenedData | None = None
        self.kind = SpecEditor(DATASET, SpecForm)
        self.kind.combo.setAccessibleName(self.tr("Data set"))
        self.kind.entered.connect(self._choose)
        self.about = plain("", "muted", wrap=True)
        self.trouble = plain("", "error", wrap=True)
        self.browse_button = QPushButton(self.tr("Open a file…"))
        self.folder_button = QPushButton(self.tr("Open a folder…"))
        self.browse_button.clicked.connect(lambda: self.browse(folder=False))
        self.folder_button.clicked.connect(lambda: self.browse(folder=True))
        self.make_button = QPushButton(self.tr("Make a network for this data"))
        self.make_button.setToolTip(self.tr("Inputs, a body and an Output for the column that is to be learnt"))
        self.targets = QMenu(self.make_button)
        self.targets.aboutToShow.connect(self._list_targets)
        self.make_button.setMenu(self.targets)
        self.table = QTableWidget(0, 4)
        self.samples = SampleStrip(theme)
        self.bindings = BindingsList()
        self.bindings.changed.connect(self._bind)
        self._arrange()
        # The plan itself is shown at once, since the next edit starts from it.
        editing.changed.connect(self._changed)
        reader.source.opened.connect(self.show_anew)
        reader.facts_changed.connect(self.show_anew)
        checker.checked.connect(self.mark_stale)
        theme.changed.connect(self._dress)

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
        page.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
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
        if before.data is not after.data:
            self.show_anew()

    def refresh(self) -> None:
        """Show the plan as it is, and what is known of its data."""
        dataset, source = self.plan.dataset, self.reader.source
        self.kind.show_value(dataset if isinstance(dataset, DatasetSpec) else None)
        if self._opened is not source.now:
            self._opened = source.now
            self._show_opened(source.now)
        if source.is_busy:
            self.about.setText(self.tr("Reading the data…"))
            self.about.show()
        self.make_button.setVisible(source.now.dataset is not None and not self.editing.document.main.layers)
        bindings, facts = dict(self.plan.bindings), self.reader.facts
        feeds = feeds_of(self.editing.document)
        self.bindings.show_feeds(feeds, bindings, source.now.dataset, facts, self._problems())

    def _problems(self) -> tuple[Problem, ...]:
        """What is wrong at Inputs and Outputs of the root model, as every other place says it."""
        return tuple(problem for problem in self.checker.found if problem.model == self.editing.document.root)

    def _show_opened(self, opened: OpenedData) -> None:
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

    def _list_targets(self) -> None:
        """The columns that a network can be made to learn, listed when somebody asks: there may be thousands."""
        summary = self.reader.source.now.summary
        self.targets.clear()
        for found in summary.columns if summary else ():
            title = self.tr("that learns {column}").format(column=found.name).replace("&", "&&")
            self.targets.addAction(title, partial(self.make_network, found.name))

    def make_network(self, target: str) -> None:
        """A network for the open data that learns one of its columns, in place of the empty one."""
        dataset, spec = self.reader.source.now.dataset, self.plan.dataset
        if dataset is None or not isinstance(spec, DatasetSpec):
            return
        try:
            started = first_network(dataset, spec, target)
        except MessageError as error:
            tell(self, text(error)).open()
            return
        made = started.document
        self.editing.apply(self.tr("Make a network for the data"), lambda d: replace(made, extra=d.extra))
        if started.notes:
            tell(self, "\n".join(text(note) for note in started.notes)).open()

    def _dress(self) -> None:
        self._opened = None
        self.show_anew()

    def _show_columns(self, columns: tuple[ColumnSummary, ...]) -> None:
        self.table.setRowCount(len(columns))
        for row, found in enumerate(columns):
            kind = self.tr("{n} classes").format(n=len(found.classes)) if found.classes else found.dtype
            extent = f"{found.low:g} … {found.high:g}" if found.low is not None and found.high is not None else "–"
            if found.missing:
                extent += " · " + self.tr("{n} missing").format(n=number_text(found.missing))
            for place, shown in enumerate((found.name, shape(found.shape), kind, extent)):
                item = QTableWidgetItem(shown)
                if place:
                    item.setForeground(self.theme.colors.muted)
                self.table.setItem(row, place, item)
        if columns:
            self.table.setCurrentCell(0, 0)
        self._show_samples()

    def _show_samples(self) -> None:
        opened, row = self.reader.source.now, self.table.currentRow()
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
            kind = find("dataset", value)
            self.browse(folder=kind is not None and issubclass(kind, DatasetSpec) and kind.takes_folder)
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
            endings = " ".join(f"*{suffix}" for suffix in file_suffixes())
            kinds = self.tr("Data") + f" ({endings});;" + self.tr("All files") + " (*)"
            chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.take(Path(chosen))
        else:
            self.refresh()

    def take(self, path: Path) -> bool:
        """Use a file or folder as the data set, and say whether it is one. Tables and folders are often sorted:
        validation takes of all of it."""
        try:
            spec = guess_spec(path)
        except MessageError as error:
            tell(self.window(), text(error)).open()
            return False
        self.editing.apply(
            self.tr("Choose the data set"),
            lambda d: replace(
                d, data=d.data.with_dataset(spec), training=d.training.replace(validation_from=spec.split)
            ),
        )
        return True

    def _bind(self, layer: str, binding: Binding | None, merge: str) -> None:
        main = self.editing.document.main
        name = self.tr("Change the data of {name}").format(name=main.layers[layer].name if layer in main.layers else "")
        self.editing.apply(name, lambda d: replace(d, data=d.data.bind(layer, binding)), merge)
