"""The picture of a model: a box for every call, nested models as boxes or as frames with their insides, and all wires.

The look follows Keras' `plot_model`; but a shared layer has a box for each call, and each wire is a line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.document.document import Call, Document, Model, ModelId, Point, Source
from graph.document.nesting import call_order, is_output, ports_of_call
from graph.inference.following import infer
from graph.inference.shapes import ModelShapes
from graph.layers.core.nested_model import NestedModel
from graph.layout.sugiyama import Edge, Layout, layered
from graph.specs.message import MessageError, say, shape_text
from graph.specs.spec import TensorType
from graph.views.drawing import Area, CallPath, Drawing, Frame, Line, Text, joined
from graph.views.plot_card import Card, card_box
from graph.views.plot_routes import route, smooth
from graph.views.summary import call_types, kind_of
from graph.views.text_width import shortened

MARGIN = 18.0
GAP = {"TB": (34.0, 26.0), "LR": (46.0, 20.0)}
INSIDE, FRAME_TITLE = 16.0, 26.0
"""Air between a frame and what is in it; room for its title."""


@dataclass(frozen=True)
class PlotOptions:
    """What a plot shows, named as in Keras' `plot_model`."""

    show_shapes: bool = False
    show_dtype: bool = False
    show_layer_names: bool = False
    rankdir: str = "TB"
    expand_nested: bool = False
    show_layer_activations: bool = False
    show_trainable: bool = False


class PlotError(MessageError):
    """A plot that can't be drawn as asked."""


def plot(
    document: Document,
    model: ModelId | None = None,
    *,
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = False,
    rankdir: str = "TB",
    expand_nested: bool = False,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
) -> Drawing:
    """The drawing of a model (the root where none is named), finished or not; raises PlotError for another rankdir."""
    if rankdir not in GAP:
        raise PlotError(say("rankdir must be TB or LR. Received: {given!r:.40}.", given=rankdir))
    options = PlotOptions(
        show_shapes, show_dtype, show_layer_names, rankdir, expand_nested, show_layer_activations, show_trainable
    )
    target = document.models[model or document.root]
    part = _Plotter(document, options).part(target, infer(document, target.id), (), True, nested=False)
    drawing = part.drawing.moved(MARGIN, MARGIN)
    return replace(drawing, width=part.drawing.width + 2 * MARGIN, height=part.drawing.height + 2 * MARGIN)


@dataclass(frozen=True)
class _Part:
    """A drawing with the places, across, where wires enter and leave it: one of each port."""

    drawing: Drawing
    entries: tuple[float, ...]
    exits: tuple[float, ...]
    framed: bool = False


class _Plotter:
    def __init__(self, document: Document, options: PlotOptions) -> None:
        self.document, self.options = document, options
        self.to_right = options.rankdir == "LR"

    def turned(self, point: Point) -> Point:
        """(along, across) as (x, y), or the other way round."""
        return point if self.to_right else (point[1], point[0])

    def part(self, model: Model, shapes: ModelShapes, path: CallPath, trainable: bool, nested: bool) -> _Part:
        """One model, with points of entry and exit where it is `nested` in another."""
        order = call_order(model)
        calls = [model.calls[c] for c in (*order, *(c for c in model.calls if c not in set(order)))]
        shown = [c for c in calls if nested or not is_output(model.layer_of(c.id))]
        number = {call.id: i for i, call in enumerate(shown)}
        parts = [self.item(model, call, shapes, path, trainable) for call in shown]
        sizes = [self.turned((p.drawing.width, p.drawing.height)) for p in parts]
        wires = [
            (Edge(number[s.call], number[c], parts[number[s.call]].exits[s.output], parts[number[c]].entries[port]), s)
            for s, c, port in model.wires()
            if s.call in number and c in number and s.output < len(parts[number[s.call]].exits)
        ]
        firsts = [number[c] for c in model.inputs] if nested else []
        lasts = [number[c] for c in model.outputs] if nested else []
        layout = layered(sizes, [e for e, _ in wires], GAP[self.options.rankdir], firsts, lasts)
        lines = [
            self.line(model, edge, source, layout, layout.bends[i], sizes, parts)
            for i, (edge, source) in enumerate(wires)
        ]
        placed = [p.drawing.moved(*self.turned(layout.places[i])) for i, p in enumerate(parts)]
        width, height = self.turned(layout.extent)
        drawing = joined(width, height, [*placed, Drawing(0, 0, lines=tuple(lines))])
        if not nested:
            return _Part(drawing, (), ())
        entries = tuple(layout.places[i][1] + sizes[i][1] / 2 for i in firsts)
        exits = tuple(layout.places[i][1] for i in lasts)
        stubs = [((0.0, at), layout.places[i]) for at, i in zip(entries, firsts, strict=True)]
        return _Part(self.with_stubs(drawing, stubs), entries, exits)

    def with_stubs(self, drawing: Drawing, stubs: list[tuple[Point, Point]]) -> Drawing:
        """Lines from the frame to the Inputs inside."""
        lead = FRAME_TITLE if not self.to_right else INSIDE
        found = []
        for (_, across), place in stubs:
            found.append(smooth([(-lead, across), (place[0], across)], self.to_right, arrow=True))
        return replace(drawing, lines=(*drawing.lines, *found))

    def line(
        self,
        model: Model,
        edge: Edge,
        source: Source,
        layout: Layout,
        bends: list[tuple[int, float]],
        sizes: list[tuple[float, float]],
        parts: list[_Part],
    ) -> Line:
        tail, head = layout.places[edge.tail], layout.places[edge.head]
        start = (tail[0] + sizes[edge.tail][0], tail[1] + edge.tail_at)
        end = (head[0], head[1] + edge.head_at)
        leaves = sizes[edge.head] == (0.0, 0.0)
        if leaves:
            end = (layout.extent[0] + INSIDE, end[1])
        layers = (layout.layers[edge.tail], layout.layers[edge.head])
        corners = route(start, end, bends, layout.spans, layers)
        layer = model.layer_of(source.call)
        shared = len(model.calls_of(layer.id)) > 1
        arrow = not leaves and not parts[edge.head].framed
        return smooth(corners, self.to_right, arrow, layer.spec.family if shared else "")

    def item(self, model: Model, call: Call, shapes: ModelShapes, path: CallPath, trainable: bool) -> _Part:
        """The box of one call, the frame of a model that is drawn from inside, or the point where an Output leaves."""
        layer = model.layer_of(call.id)
        if is_output(layer):
            return _Part(Drawing(0.0, 0.0), (0.0,), ())
        free = trainable and layer.trainable
        inner = self.document.models.get(layer.spec.model) if isinstance(layer.spec, NestedModel) else None
        if inner is not None and self.options.expand_nested and call.id in shapes.nested:
            part = self.part(inner, shapes.nested[call.id], (*path, call.id), free, nested=True)
            return self.framed(part, layer.name, _badge(model, call))
        box = card_box(self.card(model, call, shapes, free), (*path, call.id))
        across = box.area.height if self.to_right else box.area.width
        ports = ports_of_call(self.document, model, call)
        ins = max(len(call.inputs), 1)
        drawing = Drawing(box.area.width, box.area.height, (box,))
        return _Part(drawing, _spread(ins, across), _spread(max(len(ports.outputs), 1), across))

    def framed(self, part: _Part, name: str, badge: str) -> _Part:
        drawing = part.drawing
        title = shortened(f"{name}  ·  {badge}" if badge else name, 11, max(drawing.width, 60.0), bold=True)
        width = drawing.width + 2 * INSIDE
        height = drawing.height + FRAME_TITLE + INSIDE
        frame = Frame(Area(0.0, 0.0, width, height), (Text(INSIDE, 17.0, title, 11.0, bold=True, tone="muted"),))
        inside = drawing.moved(INSIDE, FRAME_TITLE)
        shift = FRAME_TITLE if self.to_right else INSIDE
        whole = replace(inside, width=width, height=height, frames=(frame, *inside.frames))
        return _Part(whole, _moved(part.entries, shift), _moved(part.exits, shift), framed=True)

    def card(self, model: Model, call: Call, shapes: ModelShapes, trainable: bool) -> Card:
        layer = model.layer_of(call.id)
        kind = kind_of(self.document, layer)
        outputs = call_types(self.document, model, call, shapes)
        columns: list[tuple[str, tuple[str, ...]]] = []
        activation = getattr(layer.spec, "activation", None)
        if self.options.show_layer_activations and isinstance(activation, str):
            columns.append(("activation", (activation,)))
        if self.options.show_shapes:
            if call.inputs:
                columns.append(("input", tuple(_shape(t) for t in shapes.inputs_of(call))))
            columns.append(("output", tuple(_shape(t) for t in outputs)))
        if self.options.show_dtype:
            columns.append(("dtype", tuple("?" if t is None else t.dtype for t in outputs)))
        weighted = bool(shapes.weights.get(layer.id)) or isinstance(layer.spec, NestedModel)
        if self.options.show_trainable and weighted:
            columns.append(("weights", ("trained" if trainable else "frozen",)))
        named = self.options.show_layer_names
        title, below = (layer.name, kind) if named else (kind, "")
        frozen = weighted and not trainable
        return Card(layer.name, title or kind, below, layer.spec.family, _badge(model, call), tuple(columns), frozen)


def _badge(model: Model, call: Call) -> str:
    """`2 of 3` for the second of a shared layer's three calls."""
    calls = [c.id for c in model.calls_of(call.layer)]
    return f"call {calls.index(call.id) + 1} of {len(calls)}" if len(calls) > 1 else ""


def _shape(type: TensorType | None) -> str:
    return "?" if type is None else shape_text(type.shape)


def _spread(count: int, across: float) -> tuple[float, ...]:
    return tuple(across * (i + 1) / (count + 1) for i in range(count))


def _moved(places: tuple[float, ...], by: float) -> tuple[float, ...]:
    return tuple(place + by for place in places)
