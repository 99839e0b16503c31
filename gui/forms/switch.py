"""A switch: a check box that looks like what it does."""

from __future__ import annotations

from PySide6.QtCore import Property, QEasingCurve, QPropertyAnimation, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from gui.theme import mix

WIDTH, HEIGHT, MARGIN = 36, 20, 2


class Switch(QCheckBox):
    """On or off at a click or the space bar; the knob slides, and shows the keyboard's focus by a ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._place = 0.0
        self._slide = QPropertyAnimation(self, b"place", self)
        self._slide.setDuration(110)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.toggled.connect(self._move)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH + 4, HEIGHT + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        return True

    def _move(self, on: bool) -> None:
        self._slide.stop()
        if not self.isVisible():
            self._set_place(1.0 if on else 0.0)
            return
        self._slide.setStartValue(self._place)
        self._slide.setEndValue(1.0 if on else 0.0)
        self._slide.start()

    def _get_place(self) -> float:
        return self._place

    def _set_place(self, place: float) -> None:
        self._place = place
        self.update()

    place = Property(float, _get_place, _set_place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        track = QRectF(2, (self.height() - HEIGHT) / 2, WIDTH, HEIGHT)
        off, on = colours.color(QPalette.ColorRole.Mid), colours.color(QPalette.ColorRole.Highlight)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(off, on, self._place))
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        painter.drawRoundedRect(track, HEIGHT / 2, HEIGHT / 2)
        knob = HEIGHT - 2 * MARGIN
        left = track.left() + MARGIN + self._place * (WIDTH - HEIGHT)
        painter.setBrush(QColor("white"))
        painter.drawEllipse(QRectF(left, track.top() + MARGIN, knob, knob))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colours.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(track.adjusted(-1.5, -1.5, 1.5, 1.5), HEIGHT / 2 + 1, HEIGHT / 2 + 1)
