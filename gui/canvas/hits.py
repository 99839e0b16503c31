"""What lies under the pointer, with a reach that stays the same on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsItem

from gui.canvas.items.box import BoxItem, Port
from gui.canvas.items.dot import VISIBLE, DotItem
from gui.canvas.items.note import NoteItem
from gui.canvas.items.wire import WireItem


@dataclass(frozen=True)
class Hit:
    """What lies under a point: at most one of them, the topmost."""

    port: Port | None = None
    box: BoxItem | None = None
    wire: WireItem | None = None
    note: NoteItem | None = None
    dot: DotItem | None = None

    def tip(self) -> list[str]:
        """What a tooltip says there, as plain lines."""
        if self.port is not None and self.port.side == "in":
            found = self.port.box.marks.port_texts.get((self.port.call, self.port.index), ())
            if found:
                return list(found)
        if self.box is None:
            return []
        return list(self.box.marks.texts) or self.box.cut_texts()


def around(at: QPointF, reach: float) -> QRectF:
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)


def hit_among(items: Sequence[QGraphicsItem], at: QPointF, zoom: float, reach: float) -> Hit:
    """What a press at this point of the scene means, of the items there, the topmost first."""
    boxes = [item for item in items if isinstance(item, BoxItem)]
    for box in boxes:
        if zoom > 0.25 and (port := box.port_near(at, reach)):
            return Hit(port=port, box=box)
    for dot in items if zoom >= VISIBLE else ():
        if isinstance(dot, DotItem) and dot.near(at, 8 / zoom):
            return Hit(dot=dot)
    for box in boxes:
        if box.frame().contains(at):
            return Hit(box=box)
    for wire in items:
        if isinstance(wire, WireItem) and wire.near(at, max(5.0, 5.0 / zoom)):
            return Hit(wire=wire)
    for note in items:
        if isinstance(note, NoteItem) and note.grabbed_at(at, 6 / zoom):
            return Hit(note=note)
    return Hit()
