"""Vocabularies that Keras keeps beside a model's config: a text file for each layer that found its own in data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graph.specs.registry import snake
from runtime.files.keras_archive import KerasArchive

LIMIT = 64 << 20
"""Bytes that a vocabulary may take."""
FILE = "vocabulary.txt"
DEEPEST = 60


def with_vocabularies(config: Mapping[str, Any], archive: KerasArchive) -> Mapping[str, Any]:
    """The config of a model with the vocabularies among its layers' settings, where the file has them."""
    return _model(config, archive, "assets", 0)


def _model(given: Mapping[str, Any], archive: KerasArchive, path: str, depth: int) -> Mapping[str, Any]:
    settings = given.get("config")
    layers = settings.get("layers") if isinstance(settings, Mapping) else None
    if not isinstance(layers, list) or not isinstance(settings, Mapping) or depth > DEEPEST:
        return given
    counts: Counter[str] = Counter()
    found = []
    for layer in layers:
        if isinstance(layer, Mapping):
            name = snake(str(layer.get("class_name")))
            place = f"{path}/layers/{name}_{counts[name]}" if counts[name] else f"{path}/layers/{name}"
            counts[name] += 1
            layer = _model(_with_own(layer, archive, f"{place}/{FILE}"), archive, place, depth + 1)
        found.append(layer)
    return {**given, "config": {**settings, "layers": found}}


def _with_own(layer: Mapping[str, Any], archive: KerasArchive, path: str) -> Mapping[str, Any]:
    settings = layer.get("config")
    if not isinstance(settings, Mapping) or settings.get("vocabulary") is not None or not archive.has(path):
        return layer
    words: list[Any] = archive.read(path, LIMIT).decode("utf-8", "replace").split("\n")
    while words and not words[-1]:
        words.pop()
    if settings.get("vocabulary_dtype") == "int64":
        words = [int(word) if word.lstrip("-").isdigit() else word for word in words]
    return {**layer, "config": {**settings, "vocabulary": words}}
