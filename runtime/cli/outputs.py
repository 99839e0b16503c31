"""Files that commands write: what this program wrote there, and nobody changed since, is replaced without asking.

Anything else is left as it is, unless the command says `--force`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
from pathlib import Path

from graph.specs.message import say
from runtime.cli.opening import UsageError
from runtime.jit.user_cache import cache_root, make_private

MOST = 4000
"""Files that are remembered; of more, the older half is forgotten."""


def add_force(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--force", action="store_true", help="replace what is there, whoever wrote it or changed it since"
    )


def need_free(path: Path, force: bool) -> None:
    """Raise UsageError where something lies that must not be replaced."""
    if not force and not is_own(path):
        raise UsageError(
            say(
                "{path} exists already, and is not as this command left it: it stays as it is. Give another name, or "
                "--force to replace it.",
                path=str(path),
            )
        )


def need_folder(path: Path) -> None:
    """Raise UsageError where there is no folder for a file."""
    if not path.absolute().parent.is_dir():
        raise UsageError(say("There is no folder {folder}. Make it first.", folder=str(path.parent)))


def is_own(path: Path) -> bool:
    """Whether nothing is there, or what was remembered; a folder is where all is that lies in it."""
    try:
        if path.is_dir():
            return all(is_own(Path(entry)) for entry in os.scandir(path))
        return not path.exists() or (path.is_file() and _record(path).read_text("ascii") == _digest(path))
    except (OSError, ValueError):
        return False


def remember(*paths: Path) -> None:
    """Note that these files were written here, as they are now."""
    try:
        folder = cache_root() / "written"
        make_private(folder)
        for path in paths:
            _record(path).write_text(_digest(path), "ascii")
        records = list(os.scandir(folder))
        if len(records) > MOST:
            records.sort(key=lambda entry: entry.stat().st_mtime)
            for entry in records[: MOST // 2]:
                os.unlink(entry)
    except OSError:
        pass  # who can't note it is asked for --force the next time


def _record(path: Path) -> Path:
    return (
        cache_root() / "written" / hashlib.sha256(os.path.realpath(path).encode("utf-8", "surrogateescape")).hexdigest()
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()
