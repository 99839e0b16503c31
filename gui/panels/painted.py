"""Paints a `graph.drawing.Drawing` in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from graph.views.drawing import Area, Box, Drawing, Frame, Line, Text
from gui.theme import Theme, faded, font

CORNER, STRIP = 7.0, 4.0
FACE = 12


def paint_drawing(painter: QPainter, drawing: Drawing, theme: Theme) -> None:
    """Paint frames, wires and boxes, in this order."""
    for frame in drawing.frames:
        _frame(painter, frame, theme)
    for line in drawing.lines:
        _line(painter, line, theme)
    for box in drawing.boxes:
        _box(painter, box, theme)


def _rect(area: Area) -> QRectF:
    return QRectF(area.x, area.y, area.width, area.height)


def _frame(painter: QPainter, frame: Frame, theme: Theme) -> None:
    painter.setPen(QPen(theme.colors.line, 1))
    painter.setBrush(faded(theme.family(frame.family), 0.06))
    painter.drawRoundedRect(_rect(frame.area), CORNER, CORNER)
    for text in frame.texts:
        _text(painter, text, frame.family, theme)


def _line(painter: QPainter, line: Line, theme: Theme) -> None:
    color = theme.family(line.family) if line.family else theme.colors.wire
    path = QPainterPath(QPointF(*line.points[0]))
    rest = line.points[1:]
    for place in range(0, len(rest) - 2, 3):
        first, second, end = (QPointF(*point) for point in rest[place : place + 3])
        path.cubicTo(first, second, end)
    painter.setPen(QPen(color, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    if line.head:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in line.head]))


def _box(painter: QPainter, box: Box, theme: Theme) -> None:
    colors, area = theme.colors, _rect(box.area)
    painter.setPen(Qt.PenStyle.NoPen)
    shape = QPainterPath()
    shape.addRoundedRect(area, CORNER, CORNER)
    painter.fillPath(shape, colors.card)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.fillRect(QRectF(area.left(), area.top(), STRIP, area.height()), theme.family(box.family))
    painter.restore()
    painter.setPen(QPen(colors.line, 1, Qt.PenStyle.DashLine if box.frozen else Qt.PenStyle.SolidLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    painter.setPen(QPen(colors.line, 1))
    for rule in box.rules:
        painter.drawLine(QLineF(*rule))
    if box.badge is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(theme.family(box.family), 0.2))
        painter.drawRoundedRect(_rect(box.badge), box.badge.height / 2, box.badge.height / 2)
    for text in box.texts:
        _text(painter, text, box.family, theme)


def _text(painter: QPainter, text: Text, family: str, theme: Theme) -> None:
    face = font(FACE, QFont.Weight.Bold if text.bold else QFont.Weight.Normal)
    left = {"left": 0.0, "center": 0.5, "right": 1.0}[text.align] * QFontMetricsF(face).horizontalAdvance(text.text)
    painter.save()
    painter.setFont(face)
    painter.setPen(_tone(text.tone, family, theme))
    # A font's size is whole pixels, a text's is not: 9.5 points must be no wider than the box that was made for them.
    painter.translate(text.x, text.y)
    painter.scale(text.size / FACE, text.size / FACE)
    painter.drawText(QPointF(-left, 0.0), text.text)
    painter.restore()


def _tone(tone: str, family: str, theme: Theme) -> QColor:
    if tone == "family":
        return theme.family(family)
    return theme.colors.muted if tone == "muted" else theme.colors.text
