"""The palette: every kind of layer by family, the document's own models, a filter; drag, double-click or Enter adds."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from graph.document.document import Document
from graph.editing import edits
from graph.specs.registry import layer_kinds
from graph.specs.spec import Spec
from gui.canvas.catalogue import MIME, Entry, entries
from gui.editing import Editing
from gui.parts import column, plain
from gui.ranking import search
from gui.settings import Settings
from gui.theme import Theme, font

ENDS = ("input", "output")
ROW, HEADER = 30, 36
WHAT = Qt.ItemDataRole.UserRole
FAMILY = Qt.ItemDataRole.UserRole + 1


class Palette(QWidget):
    """Lists what can be added and says what was chosen."""

    chosen = Signal(str)
    """A kind's name, or `model:<id>`, to be added where the canvas is looked at."""

    def __init__(self, editing: Editing, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.editing, self.settings = editing, settings
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter  ( / )"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("Filter the layers"))
        self.filter.textChanged.connect(self.refresh)
        self.list = KindList(theme)
        self.list.itemDoubleClicked.connect(self._take)
        self.list.entered_on.connect(self._take)
        self.filter.installEventFilter(self.list)
        self.new_model = QToolButton()
        self.new_model.setText(self.tr("+ New model"))
        self.new_model.setToolTip(self.tr("Add an empty model to the document and go into it"))
        self.new_model.clicked.connect(self._new_model)
        page = column(self, (16, 14, 6, 8), 6)
        title = plain(self.tr("LAYERS"), "section")
        page.addWidget(title)
        page.addWidget(self.filter)
        page.addWidget(self.list, 1)
        page.addWidget(self.new_model)
        page.setAlignment(self.new_model, Qt.AlignmentFlag.AlignLeft)
        editing.changed.connect(self._changed)
        editing.path_changed.connect(self.refresh)
        theme.changed.connect(self.list.viewport().update)
        self._shown: list[Entry] | None = None
        self.refresh()

    def family_title(self, family: str) -> str:
        return {
            "input": self.tr("Core"),
            "core": self.tr("Core"),
            "output": self.tr("Core"),
            "activation": self.tr("Activation"),
            "convolution": self.tr("Convolution"),
            "pooling": self.tr("Pooling"),
            "normalization": self.tr("Normalization"),
            "regularization": self.tr("Regularization"),
            "reshaping": self.tr("Reshaping"),
            "merging": self.tr("Merging"),
            "recurrent": self.tr("Recurrent"),
            "attention": self.tr("Attention"),
            "model": self.tr("Models"),
        }.get(family, family.capitalize())

    def _changed(self, before: Document, after: Document) -> None:
        if before.models is not after.models:
            self.refresh()

    def refresh(self) -> None:
        found = entries(self.editing.document, self.editing.model_id)
        query = self.filter.text()
        if query.strip():
            found = search(query, found, lambda e: e.title, lambda e: self.settings.usage(e.key))
        else:
            found = by_family(found)
        if found == self._shown and query == self.list.query:
            return
        self._shown, self.list.query = found, query
        self.list.clear()
        last = ""
        for entry in found:
            title = self.family_title(entry.family)
            if not query.strip() and title != last:
                self.list.addItem(header(title))
            last = title
            self.list.addItem(row(entry))
        if query.strip():
            self.list.setCurrentRow(0)

    def current_kind(self) -> type[Spec] | None:
        """The kind of layer that the list stands at."""
        item = self.list.currentItem()
        return None if item is None else layer_kinds().get(str(item.data(WHAT)))

    def _take(self, item: QListWidgetItem | None) -> None:
        what = item.data(WHAT) if item is not None else None
        if what:
            self.settings.count_usage(what)
            self.chosen.emit(what)
            self.filter.clear()

    def _new_model(self) -> None:
        made: list[str] = []

        def add(document: Document) -> Document:
            document, model = edits.add_model(document, "model")
            made.append(model)
            return document

        self.editing.apply(self.tr("New model"), add)
        self.editing.enter(made[-1])


def by_family(found: list[Entry]) -> list[Entry]:
    """Families together; inputs first and outputs last in Core, models at the very end."""
    order: list[str] = []
    for entry in found:
        family = "core" if entry.family in ENDS else entry.family
        if family not in order:
            order.append(family)
    place = {"input": 0, "output": 2}

    def key(entry: Entry) -> tuple[bool, int, int]:
        family = "core" if entry.family in ENDS else entry.family
        return entry.family == "model", order.index(family), place.get(entry.family, 1)

    return sorted(found, key=key)


def header(title: str) -> QListWidgetItem:
    item = QListWidgetItem(title)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setSizeHint(QSize(0, HEADER))
    return item


def row(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem(entry.title)
    item.setData(WHAT, entry.key)
    item.setData(FAMILY, entry.family)
    item.setToolTip(entry.caption)
    item.setSizeHint(QSize(0, ROW))
    return item


class KindList(QListWidget):
    """The list itself: drags carry the kind, arrow keys typed into the filter move through it."""

    entered_on = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.query = ""
        self.setDragEnabled(True)
        self.setDragDropMode(QListWidget.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(KindDelegate(theme, self))

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, items: list[QListWidgetItem]) -> QMimeData:  # type: ignore[override]
        data = QMimeData()
        if items:
            data.setData(MIME, str(items[0].data(WHAT)).encode())
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_on.emit(self.currentItem())
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: object, event: object) -> bool:
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and event.key() in keys:
            self.keyPressEvent(event)
            return True
        return False


class KindDelegate(QStyledItemDelegate):
    """Paints a row as the cards of the canvas: a strip in the family's colour, then the name."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        colors = self.theme.colors
        rect, family = QRectF(option.rect), index.data(FAMILY)  # type: ignore[attr-defined]
        text = index.data(Qt.ItemDataRole.DisplayRole)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if family is None:
            painter.setFont(font(12, font().Weight.DemiBold))
            painter.setPen(colors.muted)
            painter.drawText(rect.adjusted(0, 8, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
            painter.restore()
            return
        box = rect.adjusted(0, 2, -8, -2)
        back = self._background(option)
        if back is not None:
            painter.setBrush(back)
            painter.drawRoundedRect(box, 5, 5)
        painter.setBrush(self.theme.family(family))
        painter.drawRoundedRect(QRectF(box.left(), box.top() + 2, 4, box.height() - 4), 2, 2)
        painter.setFont(font(13))
        painter.setPen(colors.text)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) - 22)
        painter.drawText(box.adjusted(14, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _background(self, option: QStyleOptionViewItem) -> QColor | None:
        state, colors = option.state, self.theme.colors
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            return colors.hover
        return colors.card if colors.card != colors.panel else None
