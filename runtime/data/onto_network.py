"""A network that exists, such as a template, bound to other data: its target, and its numbers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graph.data.data_plan import Binding
from graph.data.steps.missing import DropMissing, FillNumbers
from graph.data.transforms import Standardize, Transform
from graph.document.document import Document
from graph.editing.edits import set_params
from graph.inference.program import flatten
from graph.layers.core.ends import Input
from graph.specs.message import Message, say
from runtime.data.automatic import with_columns
from runtime.data.binding import suggest
from runtime.data.column import Column
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.gaps import rows_with_gaps
from runtime.data.model_data import accepts, target_feeds
from runtime.data.readers.reader import open_dataset
from runtime.data.source_facts import source_facts
from runtime.data.useless import spared, useless


def onto_network(
    document: Document, folder: Path, target: str | None = None, ignore: Sequence[str] = ()
) -> tuple[Document, tuple[Message, ...]]:
    """The document with columns of its data set for all its ends, and what was chosen; raises DataError.

    A single Input that takes a row of numbers is made as wide as the numbers there are, where no column fits it.
    """
    plan = replace(document.data, bindings={}, validation=None)
    document, dataset = replace(document, data=plan), open_dataset(plan.dataset, folder)
    ignored = {name.strip() for text in ignore for name in text.split(",") if name.strip()}
    for name in (*ignored, *([target] if target else ())):
        dataset.column(name)
    if target:
        document = _with_target(document, dataset, target)
    free = [c for c in dataset.columns.values() if c.name not in ignored and c.name != target]
    notes: list[Message] = []
    if target:
        document, notes = _with_numbers(document, free)
    plan, chosen = with_columns(flatten(document), document.data, folder, without=ignored)
    return replace(document, data=plan), (*notes, *(() if chosen is None else (chosen,)))


def _with_target(document: Document, dataset: Dataset, target: str) -> Document:
    feeds = target_feeds(flatten(document))
    if len(feeds) != 1:
        raise bad(
            "A target can be given for a network with one Output that has a loss. This one has {n}.", n=len(feeds)
        )
    column = dataset.column(target)
    gaps: tuple[Transform, ...] = (DropMissing(),) if len(rows_with_gaps(column)) else ()
    binding = Binding(target, (*gaps, *suggest(column, feeds[0])))
    if not accepts(dataset, binding, feeds[0]):
        raise bad(
            "The column {target} gives samples of shape {received}, which the Output {name} of shape {expected} can't "
            "be compared with. Take another network, or leave the template out.",
            target=target,
            received=str(column.shape[1:]),
            name=feeds[0].name,
            expected=str(feeds[0].shape),
        )
    return replace(document, data=document.data.bind(feeds[0].layer, binding))


def _with_numbers(document: Document, columns: Sequence[Column]) -> tuple[Document, list[Message]]:
    """A single Input of a row of numbers fed with all that are numbers, where no column is such a row by itself."""
    main = document.main
    layer = main.layer_of(main.inputs[0]) if len(main.inputs) == 1 else None
    if layer is None or not isinstance(layer.spec, Input) or len(layer.spec.shape) != 1:
        return document, []
    plain = [c for c in columns if c.shape[1:] in ((), (1,)) and not c.classes]
    if len(plain) < len(columns) and any(c.shape[1:] == layer.spec.shape for c in columns):
        return document, []
    kept: list[Column] = []
    left: list[tuple[Column, str, Message]] = []
    for column in columns:
        looks = next((facts.looks for facts in source_facts([column])), "")
        reason = useless(column, looks)
        if reason is None and column not in plain:
            reason = say("The column {name} is left out: the network takes numbers.", name=column.name)
        if reason is None:
            kept.append(column)
        else:
            left.append((column, looks, reason))
    notes = [reason for _, _, reason in left]
    if not kept:
        kept, notes = spared(left)
    if not kept:
        return document, []
    gaps: tuple[Transform, ...] = (FillNumbers(by="median"),) if any(len(rows_with_gaps(c)) for c in kept) else ()
    binding = Binding(", ".join(c.name for c in kept), (*gaps, Standardize()))
    document = set_params(document, document.root, layer.id, {"shape": (len(kept),)})
    return replace(document, data=document.data.bind(layer.id, binding)), notes
