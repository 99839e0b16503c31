"""The network that is made of an ONNX file: layers that are planned, and the values that nodes compute with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from graph.document.document import Document, LayerId, Source, new_document
from graph.editing.edits import add_layer, connect
from graph.inference.program import flatten
from graph.layers.core.ends import Output
from graph.layout.arrange import arrange
from graph.specs.spec import Shape, TensorType
from runtime.files.onnx_readers.kinds import THIS_FORM, Unread, kind_of
from runtime.ops.op import Array

BOX = (190.0, 110.0)
BATCH, UNKNOWN = (1 << 40) + 15, (1 << 41) + 27
"""What stands in shapes for the number of samples, and for another size that is not known; nobody writes
such numbers."""

Place = tuple[int, int]
"""A planned layer, and which of its results."""


@dataclass(frozen=True)
class Value:
    """What a node computes: a layer's result, and the axis along which ONNX has its samples; here it is the first.
    All other axes are in the same order."""

    place: Place
    batch_at: int = 0


@dataclass(frozen=True)
class _Planned:
    spec: Any
    inputs: tuple[Place, ...]
    name: str
    weights: Mapping[str, Array]


class Network:
    """What is known by now while nodes are read in their order."""

    def __init__(self, name: str, opset: int, nodes: list[Any]) -> None:
        self.name, self.opset, self.nodes = name, opset, nodes
        self.batch: int | None = None
        """The number of samples where the file has a certain one."""
        self.constants: dict[str, Array] = {}
        self.values: dict[str, Value] = {}
        self.users: dict[str, int] = {}
        self._planned: list[_Planned] = []
        self._types: list[tuple[TensorType, ...]] = []
        self._ends: list[int] = []

    def layer(
        self, spec: Any, inputs: Sequence[Place], name: str = "", weights: Mapping[str, Array] | None = None
    ) -> Place:
        """Plan a layer; gives its first result, the others follow. Raises ShapeError."""
        self._types.append(spec.outputs(tuple(self.type_of(place) for place in inputs)))
        self._planned.append(_Planned(spec, tuple(inputs), name, weights or {}))
        return len(self._planned) - 1, 0

    def on(self, spec: Any, value: Value, node: Any, weights: Mapping[str, Array] | None = None) -> Value:
        """Plan a layer on one value that leaves its axes where they are."""
        return Value(self.layer(spec, [value.place], node.name, weights), value.batch_at)

    def end(self, value: Value, name: str) -> None:
        self._ends.append(self.layer(Output(), [value.place], name)[0])

    def type_of(self, place: Place) -> TensorType:
        return self._types[place[0]][place[1]]

    def shape(self, value: Value) -> Shape:
        """Its sizes as they lie here, samples first."""
        return self.type_of(value.place).shape

    def rank(self, value: Value) -> int:
        return len(self.shape(value))

    def axis(self, value: Value, axis: int) -> int:
        """Where an axis of ONNX' lies here."""
        axis = axis + self.rank(value) if axis < 0 else axis
        if not 0 <= axis < self.rank(value):
            raise Unread(THIS_FORM)
        return 0 if axis == value.batch_at else axis + 1 if axis < value.batch_at else axis

    def sizes(self, value: Value) -> list[int]:
        """Its sizes in ONNX' order, with signs for what is not known."""
        found = [UNKNOWN if size is None else size for size in self.shape(value)[1:]]
        return [*found[: value.batch_at], BATCH, *found[value.batch_at :]]

    def reshaped(self, value: Value, sizes: Sequence[int | None], batch_at: int, name: str = "") -> Value:
        """The same numbers with other sizes for a sample; one of them may be unknown."""
        if sum(size is None for size in sizes) > 1:
            raise Unread(THIS_FORM)
        place = value.place
        planned = self._planned[place[0]]
        if planned.spec.kind == "Reshape":  # two in a row are one
            place = planned.inputs[0]
        if None not in sizes and self.type_of(place).shape[1:] == tuple(sizes):
            return Value(place, batch_at)
        target = tuple(-1 if size is None else size for size in sizes)
        return Value(self.layer(kind_of("Reshape", target_shape=target), [place], name), batch_at)

    def value(self, node: Any, at: int = 0) -> Value:
        """What is computed at an input of a node; raises Unread for a constant."""
        if at >= len(node.input) or node.input[at] not in self.values:
            raise Unread(THIS_FORM)
        return self.values[node.input[at]]

    def first(self, node: Any, at: int = 0) -> Value:
        """The same, with its samples along the first axis; raises Unread where they are along another."""
        value = self.value(node, at)
        if value.batch_at:
            raise Unread(THIS_FORM)
        return value

    def number(self, node: Any, at: int) -> Array | None:
        """The constant at an input, None where there is no input; raises Unread for one that is computed."""
        if len(node.input) <= at or not node.input[at]:
            return None
        if node.input[at] not in self.constants:
            raise Unread(THIS_FORM)
        return self.constants[node.input[at]]

    def needed(self, node: Any, at: int) -> Array:
        """The constant at an input; raises Unread where there is none."""
        array = self.number(node, at)
        if array is None:
            raise Unread(THIS_FORM)
        return array

    def integers(self, node: Any, at: int, attributes: Mapping[str, Any], name: str) -> list[int] | None:
        """Whole numbers that older files have in an attribute and newer ones at an input; None where there are none."""
        if name in attributes:
            return [int(n) for n in attributes[name]]
        given = self.number(node, at)
        return None if given is None else [int(n) for n in given.reshape(-1)]

    def document_and_weights(self) -> tuple[Document, list[Array]]:
        """The document of all layers that lead to an end, and their weights in Keras' order."""
        used = self._used()
        document = new_document(self.name)
        root, calls, weights, taken = document.root, dict[int, Any](), dict[LayerId, Mapping[str, Array]](), set[str]()
        for at, planned in enumerate(self._planned):
            if at not in used and planned.spec.kind != "Input":
                continue
            plain = planned.name.replace("/", "_").strip("_")[:60]
            name = None if not plain or plain in taken else plain
            taken |= {plain}
            document, layer, call = add_layer(document, root, planned.spec, name=name)
            for port, (source, result) in enumerate(planned.inputs):
                document = connect(document, root, Source(calls[source], result), call, port)
            calls[at], weights[layer] = call, planned.weights
        model = document.main
        document = document.with_model(replace(model, positions=arrange(model, dict.fromkeys(model.layers, BOX))))
        owned = flatten(document).weights
        return document, [weights[w.layer[-1]][w.name].astype(np.float32) for w in owned]

    def _used(self) -> set[int]:
        used, open_ = set(self._ends), list(self._ends)
        while open_:
            for source, _ in self._planned[open_.pop()].inputs:
                if source not in used:
                    used.add(source)
                    open_.append(source)
        return used
