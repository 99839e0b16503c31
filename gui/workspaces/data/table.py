"""The table of a data set: columns as cards, rows beneath them, whatever number of rows there is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QScrollBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.theme import Theme, faded, font
from gui.workspaces.data.columns_header import HEIGHT, ColumnsHeader
from gui.workspaces.data.drawing import SMALL, draw_line
from gui.workspaces.data.rows import IS_MISSING, IS_NUMBER, RowsModel
from runtime.data.column_look import PICTURE

ROW, TALL_ROW = 26, 52
FACE = font(12)
Index = QModelIndex | QPersistentModelIndex


class CellPainter(QStyledItemDelegate):
    """Numbers at the right, what is missing in a frame of its own, pictures as they are."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c, area = self.theme.colors, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, c.canvas if index.row() % 2 else c.panel)
        picture, shown = index.data(Qt.ItemDataRole.DecorationRole), str(index.data() or "")
        if isinstance(picture, QImage):
            self._picture(painter, area, picture)
        elif index.data(IS_MISSING):
            frame = area.adjusted(6, 4, -8, -4)
            painter.setPen(QPen(faded(c.warn, 0.8), 1))
            painter.setBrush(faded(c.warn, 0.08))
            painter.drawRoundedRect(frame, 5, 5)
            painter.setFont(SMALL)
            painter.setPen(c.warn)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, shown)
        else:
            draw_line(painter, area.adjusted(10, 0, -14, 0), shown, c.text, FACE, right=bool(index.data(IS_NUMBER)))
        painter.restore()

    @staticmethod
    def _picture(painter: QPainter, area: QRectF, picture: QImage) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, picture.height() > area.height())
        side = area.height() - 6
        scale = side / max(picture.width(), picture.height())
        size = (picture.width() * scale, picture.height() * scale)
        painter.drawImage(QRectF(area.left() + 10, area.top() + 3, *size), picture)


class RowNumbers(QHeaderView):
    """Which rows of the data set are seen, counted from 0 as in every message."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setStyleSheet("QHeaderView { background: transparent; border: none; }")
        self.show_width(0)

    def show_width(self, largest: int) -> None:
        """Wide enough for the largest number."""
        self.setFixedWidth(QFontMetrics(SMALL).horizontalAdvance(str(largest)) + 14)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        said = str(self.model().headerData(logicalIndex, Qt.Orientation.Vertical))
        painter.save()
        draw_line(painter, QRectF(rect).adjusted(0, 0, -8, 0), said, self.theme.colors.muted, SMALL, right=True)
        painter.restore()


class RowsTable(QWidget):
    """A view of as many rows as fit, and a scroll bar over all of them."""

    column_chosen = Signal(int)
    moved = Signal()
    """Other rows are seen."""

    def __init__(self, model: RowsModel, theme: Theme) -> None:
        super().__init__()
        self.model, self.theme = model, theme
        self.view = _View(self)
        self.numbers = RowNumbers(theme, self.view)
        self.view.setVerticalHeader(self.numbers)
        self.header = ColumnsHeader(theme, self.view)
        self.view.setHorizontalHeader(self.header)
        self.view.setModel(model)
        self.view.setItemDelegate(CellPainter(theme, self.view))
        self.bar = QScrollBar(Qt.Orientation.Vertical)
        self.bar.valueChanged.connect(self._moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.view, 1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, HEIGHT, 0, 0)
        beside.addWidget(self.bar, 1)
        row.addLayout(beside)
        self.header.chosen.connect(self.choose)
        self.view.selectionModel().currentColumnChanged.connect(lambda now, _was: self._followed(now.column()))
        model.modelReset.connect(self.fit)
        theme.changed.connect(self.view.viewport().update)

    def _followed(self, place: int) -> None:
        """The keys have moved to another column; before one is chosen at all, Qt's own first step is no choice."""
        if self.header.current >= 0:
            self.choose(place)

    def choose(self, place: int) -> None:
        """Make a column the current one."""
        if place < 0 or place == self.header.current:
            return
        self.header.choose(place)
        self.view.scrollTo(self.model.index(0, place))
        self.column_chosen.emit(place)

    @property
    def row_height(self) -> int:
        return TALL_ROW if PICTURE in self.model.kinds else ROW

    @property
    def fitting(self) -> int:
        return max(1, self.view.viewport().height() // self.row_height)

    def fit(self) -> None:
        """Show as many rows as there is room for; the bar is over all the others."""
        self.view.verticalHeader().setDefaultSectionSize(self.row_height)
        self.numbers.show_width(self.model.dataset.rows if self.model.dataset is not None else 0)
        fitting = self.fitting
        self.bar.setRange(0, max(0, self.model.count - fitting))
        self.bar.setPageStep(fitting)
        self.bar.setVisible(self.model.count > fitting)
        if fitting != self.model.fitting:
            self.model.move_to(self.bar.value(), fitting)
        self.moved.emit()

    def show_row(self, row: int) -> None:
        """Scroll until a row of the data set is seen."""
        if not self.model.first <= row < self.model.first + self.model.rowCount():
            self.bar.setValue(row)

    def show_from_start(self) -> None:
        self.bar.setValue(0)
        self.fit()

    def _moved(self, first: int) -> None:
        self.model.move_to(first, self.fitting)
        self.moved.emit()

    def scroll(self, by: int) -> None:  # type: ignore[override]
        self.bar.setValue(self.bar.value() + by)


class _View(QTableView):
    """Hands what would scroll up and down to the bar over all rows."""

    def __init__(self, table: RowsTable) -> None:
        super().__init__()
        self.table = table
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAccessibleName(self.tr("Rows"))
        self.setStyleSheet(
            "QTableView { background: transparent; border: none; }"
            "QTableCornerButton::section { background: transparent; border: none; }"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.fit()  # one that is hidden gets its size last, when it is shown

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta()
        if abs(steps.x()) > abs(steps.y()) or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
        else:
            self.table.scroll(-round(steps.y() / 40))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, table = self.currentIndex().row(), self.table
        last = table.model.rowCount() - 1
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        moves = {
            Qt.Key.Key_PageDown: table.fitting,
            Qt.Key.Key_PageUp: -table.fitting,
            Qt.Key.Key_Home: -table.model.count if ctrl else 0,
            Qt.Key.Key_End: table.model.count if ctrl else 0,
            Qt.Key.Key_Down: 1 if row >= last else 0,
            Qt.Key.Key_Up: -1 if row <= 0 else 0,
        }
        by = moves.get(Qt.Key(event.key()), 0)
        if by:
            table.scroll(by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask_use()
        else:
            super().keyPressEvent(event)

    def _ask_use(self) -> None:
        header = self.table.header
        if header.current >= 0:
            x = header.sectionViewportPosition(header.current)
            corner = header.viewport().mapToGlobal(QPoint(x, header.height()))
            header.use_asked.emit(header.current, corner)
