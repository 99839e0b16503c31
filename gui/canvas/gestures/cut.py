"""Cutting wires with a stroke: Alt+Shift and drag across them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPainterPath

from graph.editing.rewiring import End, cut
from gui.canvas.gestures.gesture import Gesture, Pointer
from gui.canvas.items.overlay import StrokeItem

translate = QCoreApplication.translate


class Cut(Gesture):
    cursor = Qt.CursorShape.CrossCursor

    def start(self) -> None:
        self._path = QPainterPath(self.origin.scene)
        self._stroke = StrokeItem(self.view.theme)
        self.scene.addItem(self._stroke)

    def move(self, at: Pointer) -> None:
        self._path.lineTo(at.scene)
        self._stroke.show_path(self._path)
        for wire in self.scene.wires.values():
            near = wire.boundingRect().intersects(self._path.boundingRect())
            wire.put("cut", near and wire.outline(1.0).intersects(self._path))

    def end(self, _at: Pointer) -> None:
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
