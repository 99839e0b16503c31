"""The Inputs and Outputs that want data, and what each of them needs."""

from __future__ import annotations

from graph.document.document import Document
from graph.document.nesting import is_input, is_output
from graph.inference.program import flatten
from graph.layers.core.ends import Input
from graph.specs.message import MessageError
from runtime.data.binding import Feed
from runtime.data.model_data import input_feeds, target_feeds


def feeds_of(document: Document) -> tuple[Feed, ...]:
    """Every Input and Output of the root model, with the shape it needs where that is known."""
    try:
        program = flatten(document)
        known = {f.layer: f for f in (*input_feeds(program), *target_feeds(program, document.data))}
    except MessageError:
        known = {}
    main, feeds = document.main, []
    for layer in main.layers.values():
        if is_input(layer) and isinstance(layer.spec, Input):
            spec = layer.spec
            feeds.append(known.get(layer.id) or Feed(layer.id, layer.name, spec.shape, spec.dtype))
        elif is_output(layer) and layer.id in known:
            feeds.append(known[layer.id])
    return tuple(feeds)
