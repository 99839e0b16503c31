"""Shapes: what inference finds of a model, and how it looks at one call; `following` walks over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graph.document.document import Call, CallId, Document, LayerId, Model, ModelId, Source
from graph.document.nesting import Wiring, is_input, is_output, ports_of, spec_of_call
from graph.layers.core.nested_model import NestedModel
from graph.layers.each_step import SamplesAsSteps, StepsAsSamples
from graph.specs.message import MessageError, say
from graph.specs.spec import ShapeError, Spec, TensorType, Weight, count, refuse_texts


@dataclass(frozen=True)
class CallShapes:
    """What inference found of one call, the same object as long as it stays so.

    `arriving` are the types of its wired ports, None where one is missing or unknown; `own` the weights that this call
    wants of its layer; `inner` what was found inside a model.
    """

    arriving: tuple[TensorType, ...] | None = None
    outputs: tuple[TensorType, ...] = ()
    own: tuple[Weight, ...] | None = None
    inner: ModelShapes | None = None
    failure: MessageError | None = None


@dataclass(frozen=True, eq=False)
class ModelShapes:
    """What inference found in one model for one set of input types.

    `types` holds the type of every source that could be inferred, `failures` the error of each call that could not,
    `weights` the weights of each layer (of its first call), `nested` the shapes inside each call of a model layer;
    `calls` has it all by call, `given` are the types of the inputs where they are not the model's own, and `wiring` is
    how the calls follow one another.
    """

    types: Mapping[Source, TensorType] = field(default_factory=dict)
    failures: Mapping[CallId, MessageError] = field(default_factory=dict)
    weights: Mapping[LayerId, tuple[Weight, ...]] = field(default_factory=dict)
    nested: Mapping[CallId, ModelShapes] = field(default_factory=dict)
    calls: Mapping[CallId, CallShapes] = field(default_factory=dict)
    given: tuple[TensorType, ...] | None = None
    wiring: Wiring = field(default_factory=Wiring)

    def inputs_of(self, call: Call) -> tuple[TensorType | None, ...]:
        """The types that arrive at a call's ports, None where unknown."""
        return tuple(None if s is None else self.types.get(s) for s in call.inputs)

    def outputs(self, model: Model) -> tuple[TensorType | None, ...]:
        """The types of a model's outputs, None where unknown."""
        arriving = (self.inputs_of(model.calls[c]) for c in model.outputs)
        return tuple(types[0] if types else None for types in arriving)


NESTING_LIMIT = 50
ENDLESS, DEEP = "endless", "deep"
"""Why a model isn't looked into: it contains itself, or so many levels of models that another is one too many."""
SIZE_LIMIT = 2**53
"""Numbers that a sample of a tensor, or a weight, may hold: beyond it no machine could, nor a text show."""

Inside = Callable[[Model, tuple[TensorType, ...]], ModelShapes]
"""Finds the shapes in a model for types that enter it."""


@dataclass(frozen=True)
class Situation:
    """Where a call is looked at: the document, its model, what is known there so far, the types that enter, and which
    models can't be looked into, with the reason."""

    document: Document
    model: Model
    found: ModelShapes
    given: tuple[TensorType, ...] | None
    closed: Mapping[ModelId, str]
    inside: Inside


def shapes_of_call(here: Situation, call: Call, first: CallShapes | None) -> CallShapes:
    """What is found of one call whose sources have been looked at; `first` is the first call of its layer that says
    what weights the layer has, if there was one before."""
    document, model = here.document, here.model
    layer = model.layers.get(call.layer)
    if layer is None or is_output(layer):
        return CallShapes()
    arriving: tuple[TensorType, ...] | None = None
    own: tuple[Weight, ...] | None = None
    inner: ModelShapes | None = None
    try:
        if is_input(layer):
            outputs = layer.spec.outputs(())
            if here.given is not None and call.id in model.inputs:
                outputs = (_entering(layer.name, outputs[0], here.given[model.inputs.index(call.id)]),)
            return CallShapes((), outputs)
        spec = spec_of_call(model, call)
        arriving = _arriving(document, spec, here.found, call)
        if arriving is None:
            return CallShapes()
        if isinstance(spec, NestedModel):
            inner, outputs = _call_model(here, spec, arriving)
            if first is not None and first.inner is not None:
                _same_inside(layer.name, first.inner, inner)
        else:
            refuse_texts(spec, arriving)
            outputs = spec.outputs(arriving)
            wanted = spec.weights(arriving)
            _need_possible(layer.name, outputs, wanted)
            own = wanted
            if first is not None and first.own is not None:
                same_weights(layer.name, first.own, own)
    except MessageError as error:
        return CallShapes(arriving, (), own, inner, error)
    return CallShapes(arriving, outputs, own, inner)


def _arriving(document: Document, spec: Spec, found: ModelShapes, call: Call) -> tuple[TensorType, ...] | None:
    """The types of a call's wired ports in order, None where a needed one is missing or unknown."""
    arriving = found.inputs_of(call)
    ports = ports_of(document, spec)
    required = ports.required
    if len(call.inputs) > len(ports.inputs) and not ports.variadic and any(call.inputs[len(ports.inputs) :]):
        raise ShapeError(
            say(
                "{kind} takes {n} inputs at most. Received: {m}.",
                kind=spec.kind,
                n=len(ports.inputs),
                m=len(call.inputs),
            )
        )
    wired = tuple(t for s, t in zip(call.inputs, arriving, strict=True) if s is not None)
    if len(wired) < required or any(t is None for t in wired) or any(s is None for s in call.inputs[:required]):
        return None
    return tuple(t for t in wired if t is not None)


def _call_model(
    here: Situation, spec: NestedModel, arriving: tuple[TensorType, ...]
) -> tuple[ModelShapes, tuple[TensorType, ...]]:
    model = here.document.models.get(spec.model)
    if model is None:
        raise ShapeError(say("The model {model} is not in this document.", model=spec.model))
    if here.closed.get(model.id) == ENDLESS:
        raise ShapeError(say("The model {name} contains itself.", name=model.name))
    if model.id in here.closed:
        raise ShapeError(say("Models are nested more than {limit} deep.", limit=NESTING_LIMIT))
    if len(arriving) != len(model.inputs):
        raise ShapeError(
            say(
                "The model {name} takes {n} inputs. Received: {m}.",
                name=model.name,
                n=len(model.inputs),
                m=len(arriving),
            )
        )
    given = arriving
    if spec.each_step:
        if len(arriving) != 1 or len(model.outputs) != 1:
            raise ShapeError(
                say(
                    "The model {name} can't be applied to each step: it must have one input and one output.",
                    name=model.name,
                )
            )
        arriving = StepsAsSamples().outputs(arriving)
    shapes = here.inside(model, arriving)
    outputs = shapes.outputs(model)
    if any(t is None for t in outputs):
        raise ShapeError(say("The model {name} has a problem inside.", name=model.name))
    found = tuple(t for t in outputs if t is not None)
    return shapes, SamplesAsSteps().outputs((found[0], given[0])) if spec.each_step else found


def _entering(name: str, declared: TensorType, given: TensorType) -> TensorType:
    """The type inside a nested model's Input when `given` arrives; it must fit what the Input declares."""
    if not declared.accepts(given.shape):
        raise ShapeError(
            say(
                "The model's input {name} expects {want}. Received: {got}.",
                name=name,
                want=str(declared),
                got=str(given),
            )
        )
    shape = tuple(b if a is None else a for a, b in zip(declared.shape, given.shape, strict=True))
    return TensorType(shape, given.dtype, given.masked)


def _need_possible(name: str, outputs: tuple[TensorType, ...], weights: tuple[Weight, ...]) -> None:
    """Raise ShapeError for sizes that no machine can hold, before anything multiplies them further."""
    largest = 0
    for type in outputs:
        largest = max(largest, count(type.shape[1:]))
    for weight in weights:
        largest = max(largest, weight.size)
    if largest > SIZE_LIMIT:
        raise ShapeError(say("The sizes of {name} are larger than any computer can hold.", name=name))


def _same_inside(name: str, first: ModelShapes, other: ModelShapes) -> None:
    """As `same_weights`, for all layers inside a model that is used more than once."""
    seen: set[tuple[int, int]] = set()
    waiting = [(first, other)]
    while waiting:
        a, b = waiting.pop()
        if a is b or (id(a), id(b)) in seen:
            continue
        seen.add((id(a), id(b)))
        for layer, weights in a.weights.items():
            same_weights(name, weights, b.weights.get(layer, weights))
        waiting.extend((inner, b.nested.get(call, inner)) for call, inner in a.nested.items())


def same_weights(name: str, first: tuple[Weight, ...], other: tuple[Weight, ...]) -> None:
    """A shared layer has one set of weights: every call must call for the same."""
    for a, b in zip(first, other, strict=False):
        if a.shape != b.shape:
            raise ShapeError(
                say(
                    "The layer {name} is used more than once, and its {weight} would be {first} for the first call "
                    "but {other} for this one: inputs of a shared layer must agree.",
                    name=name,
                    weight=a.name,
                    first=str(a.shape),
                    other=str(b.shape),
                )
            )
