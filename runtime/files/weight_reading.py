"""Weights for a model that is there already, from any file that holds some: told by what it holds, not by its name."""

from __future__ import annotations

import os
from pathlib import Path

from graph.document.document import Document
from graph.specs.message import say
from runtime.data.memory import need_memory
from runtime.files.contents import ZIP, beginning, contents_of
from runtime.files.h5_objects import H5Error
from runtime.files.keras_archive import WEIGHTS, KerasArchive, is_keras_folder
from runtime.files.safetensors_files import SAFETENSORS, read_safetensors
from runtime.files.weight_files import read_fitting, read_h5, read_optimizer, weight_bytes
from runtime.ops.op import Array

LEAST_BUDGET = 64 << 20
BUDGET_FACTOR = 8
"""A weight file may hold the weights, up to five times as much of an optimizer's state, and the library's own
bookkeeping."""

PathText = str | os.PathLike[str]


def load_weights(path: PathText, document: Document) -> list[Array]:
    """The weights of a `.weights.h5`, `.keras`, `.h5` or `.safetensors` file in Keras' order; raises MessageError where
    they don't fit the model."""
    if Path(path).suffix == SAFETENSORS:
        return [array for array in read_safetensors(Path(path), document) if array is not None]
    return read_h5(_weight_data(path, document), document, Path(path).name)


def load_fitting_weights(
    path: PathText, document: Document, by_name: bool = False, skip_mismatch: bool = True
) -> list[Array | None]:
    """The same for those layers whose weights fit, None for the others; `by_name` finds them by the layers' names, and
    without `skip_mismatch` those that are found must fit."""
    if Path(path).suffix == SAFETENSORS:
        return read_safetensors(Path(path), document, by_name=by_name, fitting=skip_mismatch)
    return read_fitting(_weight_data(path, document), document, Path(path).name, by_name, skip_mismatch)


def load_optimizer(path: PathText, document: Document) -> tuple[tuple[str, ...], tuple[Array, ...]]:
    """What a file says of the state of an optimizer: names and arrays in its order; nothing where it has none."""
    return read_optimizer(_weight_data(path, document), Path(path).name)


def weight_budget(document: Document) -> int:
    """Bytes that a weight file of this model may take; raises DataError where the weights alone are too many."""
    size = weight_bytes(document)
    need_memory(f"The model {document.main.name}", size)
    return max(LEAST_BUDGET, BUDGET_FACTOR * size)


def _weight_data(path: PathText, document: Document) -> bytes:
    target = Path(path)
    budget = weight_budget(document)
    if is_keras_folder(target) or contents_of(target) == ZIP:
        with KerasArchive(target) as archive:
            return archive.read(WEIGHTS, budget)
    data = beginning(target, budget + 1)
    if len(data) > budget:
        raise H5Error(
            say(
                "{path} is larger than any file of weights of this model: over {limit} bytes.",
                path=target.name,
                limit=budget,
            )
        )
    return data
