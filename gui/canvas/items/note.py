"""Notes and titled frames."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from graph.document.document import Note
from gui.canvas.items.layout import TEXT, elided
from gui.theme import Theme, faded, font, mix

FRAME_TITLE = font(15, QFont.Weight.DemiBold)
HANDLE = 14.0


class NoteItem(QGraphicsItem):
    """A text on a slip, or a frame around boxes: grabbed by title and edges only, so that what is inside stays free."""

    def __init__(self, note: Note, theme: Theme) -> None:
        super().__init__()
        self.note, self.theme = note, theme
        self.size = note.size
        self.selected = self.hovered = False
        self.show_note(note)

    @property
    def key(self) -> str:
        return self.note.id

    def show_note(self, note: Note) -> None:
        self.prepareGeometryChange()
        self.note, self.size = note, note.size
        self.setPos(*note.position)
        self.setZValue(-3 if note.frame else -2)
        self.update()

    def put(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            if name == "size":
                self.prepareGeometryChange()
            setattr(self, name, value)
            self.update()

    def rect(self) -> QRectF:
        return QRectF(0, 0, *self.size)

    def frame(self) -> QRectF:
        """Its rectangle in scene coordinates."""
        return self.rect().translated(self.pos())

    def title_rect(self) -> QRectF:
        height = 30.0 if self.note.frame else self.size[1] - 10
        return QRectF(self.x() + 10, self.y() + 6, self.size[0] - 20, height)

    def handle(self) -> QRectF:
        """The corner by which it is resized, in scene coordinates."""
        corner = self.frame().bottomRight()
        return QRectF(corner.x() - HANDLE, corner.y() - HANDLE, HANDLE + 4, HANDLE + 4)

    def grabbed_at(self, at: QPointF, reach: float) -> bool:
        """Whether a press there takes hold of it."""
        whole = self.frame().adjusted(-reach, -reach, reach, reach)
        if not whole.contains(at):
            return False
        inner = self.frame().adjusted(reach, 36, -reach, -reach)
        return not self.note.frame or not inner.contains(at) or self.handle().contains(at)

    def boundingRect(self) -> QRectF:
        return self.rect().adjusted(-3, -3, 3, 3)

    def paint(self, p: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        c = self.theme.colors
        edge = QPen(c.accent, 2) if self.selected else QPen(mix(c.line, c.muted, 0.3 if self.hovered else 0), 1.5)
        p.setPen(edge)
        p.setBrush(faded(c.card, 0.35) if self.note.frame else c.note)
        p.drawRoundedRect(self.rect(), 10, 10)
        p.setPen(c.text)
        if self.note.frame:
            p.setFont(FRAME_TITLE)
            p.drawText(QPointF(18, 28), elided(self.note.text, FRAME_TITLE, self.size[0] - 36))
        else:
            p.setFont(TEXT)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            p.drawText(self.rect().adjusted(12, 9, -12, -9), int(flags), self.note.text)
        if self.selected or self.hovered:
            self._paint_handle(p)

    def _paint_handle(self, p: QPainter) -> None:
        p.setPen(QPen(self.theme.colors.muted, 1.5))
        corner = self.rect().bottomRight()
        for inset in (5, 9):
            p.drawLine(corner - QPointF(inset + 3, 4), corner - QPointF(4, inset + 3))
