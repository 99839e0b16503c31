"""The scene: items kept equal to the model in view by comparing ids, never rebuilt while it stays the same model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from graph.document.document import Document, Model, Source
from graph.inference.shapes import ModelShapes
from graph.inference.totals import Totals
from graph.validate.problems import Counts, Problem, counts
from gui.canvas.captions import type_text
from gui.canvas.card import Card, Cards
from gui.canvas.hits import Hit, around, hit_among, united
from gui.canvas.items.box import BoxItem, Port
from gui.canvas.items.box_painting import Side
from gui.canvas.items.note import NoteItem
from gui.canvas.items.wire import WireItem
from gui.canvas.marks import Marks, failures_as_marks, joined, problems_as_marks
from gui.canvas.places import places_of
from gui.editing import Editing
from gui.inferred import shapes_of, totals_of
from gui.theme import Theme

WireKey = tuple[str, int]
NO_MARKS = Marks()
WORLD = QRectF(-60_000, -60_000, 120_000, 120_000)


class CanvasScene(QGraphicsScene):
    """Boxes, wires and notes of the model in view, each found by its id."""

    syncing = Signal()
    """The items are about to change: whoever holds on to one lets go of it."""
    refreshed = Signal()
    """Items, places or totals have changed."""

    def __init__(self, editing: Editing, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(WORLD, parent)
        self.editing, self.theme = editing, theme
        self.boxes: dict[str, BoxItem] = {}
        self.wires: dict[WireKey, WireItem] = {}
        self.notes: dict[str, NoteItem] = {}
        self.shapes: ModelShapes = ModelShapes({}, {}, {})
        self.totals = Totals()
        self.selected_wires: frozenset[WireKey] = frozenset()
        self.problems: tuple[Problem, ...] | None = None
        self._cards = Cards()
        self._shown = ""
        self._box_of_call: dict[str, BoxItem] = {}
        self._wires_of: dict[str, set[WireItem]] = {}
        self._lit: tuple[str | None, str | None] = (None, None)
        editing.changed.connect(lambda before, after: self.sync(reshape=not only_moved(before, after)))
        editing.path_changed.connect(lambda _path: self.sync())
        editing.selection_changed.connect(lambda _ids: self._show_selection())
        theme.changed.connect(self.update)
        self.sync()

    def box(self, key: str) -> BoxItem:
        """The box of a layer, or of a call that has one of its own; raises KeyError."""
        return self.boxes[key]

    def box_of_call(self, call: str) -> BoxItem:
        return self._box_of_call[call]

    def port(self, call: str, index: int, side: Side) -> Port:
        """A port of a call; raises KeyError where it isn't shown."""
        return self._box_of_call[call].port(call, index, side)

    @property
    def model(self) -> Model:
        return self.editing.model

    def sync(self, reshape: bool = True) -> None:
        """Make the items equal to the document; `reshape` is false where nothing but places and notes has changed."""
        self.syncing.emit()
        model, document = self.editing.model, self.editing.document
        if model.id != self._shown:
            self._clear()
            self._shown, reshape = model.id, True
        if reshape:
            self.shapes = shapes_of(document, model.id)
            self.totals = totals_of(document, model.id)
            self._sync_boxes(self._cards.of(document, model, self.shapes))
        self._place(model)
        self._sync_wires(model)
        self._sync_notes(model)
        self._show_marks()
        self._show_selection()
        self.refreshed.emit()

    def _clear(self) -> None:
        self.clear()
        self.boxes, self.wires, self.notes = {}, {}, {}
        self._cards, self.selected_wires = Cards(), frozenset()
        self._box_of_call, self._wires_of, self._lit = {}, {}, (None, None)

    def _sync_boxes(self, cards: Mapping[str, Card]) -> None:
        for key in self.boxes.keys() - cards.keys():
            self.removeItem(self.boxes.pop(key))
        for key, card in cards.items():
            if key in self.boxes:
                self.boxes[key].show_card(card)
            else:
                self.boxes[key] = box = BoxItem(card, self.theme)
                self.addItem(box)
        self._box_of_call = {call: box for box in self.boxes.values() for call in box.card.calls}

    def _place(self, model: Model) -> None:
        for key, place in places_of(model, self.boxes).items():
            self.boxes[key].setPos(*place)

    def _sync_wires(self, model: Model) -> None:
        wanted = drawn_wires(model, self._box_of_call)
        for key in self.wires.keys() - wanted.keys():
            self.removeItem(self.wires.pop(key))
        self._wires_of = {key: set() for key in self.boxes}
        for key, source in wanted.items():
            wire = self.wires.get(key)
            if wire is None:
                wire = self.wires[key] = WireItem(source, *key, self.theme)
                self.addItem(wire)
            wire.source = source
            self._lead(wire)
            self._wires_of[self._box_of_call[source.call].card.key].add(wire)
            self._wires_of[self._box_of_call[key[0]].card.key].add(wire)
        self.selected_wires &= self.wires.keys()

    def _lead(self, wire: WireItem) -> None:
        start, end = self._box_of_call[wire.source.call], self._box_of_call[wire.call]
        wire.lead(
            start.pos() + start.layout.outputs[wire.source.call, wire.source.output],
            end.pos() + end.layout.inputs[wire.call, wire.port],
            type_text(self.shapes.types.get(wire.source)),
            start.card.family if start.card.uses > 1 else "",
        )

    def _sync_notes(self, model: Model) -> None:
        for key in self.notes.keys() - model.notes.keys():
            self.removeItem(self.notes.pop(key))
        for key, note in model.notes.items():
            if key not in self.notes:
                self.notes[key] = NoteItem(note, self.theme)
                self.addItem(self.notes[key])
            elif self.notes[key].note is not note:
                self.notes[key].show_note(note)

    def show_problems(self, problems: Iterable[Problem] | None) -> None:
        """Mark these problems; None: mark what shape inference finds."""
        self.problems = None if problems is None else tuple(problems)
        self._show_marks()
        self.refreshed.emit()

    def _show_marks(self) -> None:
        problems = self.problems
        marks = failures_as_marks(self.shapes) if problems is None else problems_as_marks(self.model, problems)
        for box in self.boxes.values():
            found = [marks[key] for key in (box.card.layer, *box.card.calls) if key in marks]
            box.put("marks", joined(found) if found else NO_MARKS)

    def _show_selection(self) -> None:
        chosen = self.editing.selection
        for key, box in self.boxes.items():
            box.put("selected", key in chosen)
        for key, note in self.notes.items():
            note.put("selected", key in chosen)
        for wire_key, wire in self.wires.items():
            wire.put("selected", wire_key in self.selected_wires)

    def select_wires(self, keys: Iterable[WireKey]) -> None:
        """Select wires; they are no part of the document's selection, which is of boxes and notes."""
        self.selected_wires = frozenset(keys) & self.wires.keys()
        self._show_selection()

    def shift(self, places: Mapping[str, QPointF]) -> None:
        """Show boxes and notes elsewhere, wires following, before the document is told."""
        moved: set[WireItem] = set()
        for key, at in places.items():
            item = self.boxes.get(key) or self.notes.get(key)
            if item is not None:
                item.setPos(at)
                moved |= self._wires_of.get(key, set())
        for wire in moved:
            self._lead(wire)

    def hit(self, at: QPointF, zoom: float = 1.0) -> Hit:
        """What a press at this point of the scene means, with a reach that stays the same on the screen."""
        reach = max(9.0, 10.0 / zoom)
        return hit_among(self.items(around(at, reach)), at, zoom, reach)

    def boxes_near(self, at: QPointF, reach: float) -> list[BoxItem]:
        """The boxes whose ports may be within reach of a point."""
        return [item for item in self.items(around(at, reach)) if isinstance(item, BoxItem)]

    def problem_counts(self) -> Counts:
        """How many problems are known: of the document, or of the shapes of this model."""
        return Counts(len(self.shapes.failures)) if self.problems is None else counts(self.problems)

    def light(self, hit: Hit, at: QPointF) -> None:
        """Show what the pointer is over; one call of a shared layer lights every call of it, and their wires."""
        box = hit.box
        call = box.call_at(at) if box is not None and box.card.uses > 1 else None
        layer = box.card.layer if box is not None else None
        for other in self.boxes.values() if (layer, call) != self._lit else ():
            mine = other.card.layer == layer
            other.put("hovered", mine)
            other.put("hovered_call", (call if call in other.card.calls else "") if mine and call else None)
        self._lit = (layer, call)
        shared = {c.id for c in self.model.calls_of(layer)} if layer and call else set()
        for wire in self.wires.values():
            ends = {wire.call, wire.source.call} if shared else set()
            wire.put("lit", wire is hit.wire or bool(ends & shared))
        for note in self.notes.values():
            note.put("hovered", note is hit.note)

    def items_by_key(self) -> dict[str, BoxItem | NoteItem]:
        """Boxes and notes: what can be moved."""
        return {**self.boxes, **self.notes}

    def content_rect(self, keys: Iterable[str] | None = None) -> QRectF:
        """The rectangle around these boxes and notes (all where none are named), empty where there are none."""
        wanted = None if keys is None else set(keys)
        return united(item.frame() for key, item in self.items_by_key().items() if wanted is None or key in wanted)

    def wires_rect(self) -> QRectF:
        """The rectangle around all wires: one that runs backwards reaches beyond the boxes."""
        return united(wire.path.boundingRect() for wire in self.wires.values())


def drawn_wires(model: Model, boxes: Mapping[str, BoxItem]) -> dict[WireKey, Source]:
    """The wires of which both ends are shown; `boxes` are those of the calls."""

    def drawable(source: Source, call: str, port: int) -> bool:
        start, end = boxes.get(source.call), boxes.get(call)
        return bool(
            start and end and (source.call, source.output) in start.layout.outputs and (call, port) in end.layout.inputs
        )

    return {(call, port): source for source, call, port in model.wires() if drawable(source, call, port)}


def only_moved(before: Document, after: Document) -> bool:
    """Whether two documents differ in places and notes at most: edits keep every mapping that they don't change."""
    return before.models.keys() == after.models.keys() and all(
        _same_but_places(before.models[key], model) for key, model in after.models.items()
    )


def _same_but_places(old: Model, new: Model) -> bool:
    same = (
        old.layers is new.layers and old.calls is new.calls and (old.inputs, old.outputs) == (new.inputs, new.outputs)
    )
    # A call that has gained or lost a place of its own has gained or lost a box.
    return same and old.name == new.name and old.positions.keys() == new.positions.keys()
