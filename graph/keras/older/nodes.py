"""The calls of older functional models: which of a model's calls a number means, told as Keras 3 tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.keras.older.classes import MODELS


def renumbered(layers: list[Mapping[str, Any]], config: Mapping[str, Any]) -> tuple[list[Any], Mapping[str, Any]]:
    """Layers and config of a model with calls counted from 0 among `inbound_nodes`, and from 1 among `output_layers`
    for models within.

    Keras 2 counted the calls of a model within from 1, as soon as it was made with inputs of its own; before, from 0.
    """
    models = {str(layer.get("name")): layer for layer in layers if layer.get("class_name") in MODELS}
    if not any(_is_old(node) for layer in layers for node in _nodes(layer)) or not models:
        return list(layers), config
    used: dict[str, set[int]] = {name: set() for name in models}
    for layer in layers:
        for entry in _entries(_nodes(layer), models):
            used[entry[0]].add(entry[1])
    ends = config.get("output_layers")
    for entry in _entries(ends, models):
        used[entry[0]].add(entry[1])
    first = {name: int(bool(found) and 0 not in found) for name, found in used.items()}
    shifted = [
        {**layer, "inbound_nodes": _shifted(_nodes(layer), first, models)} if "inbound_nodes" in layer else layer
        for layer in layers
    ]
    from_one = {name: first[name] - int(layer.get("class_name") != "Sequential") for name, layer in models.items()}
    return shifted, {**config, "output_layers": _shifted(ends, from_one, models)}


def _nodes(layer: Mapping[str, Any]) -> list[Any]:
    nodes = layer.get("inbound_nodes")
    return nodes if isinstance(nodes, list) else []


def _is_old(node: Any) -> bool:
    return isinstance(node, list)


def _is_entry(value: Any, models: Mapping[str, Any]) -> bool:
    return (
        isinstance(value, list)
        and len(value) >= 3
        and isinstance(value[0], str)
        and value[0] in models
        and all(isinstance(n, int) and not isinstance(n, bool) for n in value[1:3])
    )


def _entries(value: Any, models: Mapping[str, Any]) -> Iterator[list[Any]]:
    if _is_entry(value, models):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _entries(item, models)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _entries(item, models)
    if _is_entry(value, models) and len(value) > 3:
        yield from _entries(value[3], models)


def _shifted(value: Any, by: Mapping[str, int], models: Mapping[str, Any]) -> Any:
    if _is_entry(value, models):
        return [value[0], value[1] - by[value[0]], value[2], *(_shifted(item, by, models) for item in value[3:])]
    if isinstance(value, list):
        return [_shifted(item, by, models) for item in value]
    if isinstance(value, Mapping):
        return {key: _shifted(item, by, models) for key, item in value.items()}
    return value
