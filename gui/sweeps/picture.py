"""Parallel coordinates: an axis for each setting and one for what is judged by, a line through them for each trial."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from graph.specs.ranges.choices import Choices
from graph.specs.ranges.range import RangeSpec
from gui.sweeps.link import Sweep, Tried
from gui.theme import Theme, faded, font
from runtime.sweeps.table import shown

TOP, BOTTOM, SIDE = 42.0, 18.0, 72.0
NEAR = 8.0
"""Pixels within which a line is meant."""


class Coordinates(QWidget):
    """Paints the trials that have a number; the chosen one, else the best, is bold. A click chooses the nearest."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.ranges: tuple[RangeSpec, ...] = ()
        self.sweep: Sweep | None = None
        self.marked: int | None = None
        self.setAccessibleName(self.tr("Trials as lines"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(480, 240)

    def show_sweep(self, sweep: Sweep | None, ranges: Sequence[RangeSpec], marked: int | None) -> None:
        self.sweep, self.marked = sweep, marked
        self.ranges = tuple(spec for spec in ranges if sweep is not None and spec.key in sweep.keys)
        self.update()

    def _axes(self) -> list[float]:
        count = len(self.ranges) + 1
        width = max(self.width() - 2 * SIDE, 1.0)
        return [SIDE + width * (i / (count - 1) if count > 1 else 0.5) for i in range(count)]

    def _lines(self) -> list[tuple[Tried, QPolygonF]]:
        """Worst first, so that the best lies on top."""
        if self.sweep is None:
            return []
        done = self.sweep.done
        numbers = [trial.value or 0.0 for trial in done]
        low, high = min(numbers, default=0.0), max(numbers, default=0.0)
        xs, height = self._axes(), max(self.height() - TOP - BOTTOM, 1.0)
        found = []
        for trial in reversed(done):
            if any(spec.key not in trial.values for spec in self.ranges):
                continue
            places = [spec.place(trial.values[spec.key]) for spec in self.ranges]
            places.append(0.5 if low == high else ((trial.value or 0.0) - low) / (high - low))
            points = [QPointF(x, TOP + height * (1 - place)) for x, place in zip(xs, places, strict=True)]
            found.append((trial, QPolygonF(points)))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines = self._lines()
        if lines:
            self._paint_axes(painter)
            bold = self.marked if any(t.number == self.marked for t, _ in lines) else lines[-1][0].number
            for place, (trial, points) in enumerate(lines):
                if trial.number != bold:
                    share = (place + 1) / len(lines)
                    painter.setPen(QPen(faded(self.theme.colors.accent, 0.12 + 0.4 * share**3), 1.2))
                    painter.drawPolyline(points)
            painter.setPen(QPen(self.theme.colors.accent, 2.4))
            painter.drawPolyline(next(points for trial, points in lines if trial.number == bold))
        painter.end()

    def _paint_axes(self, painter: QPainter) -> None:
        assert self.sweep is not None
        colors, xs = self.theme.colors, self._axes()
        bottom = self.height() - BOTTOM
        numbers = [trial.value or 0.0 for trial in self.sweep.done]
        judged = [(0.0, shown(min(numbers))), (1.0, shown(max(numbers)))] if len(set(numbers)) > 1 else []
        told = [(spec.key, _ends(spec)) for spec in self.ranges] + [(self.sweep.monitor, judged)]
        width = min((b - a for a, b in pairwise(xs)), default=float(self.width())) - 8
        for x, (title, words) in zip(xs, told, strict=True):
            painter.setPen(QPen(colors.line, 1.4))
            painter.drawLine(QPointF(x, TOP), QPointF(x, bottom))
            painter.setFont(font(12))
            painter.setPen(colors.text)
            room = QRectF(x - width / 2, 4, width, 18)
            short = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, round(width))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, short)
            painter.setFont(font(11))
            painter.setPen(colors.muted)
            for place, word in words:
                y = TOP + (bottom - TOP) * (1 - place)
                short = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, 64)
                painter.drawText(QRectF(x - 70, y - 8, 64, 16), Qt.AlignmentFlag.AlignRight, short)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        near = [(distance, trial.number) for trial, points in self._lines() if (distance := _far(at, points)) < NEAR]
        if near:
            self.chosen.emit(min(near)[1])


def _ends(spec: RangeSpec) -> list[tuple[float, str]]:
    ends = spec.ends() if isinstance(spec, Choices) else (spec.ends()[0], spec.ends()[-1])
    return [(spec.place(value), shown(value)) for value in ends]


def _far(at: QPointF, points: QPolygonF) -> float:
    """How far a place is from a line, up and down, at its own x."""
    for a, b in pairwise(points.toList()):
        if a.x() <= at.x() <= b.x() and b.x() > a.x():
            share = (at.x() - a.x()) / (b.x() - a.x())
            return abs(a.y() + share * (b.y() - a.y()) - at.y())
    return float("inf")
