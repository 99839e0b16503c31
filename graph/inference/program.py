"""The program: a document's root model flattened to straight-line steps for the runtime."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.document.document import Document, LayerId, Model, ModelId, Source
from graph.document.names import output_names
from graph.document.nesting import at_rest, call_order, is_input, is_output, spec_of_call
from graph.document.own_class import in_own_order
from graph.document.sharing import shared_layers
from graph.inference.following import infer
from graph.inference.shapes import ModelShapes, same_weights
from graph.layers.core.ends import Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.each_step import SamplesAsSteps, StepsAsSamples
from graph.specs.message import MessageError, say
from graph.specs.spec import Spec, TensorType, Weight

LayerPath = tuple[str, ...]
"""Layer ids from the root model inwards: what weights are keyed by. One that stands in several models has the same path
wherever it is called, and begins it: see `layer_path`."""
CallPath = tuple[str, ...]
"""Call ids from the root model inwards: what activations are keyed by."""


class ProgramError(MessageError):
    """The document can't be run as it stands."""


@dataclass(frozen=True)
class Step:
    """One call of one layer: `inputs` and `outputs` are numbers into `Program.values`."""

    call: CallPath
    layer: LayerPath
    name: str
    """The layer's name with those of the models around it: `encoder/conv2d`."""
    spec: Spec
    """As the call uses it, see `Spec.called`."""
    trainable: bool
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    penalized: bool = True
    """Whether a penalty on what it gives counts; see `of_last_calls`."""
    at_rest: bool = False
    """Whether it computes as after training, also while it is trained."""

    @property
    def activity_regularizer(self) -> Any:
        """The penalty on what it gives, None where there is none, or where it does not count."""
        return getattr(self.spec, "activity_regularizer", None) if self.penalized else None


@dataclass(frozen=True)
class OwnedWeight:
    """One weight of one layer; `trainable` is false also where the layer or a model around it is frozen."""

    layer: LayerPath
    name: str
    path: str
    weight: Weight
    trainable: bool


@dataclass(frozen=True)
class ProgramOutput:
    """One result of the model: its name in a history, the value, and the Output's spec (loss, metrics)."""

    name: str
    layer: LayerId
    value: int
    spec: Output
    logits: int | None = None
    """The value that `value` is the sigmoid or softmax of, where the loss is computed from it."""

    @property
    def judged(self) -> int:
        """The value that the loss is computed from."""
        return self.value if self.logits is None else self.logits


@dataclass(frozen=True)
class Program:
    """Values, steps in an order that can be executed, and weights in Keras' order (`model.get_weights()`)."""

    values: tuple[TensorType, ...]
    inputs: tuple[tuple[str, LayerId, int], ...]
    """(name, layer id, value) of each Input."""
    steps: tuple[Step, ...]
    outputs: tuple[ProgramOutput, ...]
    weights: tuple[OwnedWeight, ...]


def layer_path(path: LayerPath, layer: LayerId, shared: Collection[LayerId]) -> LayerPath:
    """The path of a layer inside the models of `path`."""
    return (layer,) if layer in shared else (*path, layer)


def flatten(document: Document, model: ModelId | None = None) -> Program:
    """The program of a model (the root where none is named); raises ProgramError where it has errors."""
    root = document.models[model or document.root]
    shapes = infer(document, root.id)
    if not root.outputs:
        raise ProgramError(say("The model {name} has no output: connect a layer to an Output.", name=root.name))
    build = _Builder(document)
    build.frozen = frozen_layers(document, root, build.shared)
    values: list[int] = []
    for call in root.inputs:
        if Source(call) not in shapes.types:
            raise _unready(root.layer_of(call).name, shapes, call)
        values.append(build.value(shapes.types[Source(call)]))
    results = build.model(root, shapes, tuple(values), (), (), "", True)
    inputs = tuple((root.layer_of(c).name, root.calls[c].layer, v) for c, v in zip(root.inputs, values, strict=True))
    outputs = []
    for call, name, value in zip(root.outputs, output_names(root), results, strict=True):
        layer = root.layer_of(call)
        if not isinstance(layer.spec, Output):
            raise ProgramError(say("The output {name} can't be read by this version.", name=name))
        outputs.append(ProgramOutput(name, layer.id, value, layer.spec))
    weights = tuple(_weights(document, build, root, shapes, (), "", True))
    return Program(tuple(build.values), inputs, of_last_calls(root, build.steps), tuple(outputs), weights)


STEP_LIMIT = 100_000
"""Calls in a program, those inside nested models included; a model used twice in one used twice… reaches it quickly."""


class _Builder:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.values: list[TensorType] = []
        self.steps: list[Step] = []
        self.orders: dict[ModelId, list[str]] = {}
        self.shared = shared_layers(document)
        self.frozen: frozenset[LayerId] = frozenset()
        """Of the shared layers those that are frozen in some place, and so in every."""
        self.built: dict[LayerPath, tuple[Weight, ...]] = {}
        """The weights of each layer where it was met first."""

    def order(self, model: Model) -> list[str]:
        """The calls of a model that must be computed, in order; worked out once however often the model is called."""
        if model.id not in self.orders:
            needed = feeding(model)
            computed = {i for i, layer in model.layers.items() if not is_input(layer) and not is_output(layer)}
            order = [c for c in call_order(model) if c in needed and model.calls[c].layer in computed]
            if len({model.calls[c].layer for c in order}) < len(order):  # a layer may remember the call before
                turn = _turns(model)
                order.sort(key=lambda c: turn[c])
            self.orders[model.id] = order
        return self.orders[model.id]

    def value(self, type: TensorType) -> int:
        self.values.append(type)
        return len(self.values) - 1

    def model(
        self,
        model: Model,
        shapes: ModelShapes,
        inputs: tuple[int, ...],
        calls: CallPath,
        layers: LayerPath,
        prefix: str,
        trainable: bool,
        resting: bool = False,
    ) -> tuple[int, ...]:
        """Append the steps of one model called on the values `inputs`; gives the values of its outputs."""
        at = {Source(call): value for call, value in zip(model.inputs, inputs, strict=True)}
        for call_id in self.order(model):
            call, layer = model.calls[call_id], model.layer_of(call_id)
            arguments = tuple(at[s] for s in call.inputs if s is not None and s in at)
            path, name = layer_path(layers, layer.id, self.shared), prefix + layer.name
            free = trainable and layer.trainable and layer.id not in self.frozen
            rests = resting or at_rest(call)
            if isinstance(layer.spec, NestedModel) and call_id in shapes.nested:
                inner = self.document.models[layer.spec.model]
                nested = shapes.nested[call_id]
                here = (*calls, call_id)
                if layer.spec.each_step:
                    sequence = arguments[0]
                    arguments = self.step(StepsAsSamples(), arguments, here, path, name)
                results = self.model(inner, nested, arguments, here, path, name + "/", free, rests)
                if layer.spec.each_step:
                    results = self.step(SamplesAsSteps(), (*results, sequence), here, path, name)
            else:
                if Source(call_id) not in shapes.types:
                    raise _unready(name, shapes, call_id)
                types = self._types(shapes, call_id)
                results = tuple(self.value(t) for t in types)
                if len(self.steps) >= STEP_LIMIT:
                    raise ProgramError(say("The network has more than {limit} calls in all.", limit=STEP_LIMIT))
                spec = spec_of_call(model, call)
                step = Step((*calls, call_id), path, name, spec, free, arguments, results, at_rest=rests)
                self.steps.append(step)
            at.update((Source(call_id, i), v) for i, v in enumerate(results))
        return tuple(self._result(model, at, call, prefix) for call in model.outputs)

    def step(self, spec: Spec, inputs: tuple[int, ...], call: CallPath, layer: LayerPath, name: str) -> tuple[int, ...]:
        """Append a step that no layer of the document stands for; gives the values of its results."""
        results = tuple(self.value(t) for t in spec.outputs(tuple(self.values[v] for v in inputs)))
        self.steps.append(Step((*call, spec.kind), (*layer, spec.kind), name, spec, False, inputs, results))
        return results

    def _types(self, shapes: ModelShapes, call: str) -> Iterator[TensorType]:
        output = 0
        while (type := shapes.types.get(Source(call, output))) is not None:
            yield type
            output += 1

    def _result(self, model: Model, at: dict[Source, int], call: str, prefix: str) -> int:
        source = next(iter(model.calls[call].inputs), None)
        if source is None or source not in at:
            raise ProgramError(
                say("Nothing is connected to an output of the model {name}.", name=prefix.rstrip("/") or model.name)
            )
        return at[source]


def _unready(name: str, shapes: ModelShapes, call: str) -> ProgramError:
    failure = shapes.failures.get(call)
    if failure is not None:
        return ProgramError(say("{name}: {failure}", name=name, failure=str(failure)))
    return ProgramError(say("{name} can't be computed: an input is not connected.", name=name))


def feeding(model: Model) -> set[str]:
    """The calls that some output depends on."""
    found: set[str] = set()
    waiting = list(model.outputs)
    while waiting:
        call = waiting.pop()
        if call not in found and call in model.calls:
            found.add(call)
            waiting.extend(s.call for s in model.calls[call].inputs if s is not None)
    return found


def _weights(
    document: Document,
    build: _Builder,
    model: Model,
    shapes: ModelShapes,
    path: LayerPath,
    prefix: str,
    trainable: bool,
) -> Iterator[OwnedWeight]:
    """The weights of a model, those of a layer that stands in several once, where it is met first."""
    needed = {model.calls[c].layer for c in feeding(model)}
    for layer in in_own_order(model, layer_order(model)):
        if layer not in needed:
            continue
        holder = model.layers[layer]
        here, name = layer_path(path, layer, build.shared), prefix + holder.name
        free = trainable and holder.trainable and layer not in build.frozen
        if isinstance(holder.spec, NestedModel):
            call = next(c.id for c in model.calls_of(layer) if c.id in shapes.nested)
            inner = document.models[holder.spec.model]
            yield from _weights(document, build, inner, shapes.nested[call], here, name + "/", free)
            continue
        owned = shapes.weights.get(layer, ())
        if here in build.built:
            same_weights(holder.name, build.built[here], owned)
            continue
        build.built[here] = owned
        for weight in owned:
            yield OwnedWeight(here, weight.name, f"{name}/{weight.name}", weight, free and weight.trainable)


def frozen_layers(document: Document, root: Model, shared: Collection[LayerId]) -> frozenset[LayerId]:
    """Those of the shared layers that are frozen, or lie in something frozen, in some place."""
    found: set[LayerId] = set()
    waiting, seen = [(root, True)] if shared else [], set()
    while waiting:
        model, trainable = waiting.pop()
        if (model.id, trainable) in seen:
            continue
        seen.add((model.id, trainable))
        for layer in model.layers.values():
            free = trainable and layer.trainable
            if not free and layer.id in shared:
                found.add(layer.id)
            if isinstance(layer.spec, NestedModel) and layer.spec.model in document.models:
                waiting.append((document.models[layer.spec.model], free))
    return frozenset(found)


def of_last_calls(root: Model, steps: Sequence[Step]) -> tuple[Step, ...]:
    """Steps of the last call in the root model that runs their layer are penalized, the others are not.

    Keras on JAX calls the root model's layers one by one, and each such call forgets what the layer and those inside it
    have added to the loss before (`Layer._get_call_context` in keras/src/layers/layer.py).
    """
    turn = _turns(root)
    last: dict[LayerPath, int] = {}
    for step in steps:
        last[step.layer] = max(last.get(step.layer, 0), turn[step.call[0]])
    return tuple(s if turn[s.call[0]] == last[s.layer] else replace(s, penalized=False) for s in steps)


def _turns(model: Model) -> dict[str, int]:
    """When Keras computes each call."""
    at, _ = _distances(model)
    return {call: n for n, call in enumerate(sorted(at, key=lambda c: -at[c]))}


def layer_order(model: Model) -> list[LayerId]:
    """Layers as Keras lists them in a functional model: by distance from the outputs, the farthest first.

    Of one distance, they come in the order in which a walk back from the outputs meets them (Keras' `map_graph`).
    Layers that feed no output are left out; Inputs never are.
    """
    at, met = _distances(model)
    depth: dict[LayerId, int] = {}
    for call_id, distance in at.items():
        layer = model.calls[call_id].layer
        depth[layer] = max(distance, depth.get(layer, 0))
    for input_id in model.inputs:
        depth.setdefault(model.calls[input_id].layer, 1)  # an Input that feeds nothing stands with the last layers
    return sorted(depth, key=lambda layer: (-depth[layer], met.get(layer, -1)))


def _distances(model: Model) -> tuple[dict[str, int], dict[LayerId, int]]:
    """How far each call is from the outputs, those of one distance in the order in which Keras computes them; and the
    order in which a walk back from the outputs meets the layers."""
    finished, met = _walk_back(model)
    at: dict[str, int] = {}
    depth: dict[LayerId, int] = {}
    for call_id in reversed(finished):
        call = model.calls[call_id]
        depth[call.layer] = at[call_id] = max(at.get(call_id, 0), depth.get(call.layer, 0))
        for source in call.inputs:
            if source is not None and source.call in model.calls:
                at[source.call] = max(at.get(source.call, 0), at[call_id] + 1)
    return at, met


def _walk_back(model: Model) -> tuple[list[str], dict[LayerId, int]]:
    """A depth-first walk from the outputs to their sources: calls as they are finished, layers as they are met."""
    finished: list[str] = []
    met: dict[LayerId, int] = {}
    opened: set[str] = set()
    stack: list[tuple[str, bool]] = [(call, False) for call in reversed(model.outputs)]
    while stack:
        call_id, done = stack.pop()
        if done:
            finished.append(call_id)
        elif call_id not in opened and call_id in model.calls:
            opened.add(call_id)
            call = model.calls[call_id]
            met.setdefault(call.layer, len(met))
            stack.append((call_id, True))
            stack.extend((s.call, False) for s in reversed(call.inputs) if s is not None)
    return finished, met
