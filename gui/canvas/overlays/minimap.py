"""The whole model small, with the part in view framed; a press or drag goes there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gui.canvas.surface import Surface
from gui.theme import faded, mix

SIZE = QSize(176, 108)


class Minimap(QWidget):
    """The map. It says nothing of wires: places are enough to find the way."""

    def __init__(self, view: Surface) -> None:
        super().__init__(view)
        self._view = view
        self.wanted = True
        self.resize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._bounds: QRectF | None = None
        self._painted: tuple[tuple[float, ...], QPixmap] | None = None
        view.canvas.refreshed.connect(self._repaint_boxes)
        view.canvas.shifted.connect(self._repaint_boxes)
        view.editing.selection_changed.connect(lambda _ids: self._repaint_boxes())
        view.moved.connect(self.update)
        view.theme.changed.connect(self._repaint_boxes)

    def place(self) -> None:
        """Stand in the lower right corner, if it is wanted and there is room."""
        area = self._view.rect()
        self.move(area.right() - self.width() - 14, area.bottom() - self.height() - 14)
        self.setVisible(self.wanted and area.width() > 560 and area.height() > 340)

    def _fit(self) -> tuple[float, QPointF]:
        """Scale and offset from the scene to this widget."""
        whole = self._content().united(self._view.visible_rect()).adjusted(-20, -20, 20, 20)
        room = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        scale = min(room.width() / whole.width(), room.height() / whole.height())
        return scale, room.center() - whole.center() * scale

    def _content(self) -> QRectF:
        if self._bounds is None:
            self._bounds = self._view.canvas.content_rect()
        return self._bounds

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = self._view.theme.colors
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(c.line, 1))
        p.setBrush(faded(c.panel, 0.96))
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        p.setClipRect(QRectF(self.rect()).adjusted(4, 4, -4, -4))
        scale, offset = self._fit()
        p.drawPixmap(0, 0, self._boxes_picture(scale, offset))
        seen = self._view.visible_rect()
        p.setBrush(faded(c.accent, 0.05))
        p.setPen(QPen(c.accent, 1.2))
        p.drawRect(QRectF(seen.topLeft() * scale + offset, seen.size() * scale))
        p.end()

    def _boxes_picture(self, scale: float, offset: QPointF) -> QPixmap:
        """All boxes, painted again only when one of them has changed: while panning they just stay."""
        key = (scale, offset.x(), offset.y(), self.devicePixelRatioF())
        if self._painted is None or self._painted[0] != key:
            picture = QPixmap(self.size() * self.devicePixelRatioF())
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            picture.fill(Qt.GlobalColor.transparent)
            p = QPainter(picture)
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(Qt.PenStyle.NoPen)
            self._paint_boxes(p, scale, offset)
            p.end()
            self._painted = (key, picture)
        return self._painted[1]

    def _paint_boxes(self, p: QPainter, scale: float, offset: QPointF) -> None:
        c, scene = self._view.theme.colors, self._view.canvas
        p.translate(offset)
        p.scale(scale, scale)
        bad = (key for key in scene.marked if scene.boxes[key].marks.worst == "error")
        for frames, color in (
            (scene.frames.all(), mix(c.line, c.muted, 0.15)),
            (scene.frames.some(bad), c.bad),
            (scene.frames.some(self._view.editing.selection), c.accent),
        ):
            if frames:
                p.setBrush(color)
                p.drawRects(frames)

    def _repaint_boxes(self) -> None:
        self._painted = self._bounds = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        scale, offset = self._fit()
        self._view.centerOn((event.position() - offset) / scale)
        self._view.moved.emit()
