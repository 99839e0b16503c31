"""What a box shows, as plain values: title, subtitle, rows of ports, the foot. Made anew only where it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from graph.document.changes import differing
from graph.document.document import Call, CallId, Document, Layer, LayerId, Model, Source
from graph.document.names import output_name
from graph.document.nesting import is_output, ports_of_call
from graph.inference.shapes import ModelShapes
from graph.layers.core.nested_model import NestedModel
from graph.specs.spec import Ports, TensorType
from gui.canvas.captions import subtitle, type_text, weights_text
from gui.inferred import totals_with

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


class Facts(NamedTuple):
    """All that a card depends on; two equal ones give equal cards."""

    layer: Layer
    calls: tuple[Call, ...]
    types: tuple[tuple[TensorType | None, ...], ...]
    weights: int
    ports: tuple[Ports, ...]
    numbers: dict[CallId, int]
    title: str
    inner: str
    """The name of the model that it stands for."""
    others: tuple[str, ...]
    """The names of the other models in which it stands."""


class Cards:
    """The cards of one model; after an edit those are made anew that it concerns."""

    def __init__(self) -> None:
        self.of: dict[str, Card] = {}
        """Every box by its key."""
        self._facts: dict[str, Facts] = {}
        self._keys: dict[LayerId, tuple[str, ...]] = {}
        self._document: Document | None = None
        self._model, self._shapes = Model("", ""), ModelShapes()

    def follow(self, document: Document, model: Model, shapes: ModelShapes) -> set[str]:
        """Show another version of the model; gives the keys of boxes that are new, other or gone."""
        touched: set[str] = set()
        for layer in self._concerned(document, model, shapes):
            touched |= self._show(document, model, shapes, layer)
        self._document, self._model, self._shapes = document, model, shapes
        return touched

    def _concerned(self, document: Document, model: Model, shapes: ModelShapes) -> set[LayerId]:
        """The layers whose cards may be other ones now."""
        old, before = self._model, self._document
        if before is not document and before is not None and _others(before, model) != _others(document, model):
            return {*model.layers, *self._keys}
        layers = {*differing(old.layers, model.layers), *differing(self._shapes.weights, shapes.weights)}
        for call in differing(old.calls, model.calls) | differing(self._shapes.calls, shapes.calls):
            layers.update(part.calls[call].layer for part in (old, model) if call in part.calls)
        # A call that has gained or lost a place of its own has gained or lost a box.
        for key in old.positions.keys() ^ model.positions.keys():
            layers.update(part.calls[key].layer for part in (old, model) if key in part.calls)
        # An Output without a name goes by its source's.
        layers.update(model.calls[call].layer for call in model.outputs if not model.layer_of(call).name)
        return layers

    def _show(self, document: Document, model: Model, shapes: ModelShapes, layer_id: LayerId) -> set[str]:
        layer, had = model.layers.get(layer_id), self._keys.pop(layer_id, ())
        calls = [model.calls[call] for call in shapes.wiring.calls_of.get(layer_id, ())]
        shown = dict(_boxes(model, layer, calls)) if layer is not None else {}
        touched = set(had) - shown.keys()
        for key in touched:
            del self.of[key], self._facts[key]
        if layer is not None:
            self._keys[layer_id] = tuple(shown)
            for key, own in shown.items():
                facts = _facts(document, model, shapes, layer, own, calls)
                if self._facts.get(key) != facts:
                    before = self._facts.get(key)
                    same = before is not None and before.layer is layer and before.inner == facts.inner
                    said = self.of[key].subtitle if same else subtitle(layer, facts.inner)
                    self._facts[key] = facts
                    self.of[key] = _card(key, facts, said)
                    touched.add(key)
        return touched


def _others(document: Document, model: Model) -> list[int]:
    """What a card may say of other models depends on which objects they are."""
    return [id(other) for other in document.models.values() if other.id != model.id]


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
    document: Document, model: Model, shapes: ModelShapes, layer: Layer, calls: tuple[Call, ...], all_calls: list[Call]
) -> Facts:
    numbers = {call.id: i for i, call in enumerate(all_calls, 1)} if len(all_calls) > 1 else {}
    ports = tuple(ports_of_call(document, model, call) for call in calls)
    types = tuple(
        tuple(shapes.types.get(Source(call.id, i)) for i in range(len(own.outputs))) for call, own in zip(calls, ports)
    )
    title, inner = layer.name, ""
    if is_output(layer) and calls and not layer.name:
        # Its name is its source's, and two cards of one name are one too many.
        title = translate("Canvas", "Output of {name}").format(name=output_name(model, calls[0].id))
    if isinstance(layer.spec, NestedModel) and layer.spec.model in document.models:
        inner = document.models[layer.spec.model].name
    others = tuple(m.name for m in document.models.values() if layer.id in m.layers and m.id != model.id)
    return Facts(layer, calls, types, layer_weights(document, shapes, layer), ports, numbers, title, inner, others)


def layer_weights(document: Document, shapes: ModelShapes, layer: Layer) -> int:
    """How many numbers a layer owns, counted once however often it is used."""
    if not isinstance(layer.spec, NestedModel):
        return sum(weight.size for weight in shapes.weights.get(layer.id, ()))
    call = next((c for c in shapes.wiring.calls_of.get(layer.id, ()) if c in shapes.nested), None)
    return totals_with(document, layer.spec.model, shapes.nested[call]).weights if call is not None else 0


def _card(key: str, facts: Facts, said: str) -> Card:
    layer, uses = facts.layer, max(len(facts.numbers), len(facts.calls))
    rows: list[Row] = []
    for call, own, outputs in zip(facts.calls, facts.ports, facts.types, strict=True):
        rows += _rows(call, own, outputs, facts.numbers.get(call.id))
    foot = weights_text(facts.weights, uses, layer.trainable, facts.others) if facts.weights else ""
    is_model = isinstance(layer.spec, NestedModel)
    return Card(key, layer.id, facts.title, said, layer.spec.family, tuple(rows), foot, uses, is_model)


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
