"""Lines of quick-add on one canvas: where they begin, their ghost while they are typed, their layers once entered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from shiboken6 import isValid

from graph.data.known_column import KnownColumn
from graph.document.document import Document, Model, Point, Source
from graph.document.nesting import is_output, ports_of
from graph.inference.shapes import ModelShapes
from graph.quick_add.arriving import infer_part
from graph.quick_add.completing import Completion, completions
from graph.quick_add.drawing import Drawn, draw_line
from graph.quick_add.pen import Start, columns_of
from graph.quick_add.placing import places_for
from graph.quick_add.words import Offer, offers
from gui.canvas.captions import type_text
from gui.canvas.card import Card, Cards
from gui.canvas.items.ghost import GhostItem
from gui.canvas.items.layout import lay_out
from gui.canvas.scene import CanvasScene
from gui.editing import Editing
from gui.library import Library
from runtime.data.dataset import DatasetSummary

translate = QCoreApplication.translate


class Lines:
    """Draws lines of one canvas. `usage` says how often a kind was added."""

    def __init__(self, editing: Editing, scene: CanvasScene, library: Library, usage: Callable[[str], int]) -> None:
        self.editing, self.scene, self.library, self.usage = editing, scene, library, usage
        self.columns: tuple[KnownColumn, ...] = ()
        """The columns of the data that is open, where the data set itself doesn't know them."""
        self._sources: tuple[Source, ...] = ()
        self._mark: tuple[Source, ...] = ()
        self._place: Point = (0.0, 0.0)
        self._saved: dict[str, str] = {}
        self._ghost: GhostItem | None = None

    def know(self, summary: DatasetSummary | None) -> None:
        """What is in the data that is open: its columns can be named in lines. The last of classes, else the last
        number, is what is learnt unless a line says otherwise."""
        found = summary.columns if summary is not None else ()
        single = [c for c in found if not c.shape]
        target = next((c for c in reversed(single) if c.classes), single[-1] if single else None)
        self.columns = tuple(KnownColumn(c.name, c.shape, c.dtype, len(c.classes), c is target) for c in found)

    # Where a line begins

    def begin(self, place: QPointF, wire: Source | None = None) -> None:
        """The next line begins behind a wire, else behind what is selected; without either at a place of the scene."""
        self._sources = self._mark = (wire,) if wire is not None else selected_sources(self.editing)
        self._place = (round(place.x()), round(place.y()))
        self._saved = self.library.texts()

    def end(self) -> None:
        """No line is being typed any more."""
        if self._ghost is not None and isValid(self._ghost):  # a scene that shows another model has let go of it
            self.scene.removeItem(self._ghost)
        self._ghost = None

    def ghost_rect(self) -> QRectF:
        """Where the ghost is, empty where there is none."""
        return self._ghost.sceneBoundingRect() if self._ghost is not None and isValid(self._ghost) else QRectF()

    def where(self) -> str:
        """Behind what the next line begins, in words."""
        model = self.editing.model
        names = [model.layer_of(s.call).name for s in self._sources if s.call in model.calls]
        return translate("Canvas", "behind {names}").format(names=", ".join(names)) if names else ""

    def _start(self) -> Start:
        calls = self.editing.model.calls
        sizes = {key: (box.layout.rect.width(), box.layout.rect.height()) for key, box in self.scene.boxes.items()}
        return Start(
            tuple(s for s in self._sources if s.call in calls),
            tuple(s for s in self._mark if s.call in calls),
            self._place,
            self.scene.shapes.types,
            columns_of(self.editing.document) or self.columns,
            self._saved,
            sizes,
            self.usage,
        )

    # What it means

    def offers(self) -> tuple[Offer, ...]:
        """All that a step may begin with."""
        columns = columns_of(self.editing.document) or self.columns
        return offers(self.editing.document, self.editing.model_id, columns, self._saved)

    def completions(self, text: str, cursor: int) -> tuple[Completion, ...]:
        return completions(text, cursor, self.offers(), self.editing.model, self.usage)

    def draw(self, text: str) -> Drawn:
        """What a line would draw, each box as large as it will be."""
        document, model = self.editing.document, self.editing.model_id
        start = self._start()
        drawn = draw_line(document, model, text, start)
        if not drawn.layers:
            return drawn
        target = drawn.document.models[model]
        cards = self._cards(drawn, target)
        sizes = {key: lay_out(card).rect for key, card in cards.items()}
        known = {**start.sizes, **{key: (rect.width(), rect.height()) for key, rect in sizes.items()}}
        places = places_for(target, drawn.layers, known, start.place)
        target = replace(target, positions={**target.positions, **places})
        return replace(drawn, document=drawn.document.with_model(target))

    def _shapes(self, drawn: Drawn) -> ModelShapes:
        return infer_part(drawn.document, self.editing.model_id, drawn.calls, self.scene.shapes.types)

    def _cards(self, drawn: Drawn, target: Model) -> dict[str, Card]:
        layers = {key: target.layers[key] for key in drawn.layers}
        calls = {key: call for key, call in target.calls.items() if call.layer in layers}
        inputs, outputs = (tuple(c for c in ends if c in calls) for ends in (target.inputs, target.outputs))
        part = replace(target, layers=layers, calls=calls, inputs=inputs, outputs=outputs)
        cards = Cards()
        cards.follow(drawn.document, part, self._shapes(drawn))
        return dict(cards.of)

    def show(self, drawn: Drawn) -> QRectF:
        """Show the ghost of a line; the place of its last box."""
        if not drawn.layers:
            self.end()
            return QRectF()
        if self._ghost is None or not isValid(self._ghost):
            self._ghost = GhostItem(self.scene.theme)
            self.scene.addItem(self._ghost)
        target = drawn.document.models[self.editing.model_id]
        places = {key: QPointF(*target.positions[key]) for key in drawn.layers}
        boxes = self._ghost.show_cards({k: (card, places[k]) for k, card in self._cards(drawn, target).items()})
        ghost = {call: box for box in boxes.values() for call in box.card.calls}
        for source, call, port in target.wires():
            if call in ghost and (call, port) in ghost[call].layout.inputs:
                end = ghost[call].pos() + ghost[call].layout.inputs[call, port]
                start = ghost.get(source.call) or self.scene.boxes.get(target.calls[source.call].layer)
                if start is not None and (source.call, source.output) in start.layout.outputs:
                    self._ghost.lead(start.pos() + start.layout.outputs[source.call, source.output], end)
        return boxes[drawn.layers[-1]].frame()

    def summary(self, drawn: Drawn) -> str:
        """What will come, in a line: the shapes that layers give, the last one at the end."""
        target, types = drawn.document.models[self.editing.model_id], self._shapes(drawn).types
        parts = []
        for call in drawn.calls:
            name = target.layer_of(call).name or target.layer_of(call).spec.kind.lower()
            shown = type_text(types.get(Source(call)))
            parts.append(f"{name} {shown}".strip())
        return " → ".join([*parts[:1], "…", *parts[-2:]] if len(parts) > 4 else parts)

    def enter(self, text: str, name: str) -> Drawn | None:
        """Make a line's layers in one undo step, and go on behind them; None where the line is not sound."""
        drawn = self.draw(text)
        if not drawn.is_sound or drawn.document is self.editing.document:
            return None
        self.end()
        model = self.editing.model_id
        target = drawn.document.models[model]
        named = [target.layers[key].name or target.layers[key].spec.kind.lower() for key in drawn.layers]
        title = name or (
            translate("Canvas", "Add {name}").format(name=named[0])
            if len(named) == 1
            else translate("Canvas", "Add {n} layers").format(n=len(named))
        )
        self.editing.apply(title, drawn.document)
        self._sources = drawn.ends
        last = [target.calls[source.call].layer for source in drawn.ends if source.call in target.calls]
        self.editing.select([key for key in last if key in drawn.layers] or drawn.layers[-1:] or last)
        return drawn


def selected_sources(editing: Editing) -> tuple[Source, ...]:
    """What the selected layers give, in the model's order; of an Output, what it is given."""
    document, model = editing.document, editing.model
    return tuple(dict.fromkeys(_sources(document, model, editing.selection)))


def _sources(document: Document, model: Model, selection: Iterable[str]) -> Iterable[Source]:
    chosen = set(selection)
    used = {source.call for source, _, _ in model.wires()}
    for layer in model.layers.values():
        calls = [c for c in model.calls_of(layer.id) if c.id in chosen]
        if layer.id in chosen:
            every = model.calls_of(layer.id)
            calls = calls or [c for c in every if c.id not in used] or list(every[-1:])
        for call in calls:
            if is_output(layer):
                yield from (source for source in call.inputs if source is not None)
            elif ports_of(document, layer.spec).outputs:
                yield Source(call.id)
