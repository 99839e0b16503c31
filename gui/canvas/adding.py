"""Adding layers to the canvas: by the quick-add search, by a wire that is let go, by a drag from the palette."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from graph.document.document import Source
from graph.editing.edits import EditError
from graph.editing.rewiring import End
from gui import translate as wording
from gui.canvas.catalogue import MIME, added, entries, gives, inserted, takes
from gui.canvas.items.layout import HEAD, MIN_WIDTH, ROW
from gui.canvas.overlays.quick_add import QuickAdd
from gui.canvas.surface import Surface
from gui.editing import Editing
from gui.theme import Theme

translate = QCoreApplication.translate


class AddingSurface(Surface):
    """A surface that layers can be put on."""

    def __init__(self, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editing, theme, parent)
        self.setAcceptDrops(True)
        self._wire: Source | End | None = None
        self._add_at = QPointF()
        self.popup = QuickAdd(self, theme)
        self.popup.chosen.connect(self._add_chosen)
        self.popup.closed.connect(self.setFocus)

    def quick_add(self, at: QPoint | None = None, wire: Source | End | None = None) -> None:
        """Open the quick-add search, of what a wire dropped there could go to or come from if there is one."""
        at = at if at is not None else self.pointer_or_middle()
        document, self._wire = self.editing.document, wire
        self._add_at = self.mapToScene(at)
        offered = entries(document, self.editing.model_id)
        if isinstance(wire, Source):
            given = self.canvas.shapes.types.get(wire)
            offered = [entry for entry in offered if takes(document, entry.key, given)]
        elif wire is not None:
            offered = [entry for entry in offered if gives(document, entry.key)]
        self.popup.open(at, offered)

    def _add_chosen(self, key: str) -> None:
        wire, self._wire = self._wire, None
        self.add(key, self._add_at, wire)

    def add(self, key: str, at: QPointF, wire: Source | End | None = None, into: End | None = None) -> str | None:
        """Add a layer of that kind (or `model:<id>`) with its head at a place of the scene; None if it can't be.

        `wire` is led to it or from it; or it goes `into` the wire that ends there, if it fits.
        """
        offset = QPointF(0, HEAD + ROW / 2) if isinstance(wire, Source) else QPointF(MIN_WIDTH / 2, HEAD / 2)
        if isinstance(wire, End):
            offset = QPointF(MIN_WIDTH, HEAD + ROW / 2)
        place = at - offset
        try:
            made = added(self.editing.document, self.editing.model_id, key, (round(place.x()), round(place.y())), wire)
        except EditError as error:
            self.hint(wording.text(error), self.pointer_or_middle(), True, stay=3000)
            return None
        if made is None:
            return None
        document, layer = made
        if into is not None:
            document = inserted(document, self.editing.model_id, layer.id, into)
        name = layer.name or layer.spec.kind.lower()
        self.editing.apply(translate("Canvas", "Add {name}").format(name=name), document)
        self.editing.select({layer.id})
        return layer.id

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            key = bytes(event.mimeData().data(MIME).data()).decode("utf-8", "replace")
            self.pointer = event.position().toPoint()
            hit = self.canvas.hit(self.mapToScene(self.pointer), self.zoom)
            beside = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            into = End(hit.wire.call, hit.wire.port) if hit.wire is not None and not beside else None
            if self.add(key, self.mapToScene(self.pointer), into=into) is not None:
                event.acceptProposedAction()
            self.setFocus()
