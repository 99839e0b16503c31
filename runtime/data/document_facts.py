"""What is known of all the data of a document: what a search for problems wants, read as training would."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from graph.data.data_plan import UnknownKind
from graph.data.facts import ColumnFacts, DataFacts
from graph.document.document import Document, LayerId
from graph.document.names import output_name
from graph.document.nesting import is_input, is_output
from graph.specs.message import Message, MessageError
from runtime.data.binding import Feed
from runtime.data.dataset import Dataset
from runtime.data.facts import measure
from runtime.data.readers.reader import open_dataset


def document_facts(
    document: Document, folder: Path | None = None, most: int = sys.maxsize, opened: Dataset | None = None
) -> DataFacts | None:
    """Facts of everything that is bound, None where no data is chosen; what can't be read is in it as trouble.

    `opened` is the data set where it has been opened, and found good with that for validation.
    """
    plan = document.data
    if plan.dataset is None:
        return None
    try:
        dataset = opened or open_dataset(plan.dataset, folder)
        apart = plan.validation if opened is None else None
        held = None if apart is None else open_dataset(apart, folder, dataset)
    except MessageError as error:
        return DataFacts(trouble=error.message)
    columns: dict[LayerId, ColumnFacts] = {}
    troubles: dict[LayerId, Message] = {}
    for feed in bound_feeds(document):
        binding = plan.bindings[feed.layer]
        try:
            found = measure(dataset, binding, feed, beside=bound_beside(document, feed.is_target), most=most)
            if held is not None:
                measure(held, binding, feed, found)
            columns[feed.layer] = found.facts
        except MessageError as error:
            troubles[feed.layer] = error.message
    return DataFacts(columns, dataset.rows, None, troubles)


def bound_feeds(document: Document) -> Iterator[Feed]:
    """The Inputs and Outputs that are bound to something whose steps are all known; their shapes don't count here."""
    main = document.main
    names = {main.calls[call].layer: output_name(main, call) for call in main.outputs}
    for layer_id, binding in document.data.bindings.items():
        layer = main.layers.get(layer_id)
        if layer is None or not (is_input(layer) or is_output(layer)):
            continue
        if any(isinstance(step, UnknownKind) for step in binding.steps):
            continue
        name = layer.name if is_input(layer) else names.get(layer_id, layer.name)
        yield Feed(layer_id, name, (), is_target=is_output(layer))


def bound_beside(document: Document, is_target: bool) -> tuple[str, ...]:
    """What a target is learnt from, or what an Input is to teach: the columns bound at the other end."""
    found = (feed for feed in bound_feeds(document) if feed.is_target != is_target)
    return tuple(document.data.bindings[feed.layer].column for feed in found)
