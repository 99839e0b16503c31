"""The document: every model of a file with its layers and calls, the training plan, notes and positions; immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from graph.data.data_plan import DataPlan
from graph.specs.spec import Spec
from graph.specs.sweep import SweepPlan
from graph.specs.training import TrainingPlan

LayerId = str
CallId = str
ModelId = str
Point = tuple[float, float]


class Source(NamedTuple):
    """An output of a call: what a wire starts from. A tuple, since it is a key at every look at a network."""

    call: CallId
    output: int = 0


@dataclass(frozen=True)
class Layer:
    """A named holder of weights. An Output's name may be empty: it then goes by its source's name."""

    id: LayerId
    name: str
    spec: Spec
    trainable: bool = True
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Keys of a file that this version does not know, kept for the next save."""


@dataclass(frozen=True)
class Call:
    """One application of a layer; `inputs` holds a source, or None, for each input port, and `arguments` what the call
    is given besides tensors, by Keras' names."""

    id: CallId
    layer: LayerId
    inputs: tuple[Source | None, ...] = ()
    arguments: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """A text on the canvas, or a titled frame around some boxes."""

    id: str
    text: str
    position: Point
    size: tuple[float, float]
    frame: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Dot:
    """A place that a wire is led through: of the wire from that source to that port of a call."""

    id: str
    source: Source
    call: CallId
    port: int
    position: Point
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    """Layers and calls by id, in the order of their making; `inputs` and `outputs` are calls of Input and Output.

    `positions` holds a place for each layer's box, and for each call that was split off into a box of its own.
    """

    id: ModelId
    name: str
    layers: Mapping[LayerId, Layer] = field(default_factory=dict)
    calls: Mapping[CallId, Call] = field(default_factory=dict)
    inputs: tuple[CallId, ...] = ()
    outputs: tuple[CallId, ...] = ()
    positions: Mapping[str, Point] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    dots: Mapping[str, Dot] = field(default_factory=dict)
    """Those of one wire in the order in which it passes them."""

    def calls_of(self, layer: LayerId) -> tuple[Call, ...]:
        """A layer's calls in the order in which they were made."""
        return self._calls_by_layer.get(layer, ())

    @cached_property
    def _calls_by_layer(self) -> dict[LayerId, tuple[Call, ...]]:
        found: dict[LayerId, list[Call]] = {}
        for call in self.calls.values():
            found.setdefault(call.layer, []).append(call)
        return {layer: tuple(calls) for layer, calls in found.items()}

    def layer_of(self, call: CallId) -> Layer:
        return self.layers[self.calls[call].layer]

    def wires(self) -> Iterator[tuple[Source, CallId, int]]:
        """Every wire as (source, call, port)."""
        for call in self.calls.values():
            for port, source in enumerate(call.inputs):
                if source is not None:
                    yield source, call.id, port

    def layer_named(self, name: str) -> Layer | None:
        return next((layer for layer in self.layers.values() if layer.name == name), None)


@dataclass(frozen=True)
class Document:
    """All models of a file, which of them is the root, and how to train it; edits are functions Document → Document."""

    models: Mapping[ModelId, Model]
    root: ModelId
    training: TrainingPlan = field(default_factory=TrainingPlan)
    data: DataPlan = field(default_factory=DataPlan)
    next_id: int = 1
    """The number of the next id to be given; ids are never used twice in a document's life."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    sweep: SweepPlan = field(default_factory=SweepPlan)

    @property
    def main(self) -> Model:
        """The root model."""
        return self.models[self.root]

    def with_model(self, model: Model) -> Document:
        """This document with that model in place of the one of the same id."""
        return replace(self, models={**self.models, model.id: with_wired_dots(model)})


def with_wired_dots(model: Model) -> Model:
    """The model without the dots of wires that are gone; they follow a wire whose port has got another number."""
    kept: dict[str, Dot] = {}
    for key, dot in model.dots.items():
        inputs = model.calls[dot.call].inputs if dot.call in model.calls else ()
        if dot.port < len(inputs) and inputs[dot.port] == dot.source:
            kept[key] = dot
        elif dot.source in inputs:
            kept[key] = replace(dot, port=inputs.index(dot.source))
    return model if kept == model.dots else replace(model, dots=kept)


def new_document(name: str = "model") -> Document:
    """An empty document: one model without layers."""
    return Document({"m1": Model("m1", name)}, "m1", next_id=2)
