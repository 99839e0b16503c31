"""The summary of a model as a value: a row for every layer in Keras' order, with every call's shape and sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.document.document import Call, Document, Layer, LayerId, Model, ModelId, Source
from graph.document.nesting import is_input, is_output, ports_of_call
from graph.document.own_class import class_name_of
from graph.document.sharing import shared_layers
from graph.inference.following import infer
from graph.inference.program import LayerPath, feeding, layer_order
from graph.inference.shapes import ModelShapes
from graph.keras.config import is_sequential
from graph.layers.core.nested_model import NestedModel
from graph.layers.operations.operation import keras_name
from graph.specs.spec import TensorType

BYTES = 4
"""Of one weight: float32."""


@dataclass(frozen=True)
class CallRow:
    """One call of a layer: the types of its results (None where unknown) and its sources as `dense[0][0]`."""

    outputs: tuple[TensorType | None, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One layer. `params` is None where its weights can't be known yet; `depth` counts the models around it."""

    path: LayerPath
    name: str
    kind: str
    """Keras' class name: InputLayer, Dense, Functional…"""
    calls: tuple[CallRow, ...]
    params: int | None
    trainable: bool | None
    """Whether it is trained; None for a layer without weights."""
    depth: int = 0
    used: bool = True
    """Whether it feeds an output; only then do its weights count."""
    is_model: bool = False


@dataclass(frozen=True)
class Counts:
    """Numbers of weights; `total` includes the optimizer's where they are known, as Keras has it."""

    trainable: int
    non_trainable: int
    optimizer: int | None = None

    @property
    def total(self) -> int:
        return self.trainable + self.non_trainable + (self.optimizer or 0)


@dataclass(frozen=True)
class Table:
    """A model's summary. `chain`: one layer after the other, so that connections say nothing."""

    name: str
    rows: tuple[Row, ...]
    counts: Counts
    chain: bool
    show_trainable: bool = False


def summary(
    document: Document,
    model: ModelId | None = None,
    expand_nested: bool = False,
    show_trainable: bool = False,
    optimizer_params: int | None = None,
    shapes: ModelShapes | None = None,
) -> Table:
    """The summary of a model (the root where none is named), also of one that is not finished; its `shapes` where
    they are known."""
    target = document.models[model or document.root]
    shapes = infer(document, target.id) if shapes is None else shapes
    counting = _Counting(document)
    rows = tuple(_rows(document, target, shapes, (), True, expand_nested, counting))
    trainable, frozen = counting.of(target, shapes, True)
    counts = Counts(trainable, frozen, optimizer_params)
    return Table(target.name, rows, counts, _is_chain(target), show_trainable)


def rows_inside(document: Document, path: LayerPath, shapes: ModelShapes) -> tuple[Row, ...]:
    """The rows of the model that the layer at a path stands for, without those of models within it; none where it is
    no model, or its shapes are not known. `shapes` are the root's."""
    model, trainable = document.main, True
    for layer_id in path:
        layer, inner = model.layers.get(layer_id), _inside(model, layer_id, shapes)
        if layer is None or inner is None or not isinstance(layer.spec, NestedModel):
            return ()
        model, shapes, trainable = document.models[layer.spec.model], inner, trainable and layer.trainable
    return tuple(_rows(document, model, shapes, path, trainable, False, _Counting(document)))


def _rows(
    document: Document,
    model: Model,
    shapes: ModelShapes,
    path: LayerPath,
    trainable: bool,
    expand: bool,
    counting: _Counting,
) -> Iterator[Row]:
    used = used_layers(model)
    numbers = call_numbers(model)
    order = [layer for layer in layer_order(model) if layer in used]
    order += [layer for layer in model.layers if layer not in used]
    for layer_id in order:
        layer = model.layers[layer_id]
        if is_output(layer):
            continue
        calls = tuple(
            CallRow(call_types(document, model, call, shapes), tuple(_sources(model, call, numbers)))
            for call in model.calls_of(layer_id)
            if call.id in numbers
        )
        here, free = (*path, layer_id), trainable and layer.trainable
        params, trained = _params(document, model, layer, shapes, free, counting)
        yield Row(
            here,
            layer.name,
            kind_of(document, layer),
            calls,
            params,
            trained,
            len(path),
            layer_id in used,
            isinstance(layer.spec, NestedModel),
        )
        nested = _inside(model, layer_id, shapes)
        if expand and isinstance(layer.spec, NestedModel) and nested is not None:
            yield from _rows(document, document.models[layer.spec.model], nested, here, free, expand, counting)


def used_layers(model: Model) -> set[LayerId]:
    """Layers that feed an output, and all Inputs."""
    return {model.calls[c].layer for c in feeding(model) | set(model.inputs)}


def call_numbers(model: Model) -> dict[str, int]:
    """Which of its layer's calls each is, from 0; those that feed an output first, as Keras has no others."""
    needed = feeding(model) | set(model.inputs)
    numbers: dict[str, int] = {}
    counts: dict[LayerId, int] = {}
    for call in sorted(model.calls.values(), key=lambda c: c.id not in needed):
        numbers[call.id] = counts[call.layer] = counts.get(call.layer, -1) + 1
    return dict(sorted(numbers.items(), key=lambda item: item[1]))


def kind_of(document: Document, layer: Layer) -> str:
    """The class that Keras has for a layer."""
    if isinstance(layer.spec, NestedModel) and layer.spec.each_step:
        return "TimeDistributed"
    if isinstance(layer.spec, NestedModel):
        inner = document.models.get(layer.spec.model)
        own = class_name_of(document, layer.spec.model)
        if own is not None:
            return own
        return "Sequential" if inner is not None and is_sequential(inner) else "Functional"
    return "InputLayer" if is_input(layer) else keras_name(layer.spec)


def call_types(document: Document, model: Model, call: Call, shapes: ModelShapes) -> tuple[TensorType | None, ...]:
    """The types of all results of one call."""
    count = len(ports_of_call(document, model, call).outputs)
    return tuple(shapes.types.get(Source(call.id, i)) for i in range(count))


def _sources(model: Model, call: Call, numbers: dict[str, int]) -> Iterator[str]:
    for source in call.inputs:
        if source is not None and source.call in model.calls:
            yield f"{model.layer_of(source.call).name}[{numbers[source.call]}][{source.output}]"


def _inside(model: Model, layer: LayerId, shapes: ModelShapes) -> ModelShapes | None:
    """The shapes inside a layer that is a model, seen from its first call."""
    return next((shapes.nested[c.id] for c in model.calls_of(layer) if c.id in shapes.nested), None)


def _params(
    document: Document, model: Model, layer: Layer, shapes: ModelShapes, trainable: bool, counting: _Counting
) -> tuple[int | None, bool | None]:
    """How many weights a layer has, and whether they are trained."""
    if isinstance(layer.spec, NestedModel):
        nested = _inside(model, layer.id, shapes)
        if nested is None:
            return None, None
        count = sum(counting.of(document.models[layer.spec.model], nested, trainable))
        return count, trainable if count else None
    if is_input(layer):
        return 0, None
    if layer.id not in shapes.weights:
        return None, None
    count = sum(w.size for w in shapes.weights[layer.id])
    return count, trainable if count else None


@dataclass(frozen=True)
class _Sum:
    """(trained, not trained) weights of a model, but for those of the layers in it that stand in several models, which
    are kept apart: each counts once, as it was met first."""

    own: tuple[int, int] = (0, 0)
    shared: Mapping[LayerId, tuple[int, int]] = field(default_factory=dict)

    @property
    def whole(self) -> tuple[int, int]:
        every = (self.own, *self.shared.values())
        return sum(trained for trained, _ in every), sum(frozen for _, frozen in every)


class _Counting:
    """Counts the weights of layers that feed an output; a model that stands in many places, as deep as may be, once."""

    def __init__(self, document: Document) -> None:
        self._document, self._shared = document, shared_layers(document)
        self._known: dict[tuple[ModelId, int, bool], _Sum] = {}

    def of(self, model: Model, shapes: ModelShapes, trainable: bool) -> tuple[int, int]:
        """(trained, not trained) weights."""
        return self._sum(model, shapes, trainable).whole

    def _sum(self, model: Model, shapes: ModelShapes, trainable: bool) -> _Sum:
        key = model.id, id(shapes), trainable  # who asks holds the shapes, and all that lie in them
        if key not in self._known:
            self._known[key] = self._sum_anew(model, shapes, trainable)
        return self._known[key]

    def _sum_anew(self, model: Model, shapes: ModelShapes, trainable: bool) -> _Sum:
        trained = frozen = 0
        shared: dict[LayerId, tuple[int, int]] = {}
        for layer_id in used_layers(model):
            layer = model.layers[layer_id]
            free = trainable and layer.trainable
            nested = _inside(model, layer_id, shapes)
            inner = _Sum()
            if isinstance(layer.spec, NestedModel) and nested is not None:
                inner = self._sum(self._document.models[layer.spec.model], nested, free)
            moving, fixed = inner.own
            for weight in shapes.weights.get(layer_id, ()):
                if free and weight.trainable:
                    moving += weight.size
                else:
                    fixed += weight.size
            if layer_id in self._shared:
                shared.setdefault(layer_id, (moving, fixed))
            else:
                trained, frozen = trained + moving, frozen + fixed
            shared = {**inner.shared, **shared}
        return _Sum((trained, frozen), shared)


def _is_chain(model: Model) -> bool:
    needed = feeding(model) | set(model.inputs)
    calls = [call for call in model.calls.values() if call.id in needed]
    sources = [s for call in calls for s in call.inputs]
    layers = {call.layer for call in calls}
    return (
        len(model.inputs) <= 1
        and len(model.outputs) <= 1
        and len(layers) == len(calls)
        and (
            all(len(call.inputs) <= 1 for call in calls)
            and len({s.call for s in sources if s is not None}) == len(sources)
        )
    )
