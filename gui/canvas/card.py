"""What a box shows, as plain values: title, subtitle, rows of ports, the foot. Made anew only where it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from graph.document.document import Call, CallId, Document, Layer, Model, Source
from graph.document.names import output_name
from graph.document.nesting import is_output, ports_of_call
from graph.inference.shapes import ModelShapes
from graph.inference.totals import totals
from graph.layers.core.nested_model import NestedModel
from graph.specs.spec import Ports, TensorType
from gui.canvas.captions import subtitle, type_text, weights_text

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Row:
    """One line of a card: an input port with its name on the left, an output port with its shape on the right."""

    call: CallId
    label: str = ""
    value: str = ""
    input: int | None = None
    output: int | None = None
    wired: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Card:
    """A box's content. `key` is the layer's id, or the call's where the call has a box of its own."""

    key: str
    layer: str
    title: str
    subtitle: str
    family: str
    rows: tuple[Row, ...] = ()
    foot: str = ""
    uses: int = 1
    is_model: bool = False

    @property
    def calls(self) -> tuple[CallId, ...]:
        """The calls shown in this box, in order."""
        return tuple(dict.fromkeys(row.call for row in self.rows))


class Cards:
    """The cards of one model, kept from one edit to the next for every layer that nothing happened to."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Any, Card]] = {}

    def of(self, document: Document, model: Model, shapes: ModelShapes) -> dict[str, Card]:
        """Every box of a model by its key."""
        calls: dict[str, list[Call]] = {layer: [] for layer in model.layers}
        for call in model.calls.values():
            if call.layer in calls:
                calls[call.layer].append(call)
        made: dict[str, tuple[Any, Card]] = {}
        for layer in model.layers.values():
            for key, shown in _boxes(model, layer, calls[layer.id]):
                facts = _facts(document, model, shapes, layer, shown, len(calls[layer.id]))
                old = self._made.get(key)
                made[key] = old if old and old[0] == facts else (facts, _card(model, key, layer, shown, facts))
        self._made = made
        return {key: card for key, (_, card) in made.items()}


def _boxes(model: Model, layer: Layer, calls: list[Call]) -> Iterator[tuple[str, tuple[Call, ...]]]:
    """The boxes of a layer: one with its calls, one for each call that was split off."""
    split = {call.id for call in calls if call.id in model.positions} if len(calls) > 1 else set()
    kept = tuple(call for call in calls if call.id not in split)
    if kept or not split:
        yield layer.id, kept
    for call in calls:
        if call.id in split:
            yield call.id, (call,)


def _facts(
    document: Document, model: Model, shapes: ModelShapes, layer: Layer, calls: tuple[Call, ...], uses: int
) -> tuple[Any, ...]:
    """All that a card depends on; two equal ones give equal cards."""
    ports = tuple(ports_of_call(document, model, call) for call in calls)
    types = tuple(
        tuple(shapes.types.get(Source(call.id, i)) for i in range(len(own.outputs))) for call, own in zip(calls, ports)
    )
    title, inner = layer.name, ""
    if is_output(layer) and calls and not layer.name:
        title = output_name(model, calls[0].id)
    if isinstance(layer.spec, NestedModel) and layer.spec.model in document.models:
        inner = document.models[layer.spec.model].name
    others = tuple(m.name for m in document.models.values() if layer.id in m.layers and m.id != model.id)
    return layer, calls, types, layer_weights(document, model, shapes, layer), ports, uses, title, inner, others


def layer_weights(document: Document, model: Model, shapes: ModelShapes, layer: Layer) -> int:
    """How many numbers a layer owns, counted once however often it is used."""
    if not isinstance(layer.spec, NestedModel):
        return sum(weight.size for weight in shapes.weights.get(layer.id, ()))
    call = next((c.id for c in model.calls_of(layer.id) if c.id in shapes.nested), None)
    return totals(document, layer.spec.model, shapes.nested[call]).weights if call is not None else 0


def _card(model: Model, key: str, layer: Layer, calls: tuple[Call, ...], facts: tuple[Any, ...]) -> Card:
    _, _, types, weights, ports, uses, title, inner, others = facts
    numbers = {call.id: i for i, call in enumerate(model.calls_of(layer.id), 1)} if uses > 1 else {}
    rows: list[Row] = []
    for call, own, outputs in zip(calls, ports, types, strict=True):
        rows += _rows(call, own, outputs, numbers.get(call.id))
    foot = weights_text(weights, uses, layer.trainable, others) if weights else ""
    is_model = isinstance(layer.spec, NestedModel)
    return Card(key, layer.id, title, subtitle(layer, inner), layer.spec.family, tuple(rows), foot, uses, is_model)


def _rows(call: Call, ports: Ports, outputs: tuple[TensorType | None, ...], number: int | None) -> Iterator[Row]:
    """The rows of one call: needed and wired inputs on the left, outputs on the right, side by side."""
    shown = [i for i in range(max(len(call.inputs), ports.required)) if i < ports.required or _wired(call, i)]
    for line in range(max(len(shown), len(outputs), 1)):
        port = shown[line] if line < len(shown) else None
        label = "" if port is None else port_label(ports, port, len(shown))
        if number is not None and line == 0:
            call_label = translate("Canvas", "call {n}").format(n=number)
            label = f"{call_label} · {label}" if label else call_label
        value, output = "", None
        if line < len(outputs):
            output, value = line, type_text(outputs[line])
            if len(outputs) > 1:
                value = f"{ports.outputs[line]}  {value}".strip()
        wired = port is not None and _wired(call, port)
        yield Row(call.id, label, value, port, output, wired, port is not None and port >= ports.required)


def _wired(call: Call, port: int) -> bool:
    return port < len(call.inputs) and call.inputs[port] is not None


def port_label(ports: Ports, port: int, shown: int) -> str:
    """The name beside an input port; none where there is only one, a number where a layer takes any number."""
    if ports.variadic:
        return str(port + 1)
    return ports.inputs[port] if shown > 1 and port < len(ports.inputs) else ""
