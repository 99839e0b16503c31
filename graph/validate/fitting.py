"""Rules about shapes: what arrives at a layer is what it can take."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from graph.data.transforms import fits
from graph.document.document import Call, Document, Layer, Model, Source
from graph.document.nesting import is_input
from graph.editing.edits import add_layer, connect, set_params
from graph.layers.core.ends import Input
from graph.layers.core.nested_model import NestedModel
from graph.layers.reshaping.reshape import Flatten, Reshape
from graph.layers.unknown import UnknownSpec
from graph.specs.message import MessageError, say
from graph.specs.spec import Spec, TensorType
from graph.validate.check import Check, Rule
from graph.validate.problems import ERROR, Mend, Problem


def misfits(check: Check) -> Iterator[Problem]:
    """A layer that can't take the shapes that reach it: said with the shapes and who sends them."""
    for model in check.document.models.values():
        shapes = check.shapes[model.id]
        for call_id in shapes.wiring.in_order(shapes.failures) if shapes.failures else ():
            failure, call, layer = shapes.failures[call_id], model.calls[call_id], model.layer_of(call_id)
            if isinstance(layer.spec, UnknownSpec) or _said_elsewhere(check, layer):
                continue
            senders = ", ".join(_sender(check, model, source) for source in call.inputs if source is not None)
            text = say("{name}: {failure} It comes from {senders}.", name=layer.name, failure=failure, senders=senders)
            if not senders:
                text = say("{name}: {failure}", name=layer.name, failure=failure)
            mend = _mend(check, model, layer, call)
            yield Problem("misfit", ERROR, text, model.id, layer.id, call_id, 0 if senders else None, mend)


def _said_elsewhere(check: Check, layer: Layer) -> bool:
    """Whether the trouble is inside a model, where it has a problem of its own."""
    if not isinstance(layer.spec, NestedModel):
        return False
    inner = check.shapes.get(layer.spec.model)
    return inner is None or bool(inner.failures)


def _sender(check: Check, model: Model, source: Source) -> str:
    type = check.shapes[model.id].types.get(source)
    return f"{model.layer_of(source.call).name} {type}" if type else model.layer_of(source.call).name


def _mend(check: Check, model: Model, layer: Layer, call: Call) -> Mend | None:
    """The first change that makes the call fit: other parameters, a size that the data knows, a layer in between."""
    arriving = [t for t in check.shapes[model.id].inputs_of(call) if t is not None]
    types = tuple(arriving)
    if not types or isinstance(layer.spec, NestedModel):
        return None
    changes = layer.spec.mends(types)
    if changes and _fits(layer.spec, types, changes):
        shown = ", ".join(f"{name}={value}" for name, value in changes.items())
        return Mend(
            say("Use {changes}", changes=shown),
            lambda document: set_params(document, model.id, layer.id, changes),
        )
    return _known_size(check, model, types) or _insert(model, layer, call, types)


def _fits(spec: Spec, types: tuple[TensorType, ...], changes: dict[str, object] | None = None) -> bool:
    try:
        changed = spec.replace(**changes) if changes else spec
        changed.outputs(types)
        changed.weights(types)
    except MessageError:
        return False
    return True


def _known_size(check: Check, model: Model, types: tuple[TensorType, ...]) -> Mend | None:
    """An Input with a free axis takes the size that its data has."""
    if all(None not in type.shape[1:] for type in types):
        return None
    for call in model.inputs:
        layer = model.layer_of(call)
        facts = check.facts(layer.id)
        if facts and isinstance(layer.spec, Input) and None in layer.spec.shape:
            return Mend(
                say("Use the data's shape {shape} for {name}", shape=str(facts.shape), name=layer.name),
                partial(set_params, model=model.id, layer=layer.id, changes={"shape": facts.shape}),
            )
    return None


def _insert(model: Model, layer: Layer, call: Call, types: tuple[TensorType, ...]) -> Mend | None:
    """A Flatten, or a Reshape that adds an axis of 1, in front of a layer with one input."""
    source = call.inputs[0] if call.inputs else None
    if len(types) != 1 or source is None or len(model.calls_of(layer.id)) > 1:
        return None
    inner = types[0].shape[1:]
    known = tuple(n for n in inner if n is not None)
    between: list[Spec] = [Reshape(target_shape=(*known, 1))] if len(known) == len(inner) else []
    for spec in [*between, Flatten()]:
        try:
            result = spec.outputs(types)
        except MessageError:
            continue
        if _fits(layer.spec, result):
            return Mend(
                say("Put a {kind} in front", kind=spec.kind),
                partial(_put_between, model=model.id, source=source, call=call.id, spec=spec),
            )
    return None


def _put_between(document: Document, model: str, source: Source, call: str, spec: Spec) -> Document:
    target = document.models[model]
    x, y = target.positions.get(target.calls[call].layer, (0.0, 0.0))
    document, _, added = add_layer(document, model, spec, (x - 130, y - 90))
    document = connect(document, model, source, added, 0)
    return connect(document, model, Source(added), call, 0)


def free_sizes(check: Check) -> Iterator[Problem]:
    """An Input whose declared shape its data does not have."""
    root = check.document.main
    for call_id in root.inputs:
        layer = root.layer_of(call_id)
        facts = check.facts(layer.id)
        if facts is None or not is_input(layer) or not isinstance(layer.spec, Input):
            continue
        declared = layer.spec.shape
        if not fits(facts.shape, declared):
            text = say(
                "{name} expects samples of the shape {want}, but its data has {got}.",
                name=layer.name,
                want=str(declared),
                got=str(facts.shape),
            )
            mend = Mend(
                say("Use the data's shape {shape}", shape=str(facts.shape)),
                partial(set_params, model=root.id, layer=layer.id, changes={"shape": facts.shape}),
            )
            yield Problem("data-shape", ERROR, text, root.id, layer.id, call_id, mend=mend, for_training=True)


RULES: tuple[Rule, ...] = (misfits, free_sizes)
