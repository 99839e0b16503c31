"""Quick-add: a search field at the pointer that adds what is chosen, driven by the keyboard alone if one likes."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from graph.quick_add.ranking import search
from gui.canvas.catalogue import Entry
from gui.parts import plain
from gui.theme import Theme, font, mix

ENTRY = Qt.ItemDataRole.UserRole
WIDTH, ROW, ROWS = 400, 30, 9


class EntryDelegate(QStyledItemDelegate):
    """A row: the family's colour, the kind, and muted what it does."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(WIDTH - 20, ROW)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        entry: Entry = index.data(ENTRY)
        c = self.theme.colors
        rect: QRect = option.rect
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            p.setBrush(mix(c.card, c.accent, 0.2))
            p.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        p.setBrush(self.theme.family(entry.family))
        p.drawRoundedRect(QRect(rect.left() + 8, rect.top() + 6, 4, rect.height() - 12), 2, 2)
        face = font(13, QFont.Weight.Medium)
        p.setFont(face)
        p.setPen(c.text)
        inner = rect.adjusted(22, 0, -8, 0)
        p.drawText(inner, Qt.AlignmentFlag.AlignVCenter, entry.title)
        p.setFont(font(11))
        p.setPen(c.muted)
        room = inner.adjusted(max(130, option.fontMetrics.horizontalAdvance(entry.title) + 16), 0, 0, 0)
        caption = p.fontMetrics().elidedText(entry.caption, Qt.TextElideMode.ElideRight, room.width())
        p.drawText(room, Qt.AlignmentFlag.AlignVCenter, caption)


class QuickAdd(QFrame):
    """The popup. It stays within the canvas, closes on Esc or when the focus goes elsewhere."""

    chosen = Signal(str)
    """The key of what to add."""
    closed = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme, self._around = theme, parent
        self.usage: Counter[str] = Counter()
        self._entries: list[Entry] = []
        self.setProperty("role", "card")
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Add a layer…"))
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setItemDelegate(EntryDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.itemClicked.connect(lambda item: self._take(item))
        self.list.setStyleSheet("QListWidget { background: transparent; }")
        self.nothing = plain(self.tr("Nothing fits"))
        self.nothing.setProperty("role", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        for part in (self.field, self.list, self.nothing):
            box.addWidget(part)
        self.hide()

    def open(self, at: QPoint, entries: list[Entry]) -> None:
        """Show these entries with the field beside a point of the parent."""
        self._entries = entries
        self.field.clear()
        self._fill("")
        parent = self._around
        x = min(max(at.x() - 14, 6), max(parent.width() - self.width() - 6, 6))
        y = min(max(at.y() - 14, 6), max(parent.height() - self.height() - 6, 6))
        self.move(x, y)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_quietly(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _fill(self, query: str) -> None:
        self.list.clear()
        found = search(query, self._entries, lambda e: e.title, lambda e: self.usage[e.key])
        for entry in found:
            item = QListWidgetItem(entry.title)
            item.setData(ENTRY, entry)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        rows = min(max(len(found), 1), ROWS)
        self.list.setFixedHeight(rows * ROW + 4)
        self.setFixedWidth(WIDTH)
        self.setFixedHeight(self.field.sizeHint().height() + 22 + (rows * ROW + 4 if found else 24))

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            entry: Entry = item.data(ENTRY)
            self.usage[entry.key] += 1
            self.close_quietly()
            self.chosen.emit(entry.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self.field:
            self.close_quietly()
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            if event.key() not in KEYS:
                return super().eventFilter(watched, event)
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._press(Qt.Key(event.key()))
            return True
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> None:
        count, now = self.list.count(), self.list.currentRow()
        if key == Qt.Key.Key_Escape:
            self.close_quietly()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
        elif count:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Tab: 1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}.get(
                key, -1
            )
            self.list.setCurrentRow((now + step) % count if abs(step) == 1 else min(max(now + step, 0), count - 1))


KEYS = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
)
