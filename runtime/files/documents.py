"""Everything that a document can be opened from: a project, a Keras model, a script, a run's folder, a template."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from graph.document.document import Document
from graph.document.names import identifier
from graph.specs.message import Message, MessageError, say
from graph.specs.working_type import SINGLE
from graph.storage.atomic import file_trouble, need_regular
from graph.storage.storage import SUFFIX, Loaded, load_checked
from runtime.files import templates
from runtime.files.contents import is_keras, need_text
from runtime.files.keras_archive import CONFIG, is_keras_folder
from runtime.files.run_names import DOCUMENT, WEIGHTS
from runtime.ops.op import Array

if TYPE_CHECKING:
    from runtime.files.opened_models import OpenedModel

KERAS = ".keras"
MODELS = (KERAS, ".h5", ".hdf5", ".json")
"""How the names of files with a model of Keras end; what they hold decides."""
SCRIPTS = (".py", ".ipynb")
ONNX = ".onnx"
SUFFIXES = (SUFFIX, *MODELS, *SCRIPTS, ONNX)
"""How the names of files that can be opened end."""


class NothingThere(MessageError):
    """What was named is neither a file nor a template."""


@dataclass(frozen=True)
class Opened:
    """A document, the folder its relative paths start from, and a name for its results.

    `weights` are those that a file of Keras holds, `weight_file` is where the folder of a run keeps them. `foreign` are
    documents made elsewhere, which are never saved over where they came from; `notes` is what one should know of them.
    """

    document: Document
    folder: Path
    name: str
    weights: list[Array] | None = None
    weight_file: Path | None = None
    foreign: bool = False
    notes: tuple[Message, ...] = ()
    model: OpenedModel | None = None
    """All that a file of Keras says."""
    altered: Message | None = None
    """That the file is not as a program wrote it: changed by hand, or damaged."""
    lost: Message | None = None
    """Why the weights that should be there can't be read."""
    gap: Message | None = None
    """What keeps the network of a script from being whole."""

    def trained(self) -> list[Array] | None:
        """The weights that it came with, in Keras' order, None where there are none; raises MessageError."""
        if self.lost is not None:
            raise MessageError(self.lost)
        if self.weight_file is None:
            return self.weights
        from runtime.files.keras_files import load_weights

        return load_weights(self.weight_file, self.document)


def open_document(text: str, rest: bool = False) -> Opened:
    """What FILE means: a file or run folder of that name, else the template of that name; raises MessageError."""
    path = Path(text)
    if exists(path) or os.path.exists(path):  # a pipe or a device is there, too, and is refused as such
        return open_path(path, rest)
    if text in templates.names():
        return Opened(templates.load(text), Path("."), identifier(text))
    if path.suffix or len(path.parts) != 1:
        raise NothingThere(say("There is no file {path!r:.300}.", path=text))
    raise NothingThere(
        say(
            "There is neither a file nor a template {name!r:.100}. The templates are {names}.",
            name=text,
            names=", ".join(templates.names()),
        )
    )


def open_path(path: Path, rest: bool = False) -> Opened:
    """The document of a project, a Keras model or the folder of a run; raises MessageError.

    Layers of a Keras model that can't be read raise UnreadableFile, or become boxes where the `rest` is asked for.
    """
    name = re.sub(r"[^\w.-]+", "_", path.stem)[:60] or "model"
    try:
        need_regular(path)
    except OSError as error:
        raise NothingThere(file_trouble(error, path)) from None
    if is_run(path):
        file = path / WEIGHTS
        loaded = load_checked(path / DOCUMENT)
        kept = file if file.is_file() else None
        return Opened(loaded.document, path, name, weight_file=kept, foreign=True, notes=notes_of(loaded))
    if path.suffix.lower() in SCRIPTS and not path.is_dir():
        # What reads scripts stands far above files, on the whole Python interface.
        reading = import_module("runtime.script.opening").open_script(path)
        return Opened(reading.document, path.parent, name, foreign=True, notes=reading.notes, gap=reading.gap)
    if path.suffix.lower() == ONNX:
        from runtime.files.onnx_reading import load_onnx

        document, weights = load_onnx(path)
        return Opened(document, path.parent, name, weights, foreign=True)
    if path.is_dir() and not is_keras_folder(path):
        raise NothingThere(
            say(
                "{path} is a folder, but of no run and no model: {run} or {config} is missing in it.",
                path=str(path),
                run=DOCUMENT,
                config=CONFIG,
            )
        )
    if not is_keras(path):
        if path.suffix.lower() != SUFFIX:
            need_text(path)
        loaded = load_checked(path)
        return Opened(loaded.document, path.parent, name, notes=notes_of(loaded), altered=loaded.altered)
    from runtime.files.opened_models import open_model

    found = open_model(path, rest=rest)
    notes = found.notes
    if found.computed_in != SINGLE:
        wide = say(
            "{path} computes in float64. Here it computes in float32, but for Python's load_model.", path=path.name
        )
        notes = (wide, *notes)
    if found.unreadable:
        names = ", ".join(layer for layer, _ in found.unreadable[:12])
        boxes = say(
            "{path}: these layers can't be read and stand as boxes that keep what the file says of them: {names}. The "
            "weights stay in the file.",
            path=path.name,
            names=names,
        )
        notes = (boxes, *notes)
    return Opened(found.document, path.parent, name, found.weights, foreign=True, notes=notes, model=found)


def notes_of(loaded: Loaded) -> tuple[Message, ...]:
    return () if loaded.altered is None else (loaded.altered,)


def can_open(path: Path) -> bool:
    """Whether a file or folder looks like one that can be opened, by its name."""
    return path.suffix.lower() in SUFFIXES or is_run(path) or is_keras_folder(path)


def is_run(path: Path) -> bool:
    return exists(path / DOCUMENT)


def exists(path: Path) -> bool:
    try:
        return path.is_file() or path.is_dir()
    except (OSError, ValueError):
        return False
