"""What a word on the command line means, and starting the editor on it."""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from graph.specs.message import MessageError, say
from runtime.files import templates
from runtime.files.documents import SUFFIXES, exists
from runtime.imports.apart import open_apart


class UsageError(MessageError):
    """A command names something that isn't there."""


def names_something(text: str) -> bool:
    """Whether a word on the command line can be meant as a file or template rather than as a command."""
    path = Path(text)
    return exists(path) or text in templates.names() or path.suffix.lower() in SUFFIXES or len(path.parts) > 1


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
    if options.file is not None and not exists(Path(options.file)) and options.file in templates.names():
        arguments = ["--template", options.file]
    elif options.file is not None:
        open_apart(options.file, rest=True)  # a file that can't be read is better told here than in a window
        arguments = [options.file]
    home = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(path for path in (home, os.environ.get("PYTHONPATH")) if path)
    # -P: a folder called gui where the user happens to stand must not be taken for ours.
    command = [sys.executable, "-P", "-m", "gui", *arguments]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, check=False).returncode
