"""Weights as `.safetensors`: each array under its path, `dense/kernel`, by the library of that format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from graph.document.document import Document
from graph.inference.program import OwnedWeight, flatten
from graph.specs.message import Message, say
from graph.storage.atomic import file_trouble
from graph.storage.json_text import JsonError, parse
from runtime.files.weight_files import WeightFileError
from runtime.ops.op import Array

SAFETENSORS = ".safetensors"
MADE_BY = {"format": "keras"}
"""What such a file says of itself: the arrays lie as Keras' layers hold them, a kernel as (inputs, units)."""
ORDER = "order"
"""Its names as JSON in Keras' order, for a model whose layers go by other names."""
ORDER_LIMIT = 16 << 20
TYPES = frozenset({"F16", "F32", "F64", "I8", "I16", "I32", "I64", "U8"})


def safetensors_bytes(document: Document, arrays: Sequence[Array]) -> bytes:
    """The bytes of a file, arrays in the order of `model.get_weights()`."""
    from safetensors.numpy import save

    paths = [w.path for w in flatten(document).weights]
    named = {path: np.ascontiguousarray(array) for path, array in zip(paths, arrays, strict=True)}
    if len(named) < len(paths):
        twice = next(path for path in paths if paths.count(path) > 1)
        raise WeightFileError(
            say("Two weights are called {name:.100}. Give their layers names of their own.", name=twice)
        )
    return bytes(save(named, {**MADE_BY, ORDER: json.dumps(paths)}))


def read_safetensors(
    path: Path, document: Document, *, by_name: bool = False, fitting: bool = False
) -> list[Array | None]:
    """The arrays in the order of `model.get_weights()`; raises WeightFileError.

    `by_name` takes those of the same path and gives None for the others; `fitting` gives None for what has another
    shape or is not there.
    """
    from safetensors import SafetensorError, safe_open

    owned = flatten(document).weights
    try:
        with safe_open(path, framework="numpy") as file:
            at, partly = _names(file, owned, by_name), by_name or fitting
            if not partly and len(at) < len(owned):
                raise _other(path, say("it lacks {path:.100}", path=next(w.path for w in owned if w.path not in at)))
            if not partly and (extra := set(file.keys()) - set(at.values())):
                raise _other(path, say("the model has no {path:.100}", path=min(extra)))
            found = [_read(file, at.get(w.path), w) for w in owned]
            for w, array in zip(owned, found):
                if array is None and not fitting and w.path in at:
                    raise _other(path, _difference(file, at[w.path], w))
            return found
    except OSError as error:
        raise WeightFileError(file_trouble(error, path)) from None
    except SafetensorError as error:
        reason = (str(error).splitlines() or [""])[0].rstrip(".")
        raise WeightFileError(
            say("{where} is damaged or no .safetensors file: {reason:.120}.", where=path.name, reason=reason)
        ) from None


def _names(file: Any, owned: Sequence[OwnedWeight], by_name: bool) -> dict[str, str]:
    """The name in the file of each weight's path: the same, else, where none of them agrees, by the order."""
    names = set(file.keys())
    same = {w.path: w.path for w in owned if w.path in names}
    order = (file.metadata() or {}).get(ORDER, "")
    if by_name or len(same) == len(owned) or len(order) > ORDER_LIMIT:
        return same
    try:
        listed = parse(order) if order else []
    except JsonError:
        return same
    if not isinstance(listed, list) or len(listed) != len(owned) or set(map(str, listed)) != names:
        return same
    shapes = [tuple(file.get_slice(name).get_shape()) for name in listed]
    return {w.path: n for w, n in zip(owned, listed)} if shapes == [w.weight.shape for w in owned] else same


def _read(file: Any, name: str | None, weight: OwnedWeight) -> Array | None:
    if name is None:
        return None
    part = file.get_slice(name)
    fits = tuple(part.get_shape()) == weight.weight.shape and part.get_dtype() in TYPES
    return np.asarray(file.get_tensor(name)) if fits else None


def _difference(file: Any, name: str, weight: OwnedWeight) -> Message:
    part = file.get_slice(name)
    return say(
        "its {path:.100} is {got:.60} of {type}, but the model's has {want}",
        path=name,
        got=str(tuple(part.get_shape())),
        type=part.get_dtype(),
        want=str(weight.weight.shape),
    )


def _other(path: Path, reason: Message) -> WeightFileError:
    return WeightFileError(say("{where} is not of this model: {reason}.", where=path.name, reason=reason))
