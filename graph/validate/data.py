"""Rules about the data itself: there is some, all of it is numbers, and an Embedding can look it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from graph.data.data_plan import UnknownKind
from graph.data.transforms import Integer
from graph.document.document import Call, Document, Layer
from graph.editing.edits import set_params
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input
from graph.specs.closest import closest
from graph.specs.message import Message, say
from graph.specs.params import params_of
from graph.specs.registry import find
from graph.validate.check import Check, Rule, in_order
from graph.validate.problems import ERROR, Mend, Problem


def unbound(check: Check) -> Iterator[Problem]:
    """No data set is chosen, or it does not say what an Input or a trained Output is fed with."""
    document, root = check.document, check.document.main
    if document.data.dataset is None:
        if root.inputs and root.outputs:
            yield Problem("no-data", ERROR, say("No data is chosen to train on."), root.id, for_training=True)
        return
    for call in root.inputs:
        layer = root.layer_of(call)
        if layer.id not in document.data.bindings:
            text = say("{name} is not connected to a column of the data.", name=layer.name)
            yield Problem("unbound", ERROR, text, root.id, layer.id, call, for_training=True)
    for end in check.ends:
        if end.spec.loss is not None and end.layer.id not in document.data.bindings:
            text = say("{name} has a loss, but no column of the data as its target.", name=end.name)
            yield Problem("unbound", ERROR, text, root.id, end.layer.id, end.call.id, for_training=True)


def unknown_data(check: Check) -> Iterator[Problem]:
    """A data set or a step that this version can't read."""
    root, data = check.document.main, check.document.data
    for dataset in (data.dataset, data.validation):
        if isinstance(dataset, UnknownKind):
            text = _strange("dataset", dataset) or say(
                "The data set {kind:.60} can't be read by this version.", kind=dataset.kind
            )
            yield Problem("unknown-data", ERROR, text, root.id, for_training=True)
    for layer, binding in data.bindings.items():
        for step in binding.steps:
            if isinstance(step, UnknownKind):
                text = _strange("step", step) or say(
                    "The data step {kind:.60} can't be read by this version.", kind=step.kind
                )
                place = layer if layer in root.layers else None
                yield Problem("unknown-data", ERROR, text, root.id, place, for_training=True)


def _strange(category: str, given: UnknownKind) -> Message | None:
    """What is unknown of a known kind: the parameter, with the one that is most like it."""
    cls = find(category, given.kind)
    names = [] if cls is None else [name for name in given.values if name not in params_of(cls)]
    if cls is None or not names:
        return None
    if better := closest(names[0], params_of(cls)):
        return say(
            "{kind} has no parameter {name:.80} in this version. The closest is {better}.",
            kind=cls.kind,
            name=names[0],
            better=better,
        )
    return say("{kind} has no parameter {name:.80} in this version.", kind=cls.kind, name=names[0])


def unreadable(check: Check) -> Iterator[Problem]:
    """The data can't be opened, or a layer can't be fed with what is bound to it."""
    if check.data is None:
        return
    root = check.document.main
    if check.data.trouble is not None:
        yield Problem("unreadable-data", ERROR, check.data.trouble, root.id, for_training=True)
    for layer, text in check.data.troubles.items():
        if layer in root.layers:
            yield Problem("unreadable-column", ERROR, text, root.id, layer, for_training=True)


def whole_numbers(check: Check) -> Iterator[Problem]:
    """Whole numbers that come as floating-point ones, where only integers are taken."""
    root = check.document.main
    takers = [layer for layer, spec in _inputs(check) if not spec.dtype.startswith("float")]
    takers += [layer for _, layer in _looked_up(check) if layer not in takers]
    takers += [end.layer for end in check.ends if getattr(end.spec.loss, "sparse", False)]
    for layer in takers:
        facts = check.facts(layer.id)
        if facts is None or not facts.is_integer or not facts.dtype.startswith("float"):
            continue
        text = say(
            "{name} takes whole numbers, but its data comes as {dtype}.",
            name=layer.name or "Output",
            dtype=facts.dtype,
        )
        mend = Mend(say("Add the step Integer"), partial(_as_integers, layer=layer.id))
        yield Problem("float-indices", ERROR, text, root.id, layer.id, mend=mend, for_training=True)


def _inputs(check: Check) -> Iterator[tuple[Layer, Input]]:
    for call in check.document.main.inputs:
        layer = check.document.main.layer_of(call)
        if isinstance(layer.spec, Input):
            yield layer, layer.spec


def _looked_up(check: Check) -> Iterator[tuple[Call, Layer]]:
    """Calls of an Embedding with the Input that feeds them, seen through Flatten and Reshape."""
    root = check.document.main
    calls_of = check.shapes[root.id].wiring.calls_of
    tables = {call for table in check.layers_of_kind(root, Embedding) for call in calls_of.get(table.id, ())}
    for call in (root.calls[key] for key in in_order(tables, root.calls)):
        source = next(iter(call.inputs), None)
        giver, _ = check.origin(root, source) if source is not None else (None, None)
        if giver is not None and isinstance(giver.spec, Input):
            yield call, giver


def _as_integers(document: Document, layer: str) -> Document:
    binding = document.data.bindings.get(layer)
    if binding is None:
        return document
    return replace(document, data=document.data.bind(layer, replace(binding, steps=(*binding.steps, Integer()))))


def not_finite(check: Check) -> Iterator[Problem]:
    """NaN or infinity anywhere makes every weight NaN within one step."""
    root = check.document.main
    for layer_id, facts in (check.data.columns if check.data else {}).items():
        if facts.has_nan and layer_id in root.layers:
            text = say(
                "The data of {name} holds NaN or infinity, which would spoil every weight.",
                name=root.layers[layer_id].name or "Output",
            )
            yield Problem("not-finite", ERROR, text, root.id, layer_id, for_training=True)


def indices(check: Check) -> Iterator[Problem]:
    """What goes into an Embedding must be whole numbers that its table has."""
    root = check.document.main
    for call, giver in _looked_up(check):
        table, facts = root.layers[call.layer], check.facts(giver.id)
        if facts is None or not isinstance(table.spec, Embedding):
            continue
        if not facts.is_integer and facts.low is not None:
            text = say(
                "{name} looks up whole numbers, but the data of {input} has fractions.",
                name=table.name,
                input=giver.name,
            )
            yield Problem("no-indices", ERROR, text, root.id, table.id, call.id, 0, for_training=True)
        elif facts.low is not None and facts.high is not None:
            yield from _in_table(check, table, table.spec, call.id, facts.low, facts.high)


def _in_table(check: Check, layer: Layer, spec: Embedding, call: str, low: float, high: float) -> Iterator[Problem]:
    if low >= 0 and high < spec.input_dim:
        return
    root = check.document.root
    text = say(
        "{name} knows the numbers 0 to {last}, but the data goes from {low:g} to {high:g}.",
        name=layer.name,
        last=spec.input_dim - 1,
        low=low,
        high=high,
    )
    mend = None
    if low >= 0:
        changes = {"input_dim": int(high) + 1}
        mend = Mend(
            say("Use input_dim={n}", n=int(high) + 1),
            partial(set_params, model=root, layer=layer.id, changes=changes),
        )
    yield Problem("index-past-table", ERROR, text, root, layer.id, call, 0, mend, for_training=True)


RULES: tuple[Rule, ...] = (unbound, unknown_data, unreadable, whole_numbers, not_finite, indices)
