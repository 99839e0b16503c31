"""The journal of a document: a file of lines, one for each edit, from which it can be had again if its process dies.

The first line holds the whole document, each other one what an edit changed. A line begins with its checksum, so that
one that was cut off, and all behind it, is known for that. The file is named after the process that writes it: once
that has ended, what lies there was left behind.
"""

from __future__ import annotations

import json
import os
import secrets
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.document.document import Document
from graph.specs.message import say
from graph.storage.atomic import atomic_write, remove_stale
from graph.storage.changes import JsonMemory, applied, changes
from graph.storage.model_json import StorageError
from graph.storage.processes import has_ended, own_name
from graph.storage.storage import from_json, to_json

SUFFIX = ".journal"
VERSION = 1


@dataclass(frozen=True)
class About:
    """Whose journal it is: the document's file, None for one that was never saved, what the window calls it, and the
    folder at which its relative paths start."""

    path: Path | None = None
    name: str = ""
    folder: Path | None = None


class Journal:
    """A journal that this process writes; all of it may raise OSError, and then the last state stays as it was."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / f"{own_name()}-{secrets.token_hex(4)}{SUFFIX}"
        self._memory = JsonMemory()
        self._handle: int | None = None
        self._content: Any = None

    @property
    def is_open(self) -> bool:
        return self._handle is not None

    def begin(self, document: Document, about: About, saved: bool, name: str = "") -> None:
        """Write the whole document in place of what the file held; `saved` where it is in its own file as well.
        `name` is that of the last edit."""
        content = self._json(document)
        line = {
            "journal": VERSION,
            "path": None if about.path is None else str(about.path),
            "name": about.name,
            "folder": None if about.folder is None else str(about.folder),
            "time": time.time(),
            "saved": saved,
            "edit": name,
            "document": content,
        }
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic_write(self.file, _line(line))
        self.abandon()
        self._handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        self._content = content

    def add(self, document: Document, name: str, saved: bool) -> None:
        """Write what an edit called `name` changed since the last line."""
        assert self._handle is not None
        content = self._json(document)
        made = list(changes(self._content, content))
        data = _line({"edit": name, "time": time.time(), "saved": saved, "changes": made})
        if os.write(self._handle, data) != len(data):
            self.abandon()  # the line is cut off; what follows it would not be read
            raise OSError("the journal could not be written whole")
        self._content = content

    def flush(self) -> None:
        """Bring what was written to the disk."""
        if self._handle is not None:
            os.fsync(self._handle)

    def end(self) -> None:
        """The document was saved, or is not wanted any more: there is nothing to recover."""
        self.abandon()
        self._content = None
        self.file.unlink(missing_ok=True)

    def abandon(self) -> None:
        """Write no more; what the file holds stays, until it is begun again."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def _json(self, document: Document) -> Any:
        content = to_json(document, self._memory.kept)
        self._memory.turn()
        return content


def _line(value: Any) -> bytes:
    text = json.dumps(value, separators=(",", ":")).encode("ascii")
    return b"%08x " % zlib.crc32(text) + text + b"\n"


@dataclass(frozen=True)
class Leftover:
    """A document whose process ended while it had changes that were not saved."""

    file: Path
    about: About
    time: float
    """Of the last edit, in seconds since 1970."""
    edits: Sequence[str]
    """What was done since it was saved last, or the journal began."""
    document: Document


def leftovers(folder: Path) -> list[Leftover]:
    """What processes that have ended left in a folder, the newest first; journals of what was saved are removed."""
    remove_stale(folder)
    found = []
    for file in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []:
        if not has_ended(file.name):
            continue
        try:
            left = read(file)
        except (OSError, StorageError):
            continue  # kept: somebody may be able to read more of it
        if left is not None:
            found.append(left)
        else:
            discard(file)
    return sorted(found, key=lambda left: left.time, reverse=True)


def claim(left: Leftover) -> Path | None:
    """Take a leftover for this process, so that no other one offers it; None where another one was quicker.

    The file stays until `discard`: should this process die too, it is found again.
    """
    own = left.file.with_name(f"{own_name()}-{secrets.token_hex(4)}{SUFFIX}")
    try:
        left.file.rename(own)
    except OSError:
        return None
    return own


def discard(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        pass  # a folder that can't be written any more


def read(file: Path) -> Leftover | None:
    """The last state of a journal; None where it was saved. Raises OSError, and StorageError where it can't be read."""
    lines = _lines(file.read_bytes())
    first = next(lines, None)
    if not isinstance(first, dict) or first.get("journal") != VERSION:
        raise StorageError(say("{path} is no journal that can be read.", path=file.name))
    content, last, edits = first["document"], first, [] if first["saved"] else [str(first.get("edit", ""))]
    for line in lines:
        try:
            content = applied(content, line["changes"])
        except (LookupError, TypeError, ValueError):
            break
        last = line
        edits = [] if line["saved"] else [*edits, str(line["edit"])]
    if last["saved"]:
        return None
    path, base = first.get("path"), first.get("folder")
    about = About(Path(path) if path else None, str(first.get("name", "")), Path(base) if base else None)
    return Leftover(file, about, float(last["time"]), tuple(edits), from_json(content))


def _lines(data: bytes) -> Iterator[Any]:
    """The lines whose checksums fit, up to the first that is damaged or cut off."""
    for line in data.split(b"\n")[:-1]:
        checksum, _, text = line.partition(b" ")
        if checksum != b"%08x" % zlib.crc32(text):
            return
        yield json.loads(text)
