"""The columns as cards above the rows: name, kind, gaps, extent, histogram, and what each is used for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from gui.parts import tip
from gui.theme import Theme, faded, mix
from gui.workspaces.data.drawing import (
    BOLD,
    SMALL,
    bar_color,
    bars_of,
    chip_width,
    draw_bars,
    draw_card,
    draw_chip,
    draw_line,
)
from gui.workspaces.data.words import extent_text, gaps_text, kind_text
from runtime.data.column_look import CLASS, NUMBERS, PICTURE, TEXT, ColumnLook

HEIGHT, WIDTH, LEAST = 164, 138, 84
PAD = 9
USE_HEIGHT = 24


class Use:
    """What a column is used for: the role decides the colour, the text says it."""

    def __init__(self, role: str = "", text: str = "") -> None:
        self.role, self.text = role, text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Use) and (self.role, self.text) == (other.role, other.text)

    __hash__ = None  # type: ignore[assignment]


class ColumnsHeader(QHeaderView):
    """Paints the cards; a click chooses a column, one on its lower edge asks what to use it for."""

    chosen = Signal(int)
    use_asked = Signal(int, QPoint)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.looks: list[ColumnLook | None] = []
        self.uses: list[Use] = []
        self.current = -1
        self.sorted_by: tuple[int, bool] | None = None
        self.setDefaultSectionSize(WIDTH)
        self.setMinimumSectionSize(LEAST)
        self.setFixedHeight(HEIGHT)
        self.setSectionsClickable(False)
        self.setMouseTracking(True)
        self.setStyleSheet("QHeaderView { background: transparent; border: none; }")
        self.setAccessibleName(self.tr("Columns"))
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def show_columns(self, looks: list[ColumnLook | None], uses: list[Use]) -> None:
        if (looks, uses) != (self.looks, self.uses):
            self.looks, self.uses = looks, uses
            self.viewport().update()

    def choose(self, place: int) -> None:
        if place != self.current:
            self.current = place
            self.viewport().update()

    def mark_sorted(self, by: tuple[int, bool] | None) -> None:
        self.sorted_by = by
        self.viewport().update()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = self.logicalIndexAt(event.position().toPoint())
        on_edge = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if place < 0 or event.button() != Qt.MouseButton.LeftButton or on_edge:
            return
        self.chosen.emit(place)
        if event.position().y() > self.height() - USE_HEIGHT - 4:
            corner = QPoint(self.sectionViewportPosition(place) + PAD, self.height() - 6)
            self.use_asked.emit(place, self.viewport().mapToGlobal(corner))

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.logicalIndexAt(event.pos())
            if 0 <= place < len(self.looks):
                QToolTip.showText(event.globalPos(), tip(self.told(place)), self)
            return True
        return bool(super().viewportEvent(event))  # type: ignore[arg-type]

    def told(self, place: int) -> str:
        """All that the card shows, in words."""
        look = self.looks[place]
        name = str(self.model().headerData(place, Qt.Orientation.Horizontal))
        if look is None:
            return name
        parts = [name, kind_text(look), extent_text(look), gaps_text(look), self.uses[place].text]
        return "\n".join(part for part in parts if part)

    # Painting

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        area = QRectF(rect).adjusted(1, 1, -4, -7)
        look = self.looks[logicalIndex] if logicalIndex < len(self.looks) else None
        use = self.uses[logicalIndex] if logicalIndex < len(self.uses) else Use()
        draw_card(painter, area, self.theme, logicalIndex == self.current)
        painter.setClipRect(area)
        self._head(painter, area, logicalIndex, bool(use.role))
        if look is not None:
            self._body(painter, area, look, use)
        self._foot(painter, area, use)
        painter.restore()

    def _head(self, p: QPainter, area: QRectF, place: int, is_used: bool) -> None:
        c, name = self.theme.colors, str(self.model().headerData(place, Qt.Orientation.Horizontal))
        line = QRectF(area.left() + PAD, area.top() + 6, area.width() - 2 * PAD, 20)
        if self.sorted_by is not None and self.sorted_by[0] == place:
            draw_line(p, line, "▾" if self.sorted_by[1] else "▴", c.accent, BOLD, right=True)
            line.setWidth(line.width() - 14)
        draw_line(p, line, name, c.text if is_used else c.muted, BOLD)

    def _body(self, p: QPainter, area: QRectF, look: ColumnLook, use: Use) -> None:
        c = self.theme.colors
        ink = c.muted if look.kind == TEXT or not use.role else bar_color(self.theme, use.role)
        at = QPointF(area.left() + PAD, area.top() + 29)
        wide = draw_chip(p, at, kind_text(look), mix(ink, c.text, 0.25), faded(ink, 0.16) if use.role else c.field)
        if look.missing:
            place = min(wide + 4, area.width() - 2 * PAD - chip_width(gaps_text(look)) + 4)
            draw_chip(p, at + QPointF(place, 0), gaps_text(look), c.warn, mix(c.card, c.warn, 0.16))
        line = QRectF(area.left() + PAD, area.top() + 49, area.width() - 2 * PAD, 18)
        draw_line(p, line, extent_text(look), c.muted, SMALL)
        room = QRectF(line.left(), line.bottom() + 4, line.width(), area.bottom() - USE_HEIGHT - line.bottom() - 8)
        if look.kind not in (TEXT, PICTURE) and not (look.kind == NUMBERS and not look.bars):
            color = bar_color(self.theme, use.role)
            room.setWidth(min(room.width(), 30 * len(bars_of(look)) if look.kind == CLASS else room.width()))
            draw_bars(p, room, bars_of(look), color)

    def _foot(self, p: QPainter, area: QRectF, use: Use) -> None:
        line = QRectF(area.left() + PAD, area.bottom() - USE_HEIGHT, area.width() - 2 * PAD, USE_HEIGHT - 2)
        ink = self.theme.family("output") if use.role == "target" else self.theme.colors.accent
        draw_line(p, line, f"→ {use.text}" if use.role else f"+ {use.text}", ink, SMALL)
