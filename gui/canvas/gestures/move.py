"""Moving boxes, notes and dots, with a light pull to grid and neighbours; a free box dropped on a wire goes in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, Qt

from graph.document.document import Document
from graph.editing.edits import move
from graph.editing.rewiring import End, insert, insertable, why_not
from gui.canvas.gestures.gesture import Canvas, Gesture, Pointer
from gui.canvas.items.box import BoxItem
from gui.canvas.items.dot import DotItem
from gui.canvas.items.note import NoteItem
from gui.canvas.items.overlay import GuideItem
from gui.canvas.items.wire import WireItem
from gui.canvas.snapping import snapped

translate = QCoreApplication.translate


class Move(Gesture):
    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, view: Canvas, at: Pointer, item: BoxItem | NoteItem | DotItem) -> None:
        super().__init__(view, at)
        self._item = item
        self._key = item.key
        self._guides: GuideItem | None = None
        self._wire: WireItem | None = None

    def start(self) -> None:
        self._before = chosen = self.editing.selection
        self.scene.select_wires(())
        if self.origin.control:
            self.editing.select(chosen ^ {self._key})
        elif self.origin.shift:
            self.editing.select(chosen | {self._key})
        elif self._key not in chosen:
            self.editing.select({self._key})
        self._places: dict[str, QPointF] = {}

    def move(self, at: Pointer) -> None:
        if not self.is_drag(at):
            return
        if not self._places:
            self._places = self._movable()
        shift = at.scene - self.origin.scene
        corner = self._places.get(self._key)
        guides: list[QLineF] = []
        if corner is not None and not at.alt:
            place, guides = snapped(self.scene, self._item, corner + shift, self._places.keys(), self.view.zoom)
            shift = place - corner
        self.scene.shift({key: place + shift for key, place in self._places.items()})
        self._show_guides(guides)
        self._aim(None if at.alt else self._wire_under())

    def _show_guides(self, lines: list[QLineF]) -> None:
        if self._guides is None and lines:
            self._guides = GuideItem(self.view.theme)
            self.scene.addItem(self._guides)
        if self._guides is not None:
            self._guides.show_lines(lines)

    def _remove_guides(self) -> None:
        if self._guides is not None:
            self.scene.removeItem(self._guides)
            self._guides = None

    def _movable(self) -> dict[str, QPointF]:
        """What moves: the selection, with a frame everything within it, and the dots of wires between what moves."""
        keys = set(self.editing.selection) | {self._key}
        for key in tuple(keys & self.scene.notes.keys()):
            if self.scene.notes[key].note.frame:
                around = self.scene.notes[key].frame()
                inside = self.scene.items_by_key().items()
                keys |= {k for k, item in inside if around.contains(item.frame())}
        items = self.scene.items_by_key()
        return {key: items[key].pos() for key in self.scene.with_dots(keys) if key in items}

    def _wire_under(self) -> WireItem | None:
        """The wire that the one moved box could go into."""
        if len(self._places) != 1 or not isinstance(self._item, BoxItem) or len(self._item.card.calls) != 1:
            return None
        document, model, call = self.editing.document, self.editing.model_id, self._item.card.calls[0]
        if not insertable(document, model, call):
            return None
        frame = self._item.frame()
        for wire in self.scene.items(frame):
            if isinstance(wire, WireItem) and wire.path.intersects(frame):
                source = wire.source
                if why_not(document, model, source, End(call, 0)) is None:
                    return wire
        return None

    def _aim(self, wire: WireItem | None) -> None:
        if self._wire is not None and self._wire.scene() is not None:
            self._wire.put("lit", False)
        self._wire = wire
        if wire is not None:
            wire.put("lit", True)

    def end(self, _at: Pointer) -> None:
        self._remove_guides()
        if not self._places:
            if not (self.origin.shift or self.origin.control):
                self.editing.select({self._key})
            return
        items = self.scene.items_by_key()
        places = {key: (round(items[key].x(), 1), round(items[key].y(), 1)) for key in self._places}
        wire, self._wire = self._wire, None
        model = self.editing.model_id
        document: Document = move(self.editing.document, model, places)
        name = self.view.names(places)
        if wire is not None and isinstance(self._item, BoxItem):
            document = insert(document, model, self._item.card.calls[0], End(wire.call, wire.port))
            self.editing.apply(translate("Canvas", "Insert {name}").format(name=name), document)
        else:
            self.editing.apply(translate("Canvas", "Move {name}").format(name=name), document)

    def cancel(self) -> None:
        self._aim(None)
        self._remove_guides()
        self.scene.shift(self._places)
        self.editing.select(self._before)
