"""Mends of what a network is fed with: a column left out, a step more, and the Input as wide as what then comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from graph.data.data_plan import Binding
from graph.data.facts import ColumnFacts
from graph.data.transforms import DataPlanError, Transform
from graph.document.document import CallId, Document, LayerId, Model
from graph.editing.edits import remove, set_params
from graph.editing.rewiring import remove_and_reconnect
from graph.layers.core.ends import Input

Edit = Callable[[Document], Document]


def leave_out(document: Document, layer: LayerId, facts: ColumnFacts, names: Collection[str]) -> Edit | None:
    """An edit after which an Input is no longer fed with some of its columns; None where nothing would be left.

    An Input that they are all of goes away, with the layers that lead from it to where others join.
    """
    main, binding = document.main, document.data.bindings.get(layer)
    found, spec = main.layers.get(layer), getattr(main.layers.get(layer), "spec", None)
    if binding is None or found is None or not isinstance(spec, Input):
        return None
    kept = [source.name for source in facts.sources if source.name not in names]
    if kept and any("," in name for name in kept):
        return None  # such a name can't stand beside others
    if not kept:
        return _without_input(main, layer)
    narrower = replace(binding, column=", ".join(kept))
    shape = _shape(narrower, facts, len(kept))
    if shape is None or len(spec.shape) != 1:
        return None
    return lambda document: _fed(document, layer, narrower, shape)


def with_step(document: Document, layer: LayerId, *steps: Transform) -> Edit | None:
    """An edit that adds steps which leave shape and kind of number as they are."""
    binding = document.data.bindings.get(layer)
    if binding is None:
        return None
    longer = replace(binding, steps=(*binding.steps, *steps))
    return lambda document: replace(document, data=document.data.bind(layer, longer))


def _shape(binding: Binding, facts: ColumnFacts, width: int) -> tuple[int, ...] | None:
    try:
        shape, _ = binding.result((width,) if width > 1 else (), "int32" if facts.sources[0].has_classes else "float32")
    except DataPlanError:
        return None
    return shape or (1,)


def _fed(document: Document, layer: LayerId, binding: Binding, shape: Sequence[int]) -> Document:
    document = replace(document, data=document.data.bind(layer, binding))
    return set_params(document, document.root, layer, {"shape": tuple(shape)})


def _without_input(main: Model, layer: LayerId) -> Edit | None:
    calls = main.calls_of(layer)
    if len(main.inputs) < 2 or len(calls) != 1:
        return None
    chain: list[CallId] = [calls[0].id]
    while True:
        readers = [call for call in main.calls.values() if any(s and s.call == chain[-1] for s in call.inputs)]
        if len(readers) != 1 or readers[0].id in main.outputs or len(main.calls_of(readers[0].layer)) > 1:
            return None
        if len(readers[0].inputs) > 1:
            joined = readers[0].id
            break
        chain.append(readers[0].id)
    alone = sum(source is not None for source in main.calls[joined].inputs) < 3
    return partial(_removed, chain=tuple(chain), joined=joined if alone else None)


def _removed(document: Document, chain: Collection[CallId], joined: CallId | None) -> Document:
    """Without some layers; what joined them with one other is bridged."""
    document = remove(document, document.root, chain)
    return document if joined is None else remove_and_reconnect(document, document.root, [joined])
