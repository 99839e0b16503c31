"""Quick-add: a line at the pointer that adds what it says, driven by the keyboard alone if one likes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.canvas.catalogue import Entry, answering
from gui.parts import plain
from gui.theme import Theme, font, mix

ENTRY, NEXT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
WIDTH, ROW, ROWS, LINE_ROWS = 440, 30, 9, 5
LINE_SIGNS = set(" >|()*=@,")
SOON = 40
"""Milliseconds after the last key until the ghost follows."""
APART = 10
"""Pixels between the popup and what it gives way to."""


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


Next = tuple[Entry, str, int, int]
"""What may come next in a line: how it is shown, its text, and the places of the line that it takes."""


class QuickAdd(QFrame):
    """The popup. It stays within the canvas, closes on Esc or when the focus goes elsewhere.

    One word searches what there is; more are a line: `completions` says what may come next in it, and after an Enter
    the popup stays for the next one.
    """

    chosen = Signal(str)
    """The key of what to add."""
    typed = Signal(str)
    """The line as it stands, a moment after the last key."""
    entered = Signal(str)
    """A line to be drawn."""
    closed = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.theme, self._around = theme, parent
        self.usage: Counter[str] = Counter()
        self.completions: Callable[[str, int], Sequence[Next]] = lambda _text, _cursor: ()
        self.recalled: Callable[[], str | None] = lambda: None
        self._entries: list[Entry] = []
        self._moved = self._goes_on = False
        self._filled = ("", 0)
        self.setProperty("role", "card")
        self.field = QLineEdit(self)
        self.field.setAccessibleName(self.tr("Add layers"))
        self.field.setPlaceholderText(self.tr("Add a layer…  or a line:  conv2d 32 3 relu > flatten > out 10"))
        self.field.textChanged.connect(self._fill)
        self.field.cursorPositionChanged.connect(self._cursor_moved)
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setItemDelegate(EntryDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.itemClicked.connect(lambda item: self._take(item))
        self.list.setStyleSheet("QListWidget { background: transparent; }")
        self.nothing = self._label(self.tr("Nothing fits"), "muted")
        self.about, self.trouble = self._label("", "muted"), self._label("", "error")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self.typed.emit(self.field.text()))
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        for part in (self.field, self.trouble, self.about, self.list, self.nothing):
            box.addWidget(part)
        self.hide()

    def _label(self, text: str, role: str) -> QLabel:
        label = plain(text, role, wrap=True)
        label.hide()
        return label

    @property
    def is_line(self) -> bool:
        """Whether more than one word stands there."""
        return is_line(self.field.text())

    def open(self, at: QPoint, entries: list[Entry]) -> None:
        """Show these entries with the field beside a point of the parent."""
        self._entries, self._goes_on = entries, False
        self.inform("", "")
        self._empty()
        parent = self._around
        x = min(max(at.x() - 14, 6), max(parent.width() - self.width() - 6, 6))
        y = min(max(at.y() - 14, 6), max(parent.height() - self.height() - 6, 6))
        self.move(x, y)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def go_on(self, entries: list[Entry]) -> None:
        """A line has been drawn: take the next one."""
        self._entries, self._goes_on = entries, True
        self.inform("", "")
        self._empty()

    def _empty(self) -> None:
        """Take what was typed away, and show all there is."""
        if self.field.text():
            self.field.clear()
        else:
            self._fill("")

    def _cursor_moved(self) -> None:
        """What may come next depends on the place in a line; after a key, `_fill` has been there already."""
        if self.is_line and self._filled != (self.field.text(), self.field.cursorPosition()):
            self._fill(self.field.text())

    def inform(self, about: str, trouble: str) -> None:
        """What will come, and what is wrong, under the line."""
        for label, text in ((self.about, about), (self.trouble, trouble)):
            label.setText(text)
            label.setVisible(bool(text))
        self._fit()

    def keep_off(self, rect: QRect) -> None:
        """Go below or above a rectangle of the parent that one wants to see, if there is room."""
        if not self.geometry().intersects(rect):
            return
        below, above = rect.bottom() + APART, rect.top() - APART - self.height()
        if below + self.height() <= self._around.height() - 6:
            self.move(self.x(), below)
        elif above >= 6:
            self.move(self.x(), above)

    def close_quietly(self) -> None:
        if self.isVisible():
            self._soon.stop()
            self.hide()
            self.closed.emit()

    def _fill(self, query: str) -> None:
        self.list.clear()
        self._moved, self._filled = False, (query, self.field.cursorPosition())
        if self.is_line:
            nexts = self.completions(query, self.field.cursorPosition())
            for entry, text, start, end in nexts:
                self._show(entry, (text, start, end))
        else:
            for entry in answering(query, self._entries, lambda key: self.usage[key]):
                self._show(entry)
        self.list.setCurrentRow(-1 if self.is_line else 0)
        self._fit()
        self._soon.start(SOON)

    def _show(self, entry: Entry, to_come: tuple[str, int, int] | None = None) -> None:
        item = QListWidgetItem(entry.title)
        item.setData(ENTRY, entry)
        item.setData(NEXT, to_come)
        self.list.addItem(item)

    def _fit(self) -> None:
        """As high as what there is to show, and within the canvas."""
        found = self.list.count()
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found and not self.is_line)
        rows = min(max(found, 1), LINE_ROWS if self.is_line else ROWS)
        self.list.setFixedHeight(rows * ROW + 4)
        self.setFixedWidth(min(WIDTH, max(self._around.width() - 12, 200)))
        height = self.field.sizeHint().height() + 22 + (rows * ROW + 4 if found else 24 * (not self.is_line))
        for label in (self.about, self.trouble):
            height += label.heightForWidth(self.width() - 16) + 6 if label.text() else 0
        self.setFixedHeight(height)
        self.move(self.x(), min(self.y(), max(self._around.height() - height - 6, 6)))

    def _take(self, item: QListWidgetItem | None) -> None:
        """Add what was chosen, or put it into the line."""
        if item is None:
            return
        entry: Entry = item.data(ENTRY)
        to_come = item.data(NEXT)
        if to_come is not None:
            self._insert(*to_come)
            return
        self.usage[entry.key] += 1
        if not self._goes_on:
            self.close_quietly()
        self.chosen.emit(entry.key)

    def _insert(self, text: str, start: int, end: int) -> None:
        line = self.field.text()
        closing = "" if text.endswith("=") or line[end:].startswith(" ") else " "
        self.field.setText(line[:start] + text + closing + line[end:])
        self.field.setCursorPosition(start + len(text) + len(closing))

    def _complete(self) -> None:
        """The word at the cursor becomes what the list offers first."""
        row = max(self.list.currentRow(), 0)
        if row >= self.list.count():
            return
        item = self.list.item(row)
        if item.data(NEXT) is not None:
            self._insert(*item.data(NEXT))
            return
        found = [
            n for n in self.completions(self.field.text(), len(self.field.text())) if n[0].key == item.data(ENTRY).key
        ]
        if found:
            self._insert(*found[0][1:])

    def _enter(self) -> None:
        if self._moved or not self.is_line:
            self._take(self.list.currentItem())
        elif self.field.text().strip():
            self.entered.emit(self.field.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self.field:
            self.close_quietly()
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            steered = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if event.key() not in KEYS or steered:
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
            self._enter()
        elif key == Qt.Key.Key_Tab:
            self._complete()
        elif key == Qt.Key.Key_Up and not self.field.text() and (again := self.recalled()):
            self.field.setText(again)
        elif count:
            self._moved = True
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}.get(key, -1)
            self.list.setCurrentRow((now + step) % count if abs(step) == 1 else min(max(now + step, 0), count - 1))


def is_line(text: str) -> bool:
    """Whether more than one word stands there, or one that is finished."""
    return bool(text.strip()) and (bool(LINE_SIGNS & set(text.strip())) or text.endswith(" "))


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
