"""Where Keras 2.12 to 2.15 kept the weights of a `.keras` archive, told by the places that Keras 3 has for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

CONTAINER = "_layer_checkpoint_dependencies"
"""What Keras 2.12 called the layers of a model."""
INSIDE = re.compile(r"/_(query|key|value|output)_dense/")
NUMBERED = re.compile(r"(.+?)(?:_(\d+))?")
BESIDE = ("metrics/", "compile_metrics/", "_compile_metrics/", "_metrics/")
"""The state of metrics, which begins anew with every epoch."""

T = TypeVar("T")

GROUPED = "/grouped_query_attention"
"""A younger layer, in which they begin with an underscore to this day."""


def todays_places(found: Mapping[str, T]) -> dict[str, T]:
    """The data sets of a file by the paths that they have in Keras 3; windows' `\\` counts as `/`."""
    plain = {path.replace("\\", "/"): item for path, item in found.items()}
    if len(plain) < len(found):  # both spellings of one place: let the reader say what is too much
        return dict(found)
    kept = {path: item for path, item in plain.items() if not path.startswith(BESIDE)}
    if any(CONTAINER in path for path in kept):
        kept = _counted_anew(kept)
    return {path if GROUPED in path else INSIDE.sub(r"/\1_dense/", path): item for path, item in kept.items()}


def _counted_anew(found: Mapping[str, T]) -> dict[str, T]:
    """Layers of one class numbered one by one: 2.12 left numbers out."""
    names: dict[tuple[str, str], set[int]] = {}
    for path in found:
        for folder, kind, number in _layers_of(path):
            names.setdefault((folder, kind), set()).add(number)
    order = {key: sorted(numbers) for key, numbers in names.items()}
    return {_renumbered(path, order): item for path, item in found.items()}


def _layers_of(path: str) -> list[tuple[str, str, int]]:
    """(folder, class, number) of each layer in a path."""
    parts = path.split("/")
    found = []
    for at in range(1, len(parts)):
        if parts[at - 1] == CONTAINER:
            match = NUMBERED.fullmatch(parts[at])
            assert match is not None
            found.append(("/".join(parts[:at]), match[1], int(match[2] or 0)))
    return found


def _renumbered(path: str, order: Mapping[tuple[str, str], list[int]]) -> str:
    parts = path.split("/")
    for folder, kind, number in _layers_of(path):
        at = folder.count("/") + 1
        rank = order[folder, kind].index(number)
        parts[at] = f"{kind}_{rank}" if rank else kind
    return "/".join("layers" if part == CONTAINER else part for part in parts)
