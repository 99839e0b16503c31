"""The scene: items kept equal to the model in view by comparing ids, never rebuilt while it stays the same model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from graph.document.changes import differing
from graph.document.document import Model, Source
from graph.inference.shapes import ModelShapes
from graph.inference.totals import Totals
from graph.validate.problems import Counts, Problem, counts
from gui.canvas.captions import type_text
from gui.canvas.card import Cards
from gui.canvas.dots import Dots
from gui.canvas.drawn_wires import drawn_wires
from gui.canvas.frames import Frames, united
from gui.canvas.hits import Hit, around, hit_among
from gui.canvas.items.box import BoxItem, Port
from gui.canvas.items.box_painting import Side
from gui.canvas.items.dot import DotItem
from gui.canvas.items.labels import LabelsItem
from gui.canvas.items.layout import PORT
from gui.canvas.items.note import NoteItem
from gui.canvas.items.wire import WireItem
from gui.canvas.lighting import Lights
from gui.canvas.marks import Marks, failures_as_marks, joined, problems_as_marks
from gui.canvas.places import places_of
from gui.canvas.ways import Ways
from gui.editing import Editing
from gui.inferred import shapes_of, totals_of
from gui.theme import Theme

WireKey = tuple[str, int]
NO_MARKS = Marks()
START = QRectF(-1000, -1000, 4000, 3000)  # Where things are looked for quickly before there are any.


class CanvasScene(QGraphicsScene):
    """Boxes, wires and notes of the model in view, each found by its id."""

    syncing = Signal()
    """The items are about to change: whoever holds on to one lets go of it."""
    shifted = Signal()
    """Items are shown elsewhere while they are dragged."""
    refreshed = Signal()
    """Items, places or totals have changed."""

    def __init__(self, editing: Editing, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(START, parent)
        self.editing, self.theme = editing, theme
        self.boxes: dict[str, BoxItem] = {}
        self.wires: dict[WireKey, WireItem] = {}
        self.notes: dict[str, NoteItem] = {}
        self.dots = Dots()
        self.shapes = ModelShapes()
        self.totals = Totals()
        self.passing: list[QGraphicsItem] = []
        """What is there only while a gesture lasts."""
        self.selected_wires: frozenset[WireKey] = frozenset()
        self.problems: tuple[Problem, ...] | None = None
        self.frames = Frames()
        self._ways = Ways()
        self._due: set[WireItem] = set()
        """Wires that are to be led anew."""
        self.lines: dict[WireKey, QLineF] = {}
        """The wires as straight lines."""
        self._cards = Cards()
        self._shown = Model("", "")
        self._box_of_call: dict[str, BoxItem] = {}
        self._wires_of: dict[str, set[WireItem]] = {}
        self._ends: dict[WireKey, tuple[str, str]] = {}
        self._lit = Lights()
        self._marks: Mapping[str, Marks] | None = None
        self.marked: set[str] = set()
        self._chosen: frozenset[str] = frozenset()
        self._chosen_wires: frozenset[WireKey] = frozenset()
        editing.changed.connect(lambda _before, _after: self.sync())
        editing.path_changed.connect(lambda _path: self.sync())
        editing.selection_changed.connect(lambda _ids: self._show_selection())
        theme.changed.connect(self.update)
        self.addItem(LabelsItem())
        self.sync()

    def addItem(self, item: QGraphicsItem) -> None:
        super().addItem(item)
        if not isinstance(item, (BoxItem, WireItem, NoteItem, DotItem, LabelsItem)):
            self.passing.append(item)

    def removeItem(self, item: QGraphicsItem) -> None:
        super().removeItem(item)
        if item in self.passing:
            self.passing.remove(item)

    def box(self, key: str) -> BoxItem:
        """The box of a layer, or of a call that has one of its own; raises KeyError."""
        return self.boxes[key]

    def wires_of(self, key: str) -> frozenset[WireItem]:
        """The wires that begin or end at a box."""
        return frozenset(self._wires_of.get(key, ()))

    def box_of_call(self, call: str) -> BoxItem:
        return self._box_of_call[call]

    def port(self, call: str, index: int, side: Side) -> Port:
        """A port of a call; raises KeyError where it isn't shown."""
        return self._box_of_call[call].port(call, index, side)

    @property
    def model(self) -> Model:
        return self.editing.model

    def sync(self) -> None:
        """Make the items equal to the document. Only what differs from the last version that was shown is touched."""
        self.syncing.emit()
        model, document = self.editing.model, self.editing.document
        if model.id != self._shown.id:
            self._clear()
        before, old = self._shown, self.shapes
        self.shapes = shapes_of(document, model.id)
        self.totals = totals_of(document, model.id)
        self._shown = model
        boxes = self._sync_boxes(self._cards.follow(document, model, self.shapes))
        moved = boxes | self._place(model, differing(before.positions, model.positions) | boxes)
        self._sync_wires(before, model, self._wires_to_look_at(before, model, boxes), moved)
        self._relabel(old)
        self._spread_index()
        self._due |= {self.wires[key] for key in self.dots.sync(self, self.theme, model) & self.wires.keys()}
        self._lead_due()
        self._sync_notes(model)
        self._show_marks()
        self._show_selection(boxes | differing(before.notes, model.notes) | self.dots.items.keys())
        self.refreshed.emit()

    def _spread_index(self) -> None:
        """Let the scene's own index cover what there is, and not much else: it divides its rectangle evenly."""
        content, covered = self.frames.bounds(), self.sceneRect()
        if not covered.contains(content) or covered.width() > 4 * max(content.width(), START.width()):
            air = QPointF(content.width() / 4 + 1000, content.height() / 4 + 1000)
            self.setSceneRect(content.adjusted(-air.x(), -air.y(), air.x(), air.y()))

    def _clear(self) -> None:
        self.clear()
        self.addItem(LabelsItem())
        self.passing.clear()
        self.boxes, self.wires, self.notes = {}, {}, {}
        self._shown, self.shapes = Model("", ""), ModelShapes()
        self._cards, self.frames, self.lines, self.selected_wires = Cards(), Frames(), {}, frozenset()
        self._ways, self._due, self.dots = Ways(), set(), Dots()
        self._box_of_call, self._wires_of, self._ends, self._lit = {}, {}, {}, Lights()
        self._marks, self.marked, self._chosen, self._chosen_wires = None, set(), frozenset(), frozenset()

    def _sync_boxes(self, touched: set[str]) -> set[str]:
        """Show the cards of these boxes as they are now; gives the boxes that are shown."""
        for key in touched:
            box, card = self.boxes.get(key), self._cards.of.get(key)
            for call in box.card.calls if box is not None else ():
                if self._box_of_call.get(call) is box:
                    del self._box_of_call[call]
            if box is not None and card is None:
                self._remove_box(key)
            elif box is not None and card is not None:
                box.show_card(card)
            elif card is not None:
                self.boxes[key] = box = BoxItem(card, self.theme)
                self.addItem(box)
        shown = touched & self.boxes.keys()
        self._box_of_call.update((call, self.boxes[key]) for key in shown for call in self.boxes[key].card.calls)
        return shown

    def _remove_box(self, key: str) -> None:
        self.removeItem(self.boxes.pop(key))
        self.frames.remove(key)
        for wire in self._wires_of.pop(key, set()).copy():
            self._remove_wire((wire.call, wire.port))
        self.marked.discard(key)

    def _place(self, model: Model, keys: Set[str]) -> set[str]:
        """Put boxes where they belong; gives those that have moved. Those without a place go where there is room."""
        keys = keys & self.boxes.keys()
        if self.boxes.keys() <= model.positions.keys():
            places = {key: model.positions[key] for key in keys}
        else:
            places = places_of(model, self.boxes)
        moved = {key for key, place in places.items() if key in keys or self.boxes[key].pos() != QPointF(*place)}
        for key in moved:
            self.boxes[key].setPos(*places[key])
            self.frames.put(key, self.boxes[key].frame())
        return moved

    def _wires_to_look_at(self, before: Model, model: Model, boxes: Set[str]) -> set[str]:
        """The calls whose wires may be others, or be drawable where they were not."""
        calls = {*differing(before.calls, model.calls)}
        shown = [call for key in boxes for call in self.boxes[key].card.calls]
        calls.update(shown, (user for call in shown for user in self.shapes.wiring.users.get(call, ())))
        return calls

    def _sync_wires(self, before: Model, model: Model, calls: Set[str], moved: Set[str]) -> None:
        for call in calls:
            wanted = dict(drawn_wires(model, call, self._box_of_call))
            old = before.calls.get(call)
            for port in range(len(old.inputs) if old is not None else 0):
                if port not in wanted:
                    self._remove_wire((call, port))
            for port, source in wanted.items():
                self._put_wire((call, port), source)
        for key in moved:
            self._due |= self._wires_of.get(key, set())

    def _put_wire(self, key: WireKey, source: Source) -> None:
        wire = self.wires.get(key)
        if wire is None:
            wire = self.wires[key] = WireItem(source, *key, self.theme)
            self.addItem(wire)
        wire.source = source
        ends = (self._box_of_call[source.call].card.key, self._box_of_call[key[0]].card.key)
        if self._ends.get(key) != ends:
            self._unhook(key, wire)
            self._ends[key] = ends
            for end in ends:
                self._wires_of.setdefault(end, set()).add(wire)
        self._due.add(wire)

    def _remove_wire(self, key: WireKey) -> None:
        wire = self.wires.pop(key, None)
        if wire is not None:
            self._unhook(key, wire)
            self.lines.pop(key, None)
            self._ways.forget(key)
            self._due.discard(wire)
            self.removeItem(wire)
            self.selected_wires -= {key}
            self._lit.forget(wire)

    def _unhook(self, key: WireKey, wire: WireItem) -> None:
        for end in self._ends.pop(key, ()):
            self._wires_of.get(end, set()).discard(wire)

    def _relabel(self, old: ModelShapes) -> None:
        """Write the new shapes on wires whose ends stayed as they were."""
        for call in differing(old.calls, self.shapes.calls):
            for user in self.shapes.wiring.users.get(call, ()):
                for port in range(len(self.model.calls[user].inputs)):
                    if (user, port) in self.wires:
                        self._due.add(self.wires[user, port])

    def _lead_due(self) -> None:
        """Lead the wires that are due, and those in whose way something has come or out of it."""
        due = self._due | {self.wires[key] for key in self._ways.stirred(self.frames)}
        self._due = set()
        for wire in due:
            self._lead(wire)

    def _lead(self, wire: WireItem) -> None:
        start, end = self._box_of_call[wire.source.call], self._box_of_call[wire.call]
        first = start.pos() + start.layout.outputs[wire.source.call, wire.source.output]
        last = end.pos() + end.layout.inputs[wire.call, wire.port]
        family = start.card.family if start.card.uses > 1 else ""
        text = type_text(self.shapes.types.get(wire.source))
        key = wire.call, wire.port
        through = self.dots.through(key)
        if through:
            self._ways.forget(key)
        lane = None if through else self._ways.lane(self.frames, key, first, last)
        wire.lead(first, last, text, family, lane, through)
        self.lines[key] = QLineF(first, last)

    def _sync_notes(self, model: Model) -> None:
        for key in self.notes.keys() - model.notes.keys():
            self._lit.forget(self.notes[key])
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
        self._marks = None if problems is None else problems_as_marks(self.model, self.problems or ())
        self._show_marks()
        self.refreshed.emit()

    def _show_marks(self) -> None:
        """Mark the boxes that are to be, and no more those that were."""
        if self.problems is not None and self._marks is None:
            self._marks = problems_as_marks(self.model, self.problems)
        marks = failures_as_marks(self.shapes) if self._marks is None else self._marks
        wanted: set[str] = set()
        for place in marks:
            box = self._box_of_call.get(place)
            wanted.update((place, *self.shapes.wiring.calls_of.get(place, ())) if box is None else (box.card.key,))
        wanted &= self.boxes.keys()
        for key in wanted | (self.marked & self.boxes.keys()):
            box = self.boxes[key]
            found = [marks[part] for part in (box.card.layer, *box.card.calls) if part in marks]
            box.put("marks", joined(found) if found else NO_MARKS)
        self.marked = wanted

    def _show_selection(self, changed: Set[str] = frozenset()) -> None:
        chosen = self.editing.selection
        for key in (chosen ^ self._chosen) | (changed & chosen):
            item = self.item(key)
            if item is not None:
                item.put("selected", key in chosen)
        for wire in self.selected_wires ^ self._chosen_wires:
            if wire in self.wires:
                self.wires[wire].put("selected", wire in self.selected_wires)
        self._chosen, self._chosen_wires = chosen, self.selected_wires

    def select_wires(self, keys: Iterable[WireKey]) -> None:
        """Select wires; they are no part of the document's selection, which is of boxes and notes."""
        self.selected_wires = frozenset(keys) & self.wires.keys()
        self._show_selection()

    def shift(self, places: Mapping[str, QPointF]) -> None:
        """Show boxes and notes elsewhere, wires following, before the document is told."""
        for key, at in places.items():
            item = self.item(key)
            if item is not None:
                item.setPos(at)
                self._due |= self._wires_of.get(key, set())
                if isinstance(item, BoxItem):
                    self.frames.put(key, item.frame())
        self._due |= {self.wires[key] for key in self.dots.led_by(places.keys()) if key in self.wires}
        self._lead_due()
        self.shifted.emit()

    def hit(self, at: QPointF, zoom: float = 1.0) -> Hit:
        """What a press at this point of the scene means, with a reach that stays the same on the screen."""
        reach = max(9.0, 10.0 / zoom)
        return hit_among(self.items(around(at, reach)), at, zoom, reach)

    def boxes_near(self, at: QPointF, reach: float) -> list[BoxItem]:
        """The boxes whose ports may be within reach of a point."""
        return self.boxes_within(around(at, reach + PORT))

    def boxes_within(self, rect: QRectF) -> list[BoxItem]:
        """The boxes that a rectangle touches."""
        return [self.boxes[key] for key in self.frames.touching(rect)]

    def port_near(self, at: QPointF, reach: float) -> Port | None:
        """The port nearest to a point, if one is within reach."""
        found = [port for box in self.boxes_near(at, reach) if (port := box.port_near(at, reach)) is not None]
        return min(found, key=lambda port: QLineF(port.scenePos(), at).length(), default=None)

    def problem_counts(self) -> Counts:
        """How many problems are known: of the document, or of the shapes of this model."""
        return Counts(len(self.shapes.failures)) if self.problems is None else counts(self.problems)

    def light(self, hit: Hit, at: QPointF) -> None:
        """Show what the pointer is over."""
        self._lit.show(self, hit, at)

    def calls_of(self, layer: str) -> list[str]:
        """The calls of a layer that are shown."""
        return [call for call in self.shapes.wiring.calls_of.get(layer, ()) if call in self._box_of_call]

    def with_dots(self, keys: Set[str]) -> set[str]:
        """These boxes and what else is named, and the dots of wires that run between two of the boxes."""
        found = {*keys}
        for key, dots in self.dots.of.items():
            if key in self._ends and {*self._ends[key]} <= keys:
                found.update(dots)
        return found

    def item(self, key: str) -> BoxItem | NoteItem | DotItem | None:
        """A box, note or dot."""
        return self.boxes.get(key) or self.notes.get(key) or self.dots.items.get(key)

    def items_by_key(self) -> dict[str, BoxItem | NoteItem | DotItem]:
        """Boxes, notes and dots: what can be moved."""
        return {**self.boxes, **self.notes, **self.dots.items}

    def content_rect(self, keys: Iterable[str] | None = None) -> QRectF:
        """The rectangle around these boxes, notes and dots (all where none are named), empty where there are none."""
        if keys is None:
            others: tuple[NoteItem | DotItem, ...] = (*self.notes.values(), *self.dots.items.values())
            return self.frames.bounds().united(united(item.frame() for item in others))
        items = self.items_by_key()
        return united(items[key].frame() for key in keys if key in items)

    def wires_rect(self) -> QRectF:
        """The rectangle around all wires: one that runs backwards reaches beyond the boxes."""
        return united(wire.path.boundingRect() for wire in self.wires.values())
