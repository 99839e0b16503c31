"""Keras' files: `.keras` models and `.weights.h5` weights, read safely and written so that Keras loads them."""

from __future__ import annotations

import io
import json
import os
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from graph.document.document import Document
from graph.keras.compile import with_compile_config
from graph.keras.from_keras import from_keras
from graph.keras.to_keras import to_keras
from graph.specs.message import MessageError, say
from graph.storage.atomic import atomic_folder, atomic_write, file_trouble
from graph.storage.json_text import JsonError, parse
from runtime.data.memory import need_memory
from runtime.files.keras_archive import (
    CONFIG,
    CONFIG_LIMIT,
    METADATA,
    WEIGHTS,
    KerasArchive,
    KerasFileError,
    is_keras_folder,
)
from runtime.files.legacy_files import write_legacy
from runtime.files.safetensors_files import SAFETENSORS, read_safetensors, safetensors_bytes
from runtime.files.vocabularies import with_vocabularies
from runtime.files.weight_files import (
    KERAS_VERSION,
    OptimizerState,
    WeightFileError,
    read_fitting,
    read_h5,
    read_optimizer,
    weight_bytes,
    write_h5,
)
from runtime.ops.op import Array

LEAST_BUDGET = 64 << 20
BUDGET_FACTOR = 8
"""A weight file may hold the weights, up to five times as much of an optimizer's state, and the library's own
bookkeeping."""

PathText = str | os.PathLike[str]


def load_keras(
    path: PathText, *, compiled: bool = True, prepared: Callable[[Any], Any] = lambda config: config
) -> tuple[Document, list[Array], Mapping[str, Any]]:
    """The document of a `.keras` file, its weights in Keras' order, and the raw `compile_config`; raises MessageError.

    Without `compiled` the optimizer, losses and metrics of the file are left aside. So they are, with a warning, where
    one of them can't be read. `prepared` gives the config to be read in place of the file's.
    """
    with KerasArchive(Path(path)) as archive:
        config = prepared(_config(archive))
        given = config.get("compile_config") if compiled else None
        try:
            document, left_out = from_keras(with_vocabularies(config, archive), compiled=False), None
            if isinstance(given, Mapping) and given:
                document, left_out = _compiled(document, given)
            budget = weight_budget(document)
        except MessageError as error:
            raise _within(archive, error) from None
        if not archive.has(WEIGHTS) and archive.has("model.weights.npz"):
            raise archive.broken(say("its weights are in the format .npz, which can run code; save them as .h5"))
        data = archive.read(WEIGHTS, budget)
        arrays = read_h5(data, document, archive.path.name)
    if left_out is not None:
        warnings.warn(
            f"{Path(path).name} was compiled with something that can't be read: {left_out} The network is opened "
            "without optimizer, losses and metrics: compile it.",
            stacklevel=3,
        )
    return document, arrays, given if isinstance(given, Mapping) and left_out is None else {}


def _compiled(document: Document, given: Mapping[str, Any]) -> tuple[Document, str | None]:
    """The document with what the model was compiled with, or without it and why."""
    try:
        return with_compile_config(document, given), None
    except MessageError as error:
        return document, str(error)


def _config(archive: KerasArchive) -> Mapping[str, Any]:
    try:
        config = parse(archive.read(CONFIG, CONFIG_LIMIT).decode("utf-8"), infinite_as_text=True)
    except (JsonError, UnicodeDecodeError) as error:
        reason = (str(error).splitlines() or [""])[0].rstrip(".")
        raise archive.broken(say("its config.json can't be read: {reason:.100}", reason=reason)) from None
    if not isinstance(config, Mapping):
        raise archive.broken(say("its config.json describes no model"))
    return config


def _within(archive: KerasArchive, error: MessageError) -> KerasFileError:
    return KerasFileError(say("{path} can't be opened: {reason}", path=archive.path.name, reason=error.message))


def weight_budget(document: Document) -> int:
    """Bytes that a weight file of this model may take; raises DataError where the weights alone are too many."""
    size = weight_bytes(document)
    need_memory(f"The model {document.main.name}", size)
    return max(LEAST_BUDGET, BUDGET_FACTOR * size)


def save_keras(
    path: PathText,
    document: Document,
    arrays: Sequence[Array],
    optimizer: OptimizerState | None = None,
    zipped: bool = True,
) -> None:
    """Write a model with its weights, in Keras' order, as `keras.saving.load_model` reads it; raises MessageError.

    Not `zipped` it is a folder of the same members, put in place as a whole.
    """
    members = keras_members(document, arrays, optimizer)
    if not zipped:
        write_folder(path, members)
        return
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    write(path, buffer.getvalue())


def keras_members(
    document: Document, arrays: Sequence[Array], optimizer: OptimizerState | None = None
) -> dict[str, bytes]:
    """What a `.keras` file holds, by name."""
    saved = datetime.now().strftime("%Y-%m-%d@%H:%M:%S")
    return {
        METADATA: json.dumps({"keras_version": KERAS_VERSION, "date_saved": saved}).encode(),
        CONFIG: json.dumps(to_keras(document)).encode(),
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


def load_optimizer(path: PathText, document: Document) -> list[Array]:
    """What a file says of the state of an optimizer, in Keras' order; nothing where it has none."""
    return read_optimizer(_weight_data(path, document), Path(path).name)


def load_weights(path: PathText, document: Document) -> list[Array]:
    """The weights of a `.weights.h5`, `.keras` or `.safetensors` file in Keras' order; raises MessageError unless they
    fit the model."""
    if Path(path).suffix == SAFETENSORS:
        return [array for array in read_safetensors(Path(path), document) if array is not None]
    return read_h5(_weight_data(path, document), document, Path(path).name)


def load_fitting_weights(path: PathText, document: Document) -> list[Array | None]:
    """The same for those layers whose weights fit, None for the others."""
    if Path(path).suffix == SAFETENSORS:
        return read_safetensors(Path(path), document, partly=True)
    return read_fitting(_weight_data(path, document), document, Path(path).name)


def _weight_data(path: PathText, document: Document) -> bytes:
    target = Path(path)
    budget = weight_budget(document)
    if target.suffix == ".keras" or is_keras_folder(target):
        with KerasArchive(target) as archive:
            return archive.read(WEIGHTS, budget)
    try:
        with target.open("rb") as file:
            data = file.read(budget + 1)
    except OSError as error:
        raise KerasFileError(file_trouble(error, target)) from None
    except ValueError:
        raise KerasFileError(say("{path!r:.200} can't be a file name.", path=str(target))) from None
    if len(data) > budget:
        raise WeightFileError(
            say(
                "{path} is larger than any file of weights of this model: over {limit} bytes.",
                path=target.name,
                limit=budget,
            )
        )
    return data


def write(path: PathText, data: bytes) -> None:
    """Put a whole file in place; raises KerasFileError, and then the old one is as it was."""
    try:
        atomic_write(path, data)
    except OSError as error:
        raise KerasFileError(file_trouble(error, path)) from None
    except ValueError as error:
        raise KerasFileError(
            say("{path!r:.200} can't be a file name: {reason}.", path=str(path), reason=str(error))
        ) from None


def write_folder(path: PathText, members: Mapping[str, bytes]) -> None:
    """Put a whole folder of files in place; raises KerasFileError, and then what was there is as it was."""
    try:
        atomic_folder(path, members)
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
