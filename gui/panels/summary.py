"""Keras' summary as a table: layer, output shape, weights, connected to; nested models unfold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from graph.inference.program import LayerPath
from graph.views.summary import Row, Table, rows_inside, summary
from graph.views.summary_text import shape_of_call, size_text, summary_text
from gui.canvas.captions import number_text
from gui.editing import Editing
from gui.inferred import shapes_of
from gui.panels.lazy import LazyPanel
from gui.parts import column, plain
from gui.theme import Theme

LAYER = Qt.ItemDataRole.UserRole
MOST_ROWS = 2000
"""So many are unfolded at once."""


class SummaryPanel(LazyPanel):
    """The summary of the root model; a click selects the layer."""

    def __init__(self, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.theme = theme
        self.table: Table | None = None
        self._rows: tuple[Row, ...] = ()
        """Those that are shown."""
        self._inside: dict[LayerPath, tuple[Row, ...]] = {}
        """What is shown within a row that has been unfolded, by its path."""
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(
            [self.tr("Layer"), self.tr("Kind"), self.tr("Output shape"), self.tr("Weights"), self.tr("Connected to")]
        )
        self.tree.setUniformRowHeights(False)
        self.tree.setRootIsDecorated(True)
        self.tree.setAccessibleName(self.tr("Summary"))
        self.tree.itemClicked.connect(self._select)
        self.tree.itemExpanded.connect(self._fill)
        head = self.tree.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        for section, width in enumerate((240, 140, 200, 110)):
            head.resizeSection(section, width)
        self.totals = plain("", "muted")
        self.nested = QCheckBox(self.tr("Unfold nested models"))
        self.nested.toggled.connect(self._unfold)
        copy = QPushButton(self.tr("Copy as text"))
        copy.clicked.connect(self.copy)
        tools = QHBoxLayout()
        tools.addWidget(self.totals, 1)
        tools.addWidget(self.nested)
        tools.addWidget(copy)
        page = column(self, (16, 6, 16, 8), 6)
        page.addLayout(tools)
        page.addWidget(self.tree, 1)
        theme.changed.connect(self._recolour)

    def _recolour(self) -> None:
        self.tree.clear()
        self._rows, self._inside = (), {}
        self.show_anew()

    def refresh(self) -> None:
        document = self.editing.document
        shapes = shapes_of(document, document.root)
        table = self.table = summary(document, shapes=shapes)
        self._show_rows(table.rows)
        counts = table.counts
        parts = [
            self.tr("{n} weights ({size})").format(n=number_text(counts.total), size=size_text(counts.total)),
            self.tr("{n} trainable").format(n=number_text(counts.trainable)),
            self.tr("{n} frozen").format(n=number_text(counts.non_trainable)),
        ]
        apart = sum(row.params or 0 for row in table.rows if not row.used)
        if apart:
            parts.append(self.tr("{n} more in layers that lead to no output").format(n=number_text(apart)))
        if self.editing.model_id != document.root:
            parts.insert(0, document.main.name)
        self.totals.setText("   ·   ".join(parts))

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        """Put new rows in the place of those between the first and the last that are others; the rest stays."""
        old, self._rows = self._rows, rows
        begin, end = _same_ends(old, rows)
        for _ in range(len(old) - begin - end):
            self._forget(self.tree.takeTopLevelItem(begin))
        self.tree.insertTopLevelItems(begin, [self._item(row) for row in rows[begin : len(rows) - end]])
        for place, row in enumerate(rows):
            if row.path in self._inside:
                self._renew(self.tree.topLevelItem(place))
        if self.nested.isChecked():
            self._unfold(True)

    def _renew(self, item: QTreeWidgetItem | None) -> None:
        """Show what is within a row as it is now."""
        path = _path(item) if item is not None else ()
        if item is None or path not in self._inside:
            return
        document = self.editing.document
        rows = rows_inside(document, path, shapes_of(document, document.root))
        if rows != self._inside[path]:
            for child in item.takeChildren():
                self._forget(child)
            self._inside[path] = rows
            item.addChildren([self._item(row) for row in rows])
        for place in range(item.childCount()):
            self._renew(item.child(place))

    def _fill(self, item: QTreeWidgetItem) -> None:
        """Look into a row when it is unfolded first: models in models would be more than one ever reads."""
        path = _path(item)
        if path not in self._inside:
            self._inside[path] = ()
            self._renew(item)

    def _forget(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            gone = _path(item)
            for path in [path for path in self._inside if path[: len(gone)] == gone]:
                del self._inside[path]

    def _item(self, row: Row) -> QTreeWidgetItem:
        shapes = "\n".join(shape_of_call(call) for call in row.calls) or "?"
        sources = "\n".join(", ".join(call.sources) or "–" for call in row.calls)
        weights = "?" if row.params is None else number_text(row.params)
        item = QTreeWidgetItem([row.name, row.kind, shapes, weights, sources])
        item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, LAYER, row.path)
        muted = self.theme.colors.muted
        for place in (1, 4) if row.used else range(5):
            item.setForeground(place, muted)
        if row.is_model:
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        if not row.used:
            item.setToolTip(0, self.tr("It feeds no output and is not trained."))
        return item

    def _unfold(self, on: bool) -> None:
        """Unfold all, as far as that can be read."""
        if not on:
            self.tree.collapseAll()
            return
        waiting = [self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount())]
        for item in waiting:
            if item is not None and len(waiting) < MOST_ROWS:
                item.setExpanded(True)
                waiting.extend(item.child(i) for i in range(item.childCount()))

    def _select(self, item: QTreeWidgetItem) -> None:
        path = item.data(0, LAYER)
        document = self.editing.document
        if path and len(path) == 1 and path[0] in document.main.layers:
            self.editing.enter(document.root)
            self.editing.select(path)

    def copy(self) -> None:
        """Put Keras' own table on the clipboard."""
        table = summary(self.editing.document, expand_nested=self.nested.isChecked())
        QGuiApplication.clipboard().setText(summary_text(table))


def _path(item: QTreeWidgetItem) -> LayerPath:
    return tuple(item.data(0, LAYER) or ())


def _same_ends(old: tuple[Row, ...], new: tuple[Row, ...]) -> tuple[int, int]:
    """How many rows are the same from the beginning on, and from the end."""
    most = min(len(old), len(new))
    begin = next((i for i in range(most) if old[i] != new[i]), most)
    most -= begin
    end = next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)
    return begin, end
