"""Keras' files: `.keras` models and `.weights.h5` weights, read safely and written so that Keras loads them."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from graph.document.document import Document
from graph.keras.to_keras import to_keras
from graph.specs.message import say
from graph.storage.atomic import atomic_folder, atomic_write, file_trouble
from runtime.files.contents import KerasFileError
from runtime.files.keras_archive import CONFIG, METADATA, WEIGHTS
from runtime.files.legacy_files import write_legacy
from runtime.files.opened_models import open_model
from runtime.files.safetensors_files import safetensors_bytes
from runtime.files.weight_files import KERAS_VERSION, OptimizerState, WeightFileError, write_h5
from runtime.files.weight_reading import PathText, load_fitting_weights, load_optimizer, load_weights
from runtime.ops.op import Array


def load_keras(
    path: PathText, *, compiled: bool = True, prepared: Callable[[Any], Any] = lambda config: config
) -> tuple[Document, list[Array], Mapping[str, Any]]:
    """The document of a file that Keras wrote, its weights in Keras' order (none where it holds none), and the raw
    arguments of `compile`; raises MessageError. What one should know of it is warned of.

    Without `compiled` the optimizer, losses and metrics of the file are left aside. `prepared` gives the config to be
    read in place of the file's.
    """
    found = open_model(Path(path), compiled=compiled, prepared=prepared)
    for note in found.notes:
        warnings.warn(str(note), stacklevel=3)
    return found.document, found.weights or [], found.compiled or {}


def save_keras(
    path: PathText,
    document: Document,
    arrays: Sequence[Array],
    optimizer: OptimizerState | None = None,
    zipped: bool = True,
    config: Mapping[str, Any] | None = None,
) -> None:
    """Write a model with its weights, in Keras' order, as `keras.saving.load_model` reads it; raises MessageError.

    Not `zipped` it is a folder of the same members, put in place as a whole. `config` is Keras' config of the model
    where it says more than the document.
    """
    members = keras_members(document, arrays, optimizer, config)
    if not zipped:
        write_folder(path, members)
        return
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    write(path, buffer.getvalue())


def keras_members(
    document: Document,
    arrays: Sequence[Array],
    optimizer: OptimizerState | None = None,
    config: Mapping[str, Any] | None = None,
) -> dict[str, bytes]:
    """What a `.keras` file holds, by name."""
    saved = datetime.now().strftime("%Y-%m-%d@%H:%M:%S")
    return {
        METADATA: json.dumps({"keras_version": KERAS_VERSION, "date_saved": saved}).encode(),
        CONFIG: json.dumps(to_keras(document) if config is None else config).encode(),
        WEIGHTS: write_h5(document, arrays, optimizer),
    }


def save_legacy(path: PathText, document: Document, arrays: Sequence[Array]) -> None:
    """Write a model with its weights, in Keras' order, as HDF5 in the layout of Keras 2; raises MessageError."""
    write(path, write_legacy(document, arrays))


def save_weights(
    path: PathText, document: Document, arrays: Sequence[Array], optimizer: OptimizerState | None = None
) -> None:
    """Write weights, in Keras' order, as `model.load_weights` reads them; raises MessageError."""
    write(path, write_h5(document, arrays, optimizer))


def save_safetensors(path: PathText, document: Document, arrays: Sequence[Array]) -> None:
    """Write weights, in Keras' order, as `.safetensors` under their paths; raises MessageError."""
    write(path, safetensors_bytes(document, arrays))


def write(path: PathText, data: bytes) -> None:
    """Put a whole file in place; raises KerasFileError, and then the old one is as it was."""
    with _written(path):
        atomic_write(path, data)


def write_folder(path: PathText, members: Mapping[str, bytes]) -> None:
    """Put a whole folder of files in place; raises KerasFileError, and then what was there is as it was."""
    with _written(path):
        atomic_folder(path, members)


@contextmanager
def _written(path: PathText) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KerasFileError(file_trouble(error, path)) from None
    except ValueError as error:
        raise KerasFileError(
            say("{path!r:.200} can't be a file name: {reason}.", path=str(path), reason=str(error))
        ) from None


__all__ = [
    "KerasFileError",
    "WeightFileError",
    "load_fitting_weights",
    "load_keras",
    "load_optimizer",
    "load_weights",
    "save_keras",
    "save_legacy",
    "save_safetensors",
    "save_weights",
    "write",
]
