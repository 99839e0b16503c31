"""What the process that reads a file hands back: a document's text and plain arrays, in a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from graph.specs.message import Message, MessageError
from graph.specs.message_json import message_json, message_of
from graph.storage.storage import dumps, loads
from runtime.files.documents import Opened, is_run
from runtime.files.keras_archive import UnreadableFile
from runtime.files.opened_models import OpenedModel
from runtime.ops.op import Array

RESULT, ARRAYS = "result.json", "arrays.npy"
REFUSED, LAYERS, DOCUMENT, MODEL = "refused", "layers", "document", "model"


@dataclass(frozen=True)
class _Counts:
    """How many of the arrays are weights, None where the file holds none, and how many the optimizer's."""

    weights: int | None
    optimizer: int


def write_opened(folder: Path, opened: Opened) -> None:
    """Hand back what was opened, with its weights."""
    model, weights, lost = opened.model, None, None
    try:
        weights = opened.trained()
    except MessageError as error:  # the folder of a run still has its document
        lost = message_json(error.message)
    optimizer = model.optimizer if model is not None else ()
    _write_arrays(folder / ARRAYS, [*(weights or ()), *optimizer])
    content = {
        DOCUMENT: dumps(opened.document),
        "name": opened.name,
        "lost": lost,
        "gap": None if opened.gap is None else message_json(opened.gap),
        "notes": [message_json(note) for note in opened.notes],
        "counts": asdict(_Counts(None if weights is None else len(weights), len(optimizer))),
        MODEL: None if model is None else _model_json(model),
    }
    (folder / RESULT).write_text(json.dumps(content), encoding="utf-8")


def write_refused(folder: Path, error: MessageError) -> None:
    """Hand back why a file can't be opened."""
    layers = _layers_json(error.layers) if isinstance(error, UnreadableFile) else None
    content = {REFUSED: message_json(error.message), LAYERS: layers}
    (folder / RESULT).write_text(json.dumps(content), encoding="utf-8")


def read_result(folder: Path, path: Path) -> Opened:
    """What was handed back; raises what the file was refused for, and ValueError or OSError where that is not whole."""
    content = json.loads((folder / RESULT).read_text(encoding="utf-8"))
    if REFUSED in content:
        raise _refusal(content, path)
    counts = _Counts(**content["counts"])
    arrays = _read_arrays(folder / ARRAYS, (counts.weights or 0) + counts.optimizer)
    document = loads(content[DOCUMENT])
    weights = None if counts.weights is None else arrays[: counts.weights]
    notes = tuple(message_of(note) for note in content["notes"])
    model, found = None, content[MODEL]
    if found is not None:
        model = OpenedModel(
            document,
            weights,
            found["compiled"],
            tuple(found["optimizer_names"]),
            tuple(arrays[len(arrays) - counts.optimizer :]),
            tuple((name, message_of(reason)) for name, reason in found[LAYERS]),
            tuple(message_of(note) for note in found["notes"]),
        )
    folder_of, lost = path if is_run(path) else path.parent, content["lost"]
    gap = None if content["gap"] is None else message_of(content["gap"])
    opened = Opened(document, folder_of, content["name"], weights, foreign=True, notes=notes, model=model, gap=gap)
    return opened if lost is None else replace(opened, lost=message_of(lost))


def _refusal(content: Any, path: Path) -> MessageError:
    message = message_of(content[REFUSED])
    if content[LAYERS] is None:
        return MessageError(message)
    return UnreadableFile(path, [(name, message_of(reason)) for name, reason in content[LAYERS]])


def _model_json(model: OpenedModel) -> dict[str, Any]:
    return {
        "compiled": model.compiled,
        "optimizer_names": list(model.optimizer_names),
        LAYERS: _layers_json(model.unreadable),
        "notes": [message_json(note) for note in model.notes],
    }


def _layers_json(layers: Sequence[tuple[str, Message]]) -> list[Any]:
    return [[name, message_json(reason)] for name, reason in layers]


def _write_arrays(path: Path, arrays: Sequence[Array]) -> None:
    with path.open("wb") as file:
        for array in arrays:
            np.save(file, array, allow_pickle=False)


def _read_arrays(path: Path, count: int) -> list[Array]:
    with path.open("rb") as file:
        return [np.load(file, allow_pickle=False) for _ in range(count)]
