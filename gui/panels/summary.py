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

from graph.views.summary import Row, Table, summary
from graph.views.summary_text import shape_of_call, size_text, summary_text
from gui.canvas.captions import number_text
from gui.editing import Editing
from gui.inferred import shapes_of
from gui.panels.lazy import LazyPanel
from gui.parts import column, plain
from gui.theme import Theme

LAYER = Qt.ItemDataRole.UserRole


class SummaryPanel(LazyPanel):
    """The summary of the root model; a click selects the layer."""

    def __init__(self, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.theme = theme
        self.table: Table | None = None
        self._rows: tuple[Row, ...] = ()
        """Those that are shown."""
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(
            [self.tr("Layer"), self.tr("Kind"), self.tr("Output shape"), self.tr("Weights"), self.tr("Connected to")]
        )
        self.tree.setUniformRowHeights(False)
        self.tree.setRootIsDecorated(True)
        self.tree.setAccessibleName(self.tr("Summary"))
        self.tree.itemClicked.connect(self._select)
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
        self._rows = ()
        self.show_anew()

    def refresh(self) -> None:
        document = self.editing.document
        shapes = shapes_of(document, document.root)
        table = self.table = summary(document, expand_nested=True, shapes=shapes)
        self._show_rows(table.rows)
        counts = table.counts
        parts = [
            self.tr("{n} weights ({size})").format(n=number_text(counts.total), size=size_text(counts.total)),
            self.tr("{n} trainable").format(n=number_text(counts.trainable)),
            self.tr("{n} frozen").format(n=number_text(counts.non_trainable)),
        ]
        self.totals.setText("   ·   ".join(parts))

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        """Put new rows in the place of those between the first and the last that are others; the rest stays."""
        old, self._rows = self._rows, rows
        begin, end = _same_ends(old, rows)
        first = sum(row.depth == 0 for row in old[:begin])
        for _ in range(sum(row.depth == 0 for row in old[begin : len(old) - end])):
            self.tree.takeTopLevelItem(first)
        outer: list[QTreeWidgetItem] = []
        around: list[QTreeWidgetItem] = []
        for row in rows[begin : len(rows) - end]:
            item = self._item(row)
            del around[row.depth :]
            around[-1].addChild(item) if around else outer.append(item)
            around.append(item)
        self.tree.insertTopLevelItems(first, outer)
        if self.nested.isChecked() and outer:
            self.tree.expandAll()

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
        if not row.used:
            item.setToolTip(0, self.tr("It feeds no output and is not trained."))
        return item

    def _unfold(self, on: bool) -> None:
        self.tree.expandAll() if on else self.tree.collapseAll()

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


def _same_ends(old: tuple[Row, ...], new: tuple[Row, ...]) -> tuple[int, int]:
    """How many rows are the same from the beginning on, and from the end; what lies within a row stays with it."""
    most = min(len(old), len(new))
    begin = next((i for i in range(most) if old[i] != new[i]), most)
    while begin and any(begin < len(rows) and rows[begin].depth for rows in (old, new)):
        begin -= 1
    most -= begin
    end = next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)
    while end and new[-end].depth:
        end -= 1
    return begin, end
