"""Opening what a command names: a project, a Keras model, a template; and starting the editor on it."""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from graph.document.document import Document
from graph.document.names import identifier
from graph.specs.message import MessageError, say
from graph.storage.storage import SUFFIX, load
from runtime.files import templates
from runtime.ops.op import Array
from runtime.training.run_folder import DOCUMENT, WEIGHTS


class UsageError(MessageError):
    """A command names something that isn't there."""


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


def open_file(text: str) -> Opened:
    """What FILE means: a file or run folder of that name, else the template of that name; raises MessageError."""
    path = Path(text)
    if _exists(path):
        name = re.sub(r"[^\w.-]+", "_", path.stem)[:60] or "model"
        if (path / DOCUMENT).is_file():
            file = path / WEIGHTS
            return Opened(load(path / DOCUMENT), path, name, weight_file=file if file.is_file() else None)
        if path.suffix.lower() == ".keras":
            from runtime.files.keras_files import load_keras

            document, weights, _ = load_keras(path)
            return Opened(document, path.parent, name, weights)
        return Opened(load(path), path.parent, name)
    if text in templates.names():
        return Opened(templates.load(text), Path("."), identifier(text))
    if path.suffix or len(path.parts) != 1:
        raise UsageError(say("There is no file {path!r:.300}.", path=text))
    raise UsageError(
        say(
            "There is neither a file nor a template {name!r:.100}. The templates are {names}.",
            name=text,
            names=", ".join(templates.names()),
        )
    )


def _exists(path: Path) -> bool:
    try:
        return path.is_file() or path.is_dir()
    except (OSError, ValueError):
        return False


def names_something(text: str) -> bool:
    """Whether a word on the command line can be meant as a file or template rather than as a command."""
    path = Path(text)
    return _exists(path) or text in templates.names() or path.suffix in (SUFFIX, ".keras") or len(path.parts) > 1


def version() -> str:
    try:
        return importlib.metadata.version("layerloom")
    except importlib.metadata.PackageNotFoundError:
        return "from a source folder"


def run_editor(options: argparse.Namespace) -> int:
    """Start the editor in a process of its own: this package knows nothing of windows."""
    if importlib.util.find_spec("gui.__main__") is None:
        raise UsageError(say("The editor is not installed here; the commands are: layerloom --help."))
    arguments: list[str] = []
    if options.file is not None and not _exists(Path(options.file)) and options.file in templates.names():
        arguments = ["--template", options.file]
    elif options.file is not None:
        open_file(options.file)  # a file that can't be read is better told here than in a window
        arguments = [options.file]
    home = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(path for path in (home, os.environ.get("PYTHONPATH")) if path)
    # -P: a folder called gui where the user happens to stand must not be taken for ours.
    command = [sys.executable, "-P", "-m", "gui", *arguments]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, check=False).returncode
