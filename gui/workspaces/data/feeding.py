"""Edits of what feeds an Input or Output: columns more or fewer, with the Input as wide as what then comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod

from graph.data.data_plan import Binding
from graph.data.transforms import DataPlanError, OneHot, Transform, fits
from graph.document.document import Document, Source
from graph.editing.edits import add_layer, connect, set_params
from graph.layers.core.ends import Input
from graph.specs.message import MessageError
from runtime.data.binding import Feed, suggest
from runtime.data.column import Column
from runtime.data.dataset import Dataset

STEP_DOWN = 140


def feed_with(document: Document, dataset: Dataset, feed: Feed, names: Sequence[str]) -> Document:
    """The document whose Input or Output is fed with these columns, by the steps it has, or by those that suit.

    An Input that fitted its columns before fits them afterwards.
    """
    old = document.data.bindings.get(feed.layer)
    if not names:
        return replace(document, data=document.data.bind(feed.layer, None))
    text = ", ".join(names)
    if old is None:
        made = Binding(text, suggested(dataset, feed, text))
    else:
        made = replace(old, column=text)
    after = replace(document, data=document.data.bind(feed.layer, made))
    if feed.is_target or old is None:
        return after
    before, now = shape_of(dataset, old), shape_of(dataset, made)
    spec = document.main.layers[feed.layer].spec
    if before is None or now is None or not isinstance(spec, Input) or not fits(before, tuple(spec.shape)):
        return after
    if now == before or len(now) > 1:
        return after
    return set_params(after, document.root, feed.layer, {"shape": (max(1, prod(now)),)})


def suggested(dataset: Dataset, feed: Feed, text: str) -> tuple[Transform, ...]:
    """The steps that columns usually need there."""
    try:
        return suggest(dataset.column(text), feed)
    except MessageError:
        return ()


def shape_of(dataset: Dataset, binding: Binding) -> tuple[int, ...] | None:
    """The shape of what comes out of a binding; None where it can't be told without reading."""
    try:
        column = dataset.column(binding.column)
        return binding.result(tuple(column.shape[1:]), str(column.dtype))[0]
    except (MessageError, DataPlanError):
        return None


def add_input(document: Document, column: Column) -> Document:
    """An Input of its own for a column, joined to the others where one Concatenate joins them already."""
    main = document.main
    shape: tuple[int, ...] = tuple(column.shape[1:]) or (1,)
    steps: tuple[Transform, ...] = ()
    if column.classes:
        shape, steps = (len(column.classes),), (OneHot(classes=len(column.classes)),)
    inputs = [layer.id for layer in main.layers.values() if isinstance(layer.spec, Input)]
    x = min((main.positions[i][0] for i in inputs if i in main.positions), default=0)
    y = max((main.positions[i][1] for i in inputs if i in main.positions), default=0) + STEP_DOWN
    name = "".join(sign if sign.isalnum() else "_" for sign in column.name)[:60].strip("_") or "column"
    document, layer, call = add_layer(document, document.root, Input(shape), (x, y), name=name)
    document = replace(document, data=document.data.bind(layer, Binding(column.name, steps)))
    joins = [c for c in document.main.calls.values() if document.main.layer_of(c.id).spec.kind == "Concatenate"]
    if len(joins) == 1:
        document = connect(document, document.root, Source(call), joins[0].id, len(joins[0].inputs))
    return document
