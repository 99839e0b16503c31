"""Cutting wires with a stroke: Alt+Shift and drag across them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from graph.editing.rewiring import End, cut
from gui.canvas.gestures.gesture import Gesture, Pointer
from gui.canvas.items.overlay import StrokeItem

translate = QCoreApplication.translate


class Cut(Gesture):
    cursor = Qt.CursorShape.CrossCursor

    def start(self) -> None:
        self._path, self._last = QPainterPath(self.origin.scene), self.origin.scene
        self._stroke = StrokeItem(self.view.theme)
        self.scene.addItem(self._stroke)

    def move(self, at: Pointer) -> None:
        if at.scene == self._last:
            return
        self._path.lineTo(at.scene)
        self._stroke.show_path(self._path)
        blade = self._blade(self._last, at.scene)
        self._last = at.scene
        for wire in self.scene.wires.values():
            if not wire.cut and wire.boundingRect().intersects(blade.boundingRect()):
                wire.put("cut", wire.outline(1.0).intersects(blade))

    def _blade(self, start: QPointF, end: QPointF) -> QPainterPath:
        """What the stroke covers between two places: two pixels wide, since a line as such has no area to meet."""
        line = QPainterPath(start)
        line.lineTo(end)
        stroker = QPainterPathStroker()
        stroker.setWidth(2 / self.view.zoom)
        return stroker.createStroke(line)

    def end(self, at: Pointer) -> None:
        self.move(at)
        crossed = [End(*key) for key, wire in self.scene.wires.items() if wire.cut]
        self.cancel()
        if crossed:
            name = translate("Canvas", "Cut a wire") if len(crossed) == 1 else translate("Canvas", "Cut {n} wires")
            document = cut(self.editing.document, self.editing.model_id, crossed)
            self.editing.apply(name.format(n=len(crossed)), document)

    def cancel(self) -> None:
        self.scene.removeItem(self._stroke)
        for wire in self.scene.wires.values():
            wire.put("cut", False)
