"""Rules about the data itself: there is some, all of it is numbers, and an Embedding can look it up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from graph.data_plan import UnknownKind
from graph.document import Layer
from graph.edits import set_params
from graph.layers.core import Embedding
from graph.message import say
from graph.problems import ERROR, Mend, Problem
from graph.validate.check import Check, Rule


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
            text = say("The data set {kind:.60} can't be read by this version.", kind=dataset.kind)
            yield Problem("unknown-data", ERROR, text, root.id, for_training=True)
    for layer, binding in data.bindings.items():
        for step in binding.steps:
            if isinstance(step, UnknownKind):
                text = say("The data step {kind:.60} can't be read by this version.", kind=step.kind)
                place = layer if layer in root.layers else None
                yield Problem("unknown-data", ERROR, text, root.id, place, for_training=True)


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
    for call in root.calls.values():
        table = root.layers[call.layer]
        source = next(iter(call.inputs), None)
        if not isinstance(table.spec, Embedding) or source is None:
            continue
        giver = root.layer_of(source.call)
        facts = check.facts(giver.id)
        if facts is None:
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


RULES: tuple[Rule, ...] = (unbound, unknown_data, not_finite, indices)
