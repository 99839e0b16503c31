"""Everything that a document can be opened from: a project, a Keras model, the folder of a run, a template."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from graph.document.document import Document
from graph.document.names import identifier
from graph.specs.message import MessageError, say
from graph.storage.storage import SUFFIX, load
from runtime.files import templates
from runtime.files.run_names import DOCUMENT, WEIGHTS
from runtime.ops.op import Array

KERAS = ".keras"
SUFFIXES = (SUFFIX, KERAS)
"""How the names of files that can be opened end."""


class NothingThere(MessageError):
    """What was named is neither a file nor a template."""


@dataclass(frozen=True)
class Opened:
    """A document, the folder its relative paths start from, and a name for its results.

    `weights` are those that a `.keras` file holds, `weight_file` is where the folder of a run keeps them.
    """

    document: Document
    folder: Path
    name: str
    weights: list[Array] | None = None
    weight_file: Path | None = None

    def trained(self) -> list[Array] | None:
        """The weights that it came with, in Keras' order, None where there are none; raises MessageError."""
        if self.weight_file is None:
            return self.weights
        from runtime.files.keras_files import load_weights

        return load_weights(self.weight_file, self.document)


def open_document(text: str) -> Opened:
    """What FILE means: a file or run folder of that name, else the template of that name; raises MessageError."""
    path = Path(text)
    if exists(path):
        return open_path(path)
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


def open_path(path: Path) -> Opened:
    """The document of a project, a Keras model or the folder of a run; raises MessageError."""
    name = re.sub(r"[^\w.-]+", "_", path.stem)[:60] or "model"
    if is_run(path):
        file = path / WEIGHTS
        return Opened(load(path / DOCUMENT), path, name, weight_file=file if file.is_file() else None)
    if path.suffix.lower() == KERAS:
        from runtime.files.keras_files import load_keras

        document, weights, _ = load_keras(path)
        return Opened(document, path.parent, name, weights)
    return Opened(load(path), path.parent, name)


def can_open(path: Path) -> bool:
    """Whether a file or folder looks like one that can be opened, by its name."""
    return path.suffix.lower() in SUFFIXES or is_run(path)


def is_run(path: Path) -> bool:
    return exists(path / DOCUMENT)


def exists(path: Path) -> bool:
    try:
        return path.is_file() or path.is_dir()
    except (OSError, ValueError):
        return False
