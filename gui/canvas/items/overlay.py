"""What is drawn only while a gesture lasts: rubber band, cutting stroke, the loose wire, ghost rows."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.items.layout import TEXT
from gui.canvas.items.wire import curve
from gui.theme import Theme, faded


class BandItem(QGraphicsItem):
    """The rubber band."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self._rect = theme, QRectF()
        self.setZValue(20)

    def show_rect(self, rect: QRectF) -> None:
        self.prepareGeometryChange()
        self._rect = rect
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-2, -2, 2, 2)

    def paint(self, p: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        accent = self.theme.colors.accent
        pen = QPen(accent, 1)
        pen.setCosmetic(True)
        p.setPen(pen)
        p.setBrush(faded(accent, 0.10))
        p.drawRect(self._rect)


class GuideItem(QGraphicsItem):
    """The lines that say with what a moved thing is in line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self._lines = theme, list[QLineF]()
        self.setZValue(20)

    def show_lines(self, lines: list[QLineF]) -> None:
        if lines != self._lines:
            self.prepareGeometryChange()
            self._lines = lines
            self.update()

    @property
    def lines(self) -> list[QLineF]:
        return list(self._lines)

    def boundingRect(self) -> QRectF:
        rect = QRectF()
        for line in self._lines:
            rect = rect.united(QRectF(line.p1(), line.p2()).normalized().adjusted(-2, -2, 2, 2))
        return rect

    def paint(self, p: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        pen = QPen(self.theme.colors.accent, 1, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        p.setPen(pen)
        p.drawLines(self._lines)


class StrokeItem(QGraphicsItem):
    """The stroke that cuts wires."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self._path = theme, QPainterPath()
        self.setZValue(20)

    def show_path(self, path: QPainterPath) -> None:
        self.prepareGeometryChange()
        self._path = QPainterPath(path)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-4, -4, 4, 4)

    def paint(self, p: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        pen = QPen(self.theme.colors.bad, 2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        p.setPen(pen)
        p.drawPath(self._path)


class LooseWire(QGraphicsItem):
    """The wire that hangs on the pointer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self._path, self._good = theme, QPainterPath(), True
        self._tip = QPointF()
        self.setZValue(19)

    def lead(self, start: QPointF, end: QPointF, tip: QPointF, good: bool) -> None:
        """Draw from an output's place to an input's; `tip` is the end that is loose."""
        self.prepareGeometryChange()
        self._path, self._tip, self._good = curve(start, end), tip, good
        self.update()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-8, -8, 8, 8)

    def paint(self, p: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        c = self.theme.colors
        color = c.accent if self._good else c.bad
        p.setPen(QPen(color, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawPath(self._path)
        p.setPen(QPen(c.card, 2))
        p.setBrush(color)
        p.drawEllipse(self._tip, 5.5, 5.5)


class GhostRow(QGraphicsItem):
    """A dashed row under a box that a wire can be dropped on: "+ use again", "+ input 3"."""

    HEIGHT, GAP = 28.0, 9.0

    def __init__(self, text: str, width: float, color: QColor) -> None:
        super().__init__()
        self._text, self._width, self._color = text, width, color
        self.lit = False
        self.setZValue(15)

    def frame(self) -> QRectF:
        return self._rect().translated(self.pos())

    def _rect(self) -> QRectF:
        return QRectF(0, 0, self._width, self.HEIGHT)

    def put_lit(self, lit: bool) -> None:
        if lit != self.lit:
            self.lit = lit
            self.update()

    def boundingRect(self) -> QRectF:
        return self._rect().adjusted(-2, -2, 2, 2)

    def paint(self, p: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        pen = QPen(self._color, 1.5)
        pen.setDashPattern([4, 3])
        p.setPen(pen)
        p.setBrush(faded(self._color, 0.25 if self.lit else 0.07))
        p.drawRoundedRect(self._rect(), 8, 8)
        p.setFont(TEXT)
        p.setPen(self._color)
        p.drawText(self._rect(), Qt.AlignmentFlag.AlignCenter, self._text)
