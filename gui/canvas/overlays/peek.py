"""A look into a nested model beside the layer that stands for it, without going in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from graph.document.document import ModelId
from gui.canvas.items.layout import elided
from gui.canvas.scene import CanvasScene
from gui.canvas.surface import Surface
from gui.editing import Editing
from gui.theme import font

translate = QCoreApplication.translate
LARGEST, LEAST = QSize(680, 420), QSize(240, 130)
HEAD, AIR, BESIDE = 34, 14, 12
TITLE, TEXT = font(13), font(12)


class Peek(QWidget):
    """The inner model as the canvas would show it. A click goes in; any key, or a click elsewhere, closes it."""

    def __init__(self, view: Surface) -> None:
        super().__init__(view)
        self._view = view
        self.model: ModelId | None = None
        self.scene: CanvasScene | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(translate("Canvas", "Look inside"))
        self.hide()
        view.editing.changed.connect(lambda _before, _after: self.leave())
        view.editing.path_changed.connect(lambda _path: self.leave())
        view.moved.connect(self.leave)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def open(self, model: ModelId, beside: QRect) -> None:
        """Show a model beside a rectangle of the view."""
        inner = Editing(self._view.editing.document, self)
        inner.path = (*self._view.editing.path, model)
        self.model, self.scene = model, CanvasScene(inner, self._view.theme, inner)
        content = self._content().size()
        scale = min(1.0, LARGEST.width() / max(content.width(), 1), LARGEST.height() / max(content.height(), 1))
        size = QSize(round(content.width() * scale), round(content.height() * scale)).expandedTo(LEAST)
        area = self._view.rect().adjusted(8, 8, -8, -8)
        size = (size + QSize(2 * AIR, AIR + HEAD)).boundedTo(area.size())
        self.setGeometry(QRect(self._place(beside, size, area), size))
        told = translate("Canvas", "{name}, with {n} layers inside")
        model_in = inner.model
        self.setAccessibleDescription(told.format(name=model_in.name, n=len(model_in.layers)))
        self.show()
        self.raise_()

    def _place(self, beside: QRect, size: QSize, area: QRect) -> QPoint:
        """Below, above, or to the right or left of a rectangle, wherever there is room; else in the middle."""
        left = min(max(beside.left(), area.left()), area.right() - size.width())
        top = min(max(beside.top(), area.top()), area.bottom() - size.height())
        places = (
            QPoint(left, beside.bottom() + BESIDE),
            QPoint(left, beside.top() - BESIDE - size.height()),
            QPoint(beside.right() + BESIDE, top),
            QPoint(beside.left() - BESIDE - size.width(), top),
        )
        middle = area.center() - QPoint(size.width() // 2, size.height() // 2)
        return next((place for place in places if area.contains(QRect(place, size))), middle)

    def leave(self) -> None:
        """Close it."""
        if self.isVisible():
            self.hide()
        if self.scene is not None:
            self.scene.editing.deleteLater()
        self.scene = self.model = None

    def _content(self) -> QRectF:
        assert self.scene is not None
        return self.scene.content_rect().united(self.scene.wires_rect()).adjusted(-AIR, -AIR, AIR, AIR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.scene is None:
            return
        c = self._view.theme.colors
        p = QPainter(self)
        p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        p.setPen(QPen(c.line, 1))
        p.setBrush(c.canvas)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        model = self.scene.model
        count = translate("Canvas", "{n} layers").format(n=len(model.layers))
        head = QRectF(AIR, 4, self.width() - 2 * AIR, HEAD - 6)
        p.setFont(TEXT)
        p.setPen(c.muted)
        p.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        room = head.width() - p.fontMetrics().horizontalAdvance(count) - 12
        p.setFont(TITLE)
        p.setPen(c.text)
        p.drawText(head, Qt.AlignmentFlag.AlignVCenter, elided(model.name, TITLE, room))
        inner = QRectF(self.rect()).adjusted(AIR, HEAD, -AIR, -AIR)
        if model.layers:
            self.scene.render(p, inner, self._content(), Qt.AspectRatioMode.KeepAspectRatio)
        else:
            p.drawText(inner, Qt.AlignmentFlag.AlignCenter, translate("Canvas", "Nothing is in it yet"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        model = self.model
        event.accept()
        if model is not None:
            self._view.editing.enter(model)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        closing = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut, QEvent.Type.Wheel)
        if not self.isVisible():
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()  # Esc closes this, and nothing else.
                self.leave()
            return event.isAccepted()
        if event.type() in closing:
            self.leave()
        return False
