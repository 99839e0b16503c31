"""The palette's list: kinds as strips in their family's colour, under headers that fold."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.canvas.catalogue import MIME, Entry
from gui.parts import tip
from gui.theme import Theme, font

ROW, HEADER = 30, 34
WHAT = Qt.ItemDataRole.UserRole
FAMILY, SECTION, COUNT, OPENED = (Qt.ItemDataRole.UserRole + n for n in range(1, 5))


def header(title: str, family: str, count: int, is_open: bool) -> QListWidgetItem:
    """The line above a family's members."""
    item = QListWidgetItem(title)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    for role, value in ((SECTION, family), (COUNT, count), (OPENED, is_open)):
        item.setData(role, value)
    item.setSizeHint(QSize(0, HEADER))
    return item


def row(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem(entry.title)
    item.setData(WHAT, entry.key)
    item.setData(FAMILY, entry.family)
    item.setToolTip(tip(entry.caption))
    item.setSizeHint(QSize(0, ROW))
    return item


class KindList(QListWidget):
    """The list itself: drags carry the kind, arrow keys typed into the filter move through it; families fold."""

    entered_on = Signal(object)
    folded = Signal(object)
    """The header of a family that shall fold, or unfold."""
    left = Signal()
    """Esc, where there was nothing to clear."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.query = ""
        self.setDragEnabled(True)
        self.setDragDropMode(QListWidget.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(KindDelegate(theme, self))

    def is_open(self, item: QListWidgetItem) -> bool:
        return bool(item.data(OPENED))

    def set_open(self, item: QListWidgetItem, is_open: bool) -> None:
        """Show or hide what stands under a header."""
        item.setData(OPENED, is_open)
        for place in range(self.row(item) + 1, self.count()):
            if self.item(place).data(SECTION) is not None:
                break
            self.item(place).setHidden(not is_open)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None and item.data(SECTION) is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentItem(item)
            self.folded.emit(item)
        else:
            super().mousePressEvent(event)

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, items: list[QListWidgetItem]) -> QMimeData:  # type: ignore[override]
        data = QMimeData()
        if items and items[0].data(WHAT):
            data.setData(MIME, str(items[0].data(WHAT)).encode())
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item, turns = self.currentItem(), {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
        is_header = item is not None and item.data(SECTION) is not None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.folded if is_header else self.entered_on).emit(item)
        elif is_header and event.key() in turns:
            if self.is_open(item) is not turns[Qt.Key(event.key())]:
                self.folded.emit(item)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: object) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QKeyEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape and isinstance(watched, QLineEdit):
            (watched.clear if watched.text() else self.left.emit)()
            return True
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
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
            self._paint_header(painter, rect, option, index)
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

    def _paint_header(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: object) -> None:
        """A triangle that says whether the family is open, its name, and how many kinds it has."""
        colors, value = self.theme.colors, index.data  # type: ignore[attr-defined]
        lit = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        painter.setBrush(colors.text if lit else colors.muted)
        middle = QPointF(rect.left() + 4, rect.center().y() + 4)
        corners = (-3.5, -2.0), (3.5, -2.0), (0.0, 3.0)
        turned = [QPointF(x, y) if value(OPENED) else QPointF(y, -x) for x, y in corners]
        painter.drawPolygon(QPolygonF([middle + corner for corner in turned]))
        painter.setFont(font(12, font().Weight.DemiBold))
        painter.setPen(colors.text if lit else colors.muted)
        line = rect.adjusted(14, 8, -10, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, value(Qt.ItemDataRole.DisplayRole))
        painter.setFont(font(11))
        painter.setPen(colors.muted)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(value(COUNT)))

    def _background(self, option: QStyleOptionViewItem) -> QColor | None:
        state, colors = option.state, self.theme.colors
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            return colors.hover
        return colors.card if colors.card != colors.panel else None
