"""Weights, work and memory of a whole document, cheap enough to follow every edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from graph.data.facts import DataFacts
from graph.document.document import Document, Model
from graph.document.nesting import spec_of_call
from graph.document.sharing import shared_layers
from graph.inference.program import frozen_layers
from graph.inference.shapes import ModelShapes, infer
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
    return _Sum(document).of(root, shapes or infer(document, root.id))


class _Sum:
    """Adds up models; one that is met again with the same shapes, as in a model used twice, is not walked again."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.shared = shared_layers(document)
        self.work: dict[int, tuple[int, int]] = {}
        self.owned: dict[int, tuple[int, int]] = {}

    def of(self, model: Model, shapes: ModelShapes) -> Totals:
        trainable, frozen = self.weights(model, shapes)
        moving, fixed = self._of_shared(model, shapes)
        return Totals(trainable + moving, frozen + fixed, *self.of_calls(model, shapes))

    def _of_shared(self, root: Model, shapes: ModelShapes) -> tuple[int, int]:
        """(trainable, frozen) numbers of the layers that stand in several models, each counted once."""
        if not self.shared:
            return 0, 0
        owned: dict[str, tuple[Weight, ...]] = {}
        waiting, seen = [shapes], set()
        while waiting:
            here = waiting.pop()
            if id(here) not in seen:
                seen.add(id(here))
                owned.update((i, weights) for i, weights in here.weights.items() if i in self.shared)
                waiting.extend(here.nested.values())
        still = frozen_layers(self.document, root, self.shared)
        sizes = [(w.size, w.trainable and i not in still) for i, weights in owned.items() for w in weights]
        return sum(n for n, free in sizes if free), sum(n for n, free in sizes if not free)

    def weights(self, model: Model, shapes: ModelShapes) -> tuple[int, int]:
        """(trainable, frozen) numbers of the layers that only this model has."""
        if id(shapes) not in self.owned:
            trainable = frozen = 0
            for moving, fixed in self._weights(model, shapes):
                trainable, frozen = trainable + moving, frozen + fixed
            self.owned[id(shapes)] = trainable, frozen
        return self.owned[id(shapes)]

    def _weights(self, model: Model, shapes: ModelShapes) -> Iterator[tuple[int, int]]:
        for layer_id, weights in shapes.weights.items():
            if layer_id in self.shared:
                continue
            free = model.layers[layer_id].trainable
            moving = sum(w.size for w in weights if w.trainable) if free else 0
            yield moving, sum(w.size for w in weights) - moving
        counted: set[str] = set()
        for call_id, inner in shapes.nested.items():
            layer = model.layer_of(call_id)
            if layer.id not in counted and isinstance(layer.spec, NestedModel):
                counted.add(layer.id)
                moving, fixed = self.weights(self.document.models[layer.spec.model], inner)
                yield (moving, fixed) if layer.trainable else (0, moving + fixed)

    def of_calls(self, model: Model, shapes: ModelShapes) -> tuple[int, int]:
        """(flops, activations) of all calls of a model for one sample."""
        if id(shapes) not in self.work:
            results: dict[str, list[TensorType]] = {}
            for source, type in shapes.types.items():
                results.setdefault(source.call, []).append(type)
            flops = activations = 0
            for call_id, outputs in results.items():
                work, size = self._call(model, shapes, call_id, tuple(outputs))
                flops, activations = flops + work, activations + size
            self.work[id(shapes)] = flops, activations
        return self.work[id(shapes)]

    def _call(
        self, model: Model, shapes: ModelShapes, call_id: str, outputs: tuple[TensorType, ...]
    ) -> tuple[int, int]:
        # What has results was called with arguments that its layer takes.
        spec, inner = spec_of_call(model, model.calls[call_id]), shapes.nested.get(call_id)
        if inner is not None and isinstance(spec, NestedModel):
            return self.of_calls(self.document.models[spec.model], inner)
        arriving = tuple(t for t in shapes.inputs_of(model.calls[call_id]) if t is not None)
        try:
            flops = spec.flops(arriving, outputs)
        except MessageError:
            flops = 0  # a shape that is only partly known
        return flops, sum(count(t.shape[1:]) for t in outputs)
