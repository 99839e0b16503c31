"""Weights, work and memory of a whole document, cheap enough to follow every edit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import prod

from graph.data.facts import DataFacts
from graph.document.changes import differing
from graph.document.document import CallId, Document, LayerId, Model, ModelId
from graph.document.nesting import spec_of_call
from graph.document.sharing import shared_layers
from graph.inference.following import infer
from graph.inference.program import frozen_layers
from graph.inference.shapes import ModelShapes
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import MessageError
from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.spec import TensorType, Value, Weight, count

FLOAT_BYTES = 4
INDEX_BYTES = {"float64": 8, "int64": 8, "float16": 2, "int16": 2, "int8": 1, "uint8": 1, "bool": 1}

PROCESS = 188 << 20
"""Bytes that a process takes which trains the smallest network: Python, libraries, kernels, files and curves."""
PLANS, READ_AHEAD = 6, 6
"""How often the results of all calls for a batch are held, and a batch that is read ahead, validation included."""
WRITTEN = 1.4
"""How often the weights lie in memory once more when they have been written."""


@dataclass(frozen=True)
class Totals:
    """Numbers of a model with everything inside it; free axes count as 1, what can't be inferred counts as nothing."""

    trainable: int = 0
    """Numbers in weights that training changes."""
    frozen: int = 0
    flops: int = 0
    """Floating-point operations of one forward pass of one sample."""
    activations: int = 0
    """Numbers that all calls together give for one sample."""

    @property
    def weights(self) -> int:
        return self.trainable + self.frozen

    def process_bytes(self, optimizer: Value, batch: int, data: DataFacts | None = None) -> int:
        """What the process that trains will take in all, roughly: what is counted once everything is laid out is
        exact. Plans for training, for the last batch and for validation each hold results, and work on them."""
        # Of an optimizer that this version doesn't know, Adam's two are the best guess.
        arrays_kept = optimizer.arrays_kept() if isinstance(optimizer, Optimizer) else 2
        state = round(self.weights * (1 + WRITTEN)) + self.trainable * (1 + arrays_kept)
        held = FLOAT_BYTES * (state + PLANS * batch * self.activations)
        return PROCESS + held + data_bytes(data) + READ_AHEAD * batch * _sample_bytes(data, in_memory=False)


def data_bytes(data: DataFacts | None) -> int:
    """The memory of all samples that are held."""
    return data.samples * _sample_bytes(data, in_memory=True) if data is not None else 0


def _sample_bytes(data: DataFacts | None, in_memory: bool) -> int:
    """Bytes of a sample, of the columns that are held in memory, or of those that are not."""
    columns = [c for c in data.columns.values() if c.in_memory == in_memory] if data is not None else []
    return sum(prod(column.shape) * INDEX_BYTES.get(column.dtype, FLOAT_BYTES) for column in columns)


def totals(document: Document, model: str | None = None, shapes: ModelShapes | None = None) -> Totals:
    """The totals of a model, the root where none is named; `shapes` saves the inference where it is known already."""
    root = document.models[model or document.root]
    return Counting().of(document, root, shapes or infer(document, root.id))


KEPT = 64
"""So many sums of what lies inside of models are kept."""


@dataclass
class _Sums:
    """What the calls and layers of a model add up to, apart from models in it and layers that stand in several."""

    model: Model
    shapes: ModelShapes
    work: dict[CallId, tuple[int, int]] = field(default_factory=dict)
    owned: dict[LayerId, tuple[int, int]] = field(default_factory=dict)
    flops: int = 0
    activations: int = 0
    trainable: int = 0
    frozen: int = 0


class Counting:
    """Totals of one document after another: only what has changed is counted anew."""

    def __init__(self) -> None:
        self._sums: dict[tuple[ModelId, tuple[TensorType, ...] | None], _Sums] = {}
        self._shared: frozenset[LayerId] = frozenset()
        self._document: Document | None = None
        self._done: dict[int, tuple[ModelShapes, Totals]] = {}

    def of(self, document: Document, model: Model, shapes: ModelShapes) -> Totals:
        """The totals of a model with these shapes."""
        if document is not self._document:
            self._turn_to(document)
        found = self._of(document, model, shapes)
        moving, fixed = self._of_shared(document, model, shapes)
        return replace(found, trainable=found.trainable + moving, frozen=found.frozen + fixed)

    def _turn_to(self, document: Document) -> None:
        shared = shared_layers(document)
        if shared != self._shared:
            self._sums.clear()
        self._document, self._shared = document, shared
        self._done.clear()
        for key in list(self._sums)[: max(0, len(self._sums) - KEPT)]:
            del self._sums[key]

    def _of(self, document: Document, model: Model, shapes: ModelShapes) -> Totals:
        """Without the layers that stand in several models. What is met again with the same shapes, as in a model used
        twice in a model used twice…, is counted once."""
        if id(shapes) in self._done:
            return self._done[id(shapes)][1]
        sums = self._follow(model, shapes)
        trainable, frozen, flops, activations = sums.trainable, sums.frozen, sums.flops, sums.activations
        counted: set[LayerId] = set()
        for call in shapes.wiring.in_order(shapes.nested) if shapes.nested else ():
            layer, inner = model.layer_of(call), shapes.nested[call]
            if not isinstance(layer.spec, NestedModel):
                continue
            part = self._of(document, document.models[layer.spec.model], inner)
            flops, activations = flops + part.flops, activations + part.activations
            if layer.id not in counted:
                counted.add(layer.id)
                moving = part.trainable if layer.trainable else 0
                trainable, frozen = trainable + moving, frozen + part.weights - moving
        found = Totals(trainable, frozen, flops, activations)
        self._done[id(shapes)] = (shapes, found)
        return found

    def _follow(self, model: Model, shapes: ModelShapes) -> _Sums:
        """The sums of a model, brought up to date."""
        sums = self._sums.pop((model.id, shapes.given), None) or _Sums(Model(model.id, model.name), ModelShapes())
        layers = differing(sums.model.layers, model.layers)
        calls = {*differing(sums.model.calls, model.calls), *differing(sums.shapes.calls, shapes.calls)}
        for layer in layers:
            calls.update(shapes.wiring.calls_of.get(layer, ()))
        for call in calls:
            work, size = _work(model, shapes, call)
            before, was = sums.work.pop(call, (0, 0))
            sums.flops, sums.activations = sums.flops + work - before, sums.activations + size - was
            if work or size:
                sums.work[call] = work, size
        for key in layers | differing(sums.shapes.weights, shapes.weights):
            moving, fixed = (0, 0) if key in self._shared else _weighed(model, key, shapes.weights.get(key, ()))
            before, was = sums.owned.pop(key, (0, 0))
            sums.trainable, sums.frozen = sums.trainable + moving - before, sums.frozen + fixed - was
            if moving or fixed:
                sums.owned[key] = moving, fixed
        sums.model, sums.shapes = model, shapes
        self._sums[model.id, shapes.given] = sums
        return sums

    def _of_shared(self, document: Document, root: Model, shapes: ModelShapes) -> tuple[int, int]:
        """(trainable, frozen) numbers of the layers that stand in several models, each counted once."""
        if not self._shared:
            return 0, 0
        owned: dict[str, tuple[Weight, ...]] = {}
        waiting, seen = [shapes], set()
        while waiting:
            here = waiting.pop()
            if id(here) not in seen:
                seen.add(id(here))
                owned.update((i, weights) for i, weights in here.weights.items() if i in self._shared)
                waiting.extend(here.nested.values())
        still = frozen_layers(document, root, self._shared)
        sizes = [(w.size, w.trainable and i not in still) for i, weights in owned.items() for w in weights]
        return sum(n for n, free in sizes if free), sum(n for n, free in sizes if not free)


def _work(model: Model, shapes: ModelShapes, call_id: CallId) -> tuple[int, int]:
    """(flops, activations) of a call for one sample; a model's are those of its calls."""
    call, found = model.calls.get(call_id), shapes.calls.get(call_id)
    if call is None or found is None or not found.outputs:
        return 0, 0
    # What has results was called with arguments that its layer takes.
    spec = spec_of_call(model, call)
    if isinstance(spec, NestedModel):
        return 0, 0
    try:
        flops = spec.flops(found.arriving or (), found.outputs)
    except MessageError:
        flops = 0  # a shape that is only partly known
    return flops, sum(count(t.shape[1:]) for t in found.outputs)


def _weighed(model: Model, layer: LayerId, weights: tuple[Weight, ...]) -> tuple[int, int]:
    """(trainable, frozen) numbers of a layer."""
    if layer not in model.layers:
        return 0, 0
    moving = sum(w.size for w in weights if w.trainable) if model.layers[layer].trainable else 0
    return moving, sum(w.size for w in weights) - moving
