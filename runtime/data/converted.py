"""Sets that are larger than the memory, or slow to read, as files that are mapped: made once, found again by what was
read and how, and removed when they take too much room.

Each lies in a folder that is named after the process that makes it. A description beside it, written last and at once,
says that it is whole; without one nobody uses it, and it goes when that process has ended.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

from graph.storage.atomic import atomic_write, settle
from graph.storage.processes import has_ended, own_name
from runtime.data.errors import DataError, bad
from runtime.data.memory import bytes_text
from runtime.jit.user_cache import cache_root, make_private, openness

FORMAT = 1
"""Of what is kept; another one is made anew."""
LIMIT = 64 << 30
SHARE = 0.5
"""Part of what is free on the disk, with what is kept already, that may be kept."""


def key_of(files: Iterable[Path], settings: Any) -> str:
    """By what files and what reading a set is found again: their places, sizes and times of change, and `settings`."""
    found = hashlib.sha256(repr((FORMAT, settings)).encode())
    for file in files:
        state = file.stat()
        found.update(f"{file.absolute()}\0{state.st_size}\0{state.st_mtime_ns}\0{state.st_ino}\n".encode())
    return found.hexdigest()[:40]


def find(key: str) -> tuple[Mapping[str, Any], Path] | None:
    """The description of a set and the folder of its files, None where there is none that can be trusted."""
    index = _root() / f"{key}.json"
    try:
        if openness(index.parent.stat()) or openness(index.stat()):
            return None
        about = json.loads(index.read_text(encoding="utf-8"))
        folder = index.parent / str(about["folder"])
        if folder.parent != index.parent or not folder.is_dir():
            return None
        os.utime(index)  # the sets that were used last are kept longest
        return about, folder
    except (OSError, ValueError, TypeError, KeyError):
        return None


@contextmanager
def making(key: str, size: int, name: str) -> Iterator[Path]:
    """A folder to write about `size` bytes into, which is removed where something fails; raises DataError where there
    is no room, or the disk fails."""
    folder = begin(key, size, name)
    try:
        yield folder
    except OSError as error:
        discard(folder)
        if error.errno is None:  # a library's, about what is read
            raise
        raise _no_disk(name, folder.parent, error) from None
    except BaseException:
        discard(folder)
        raise


def begin(key: str, size: int, name: str) -> Path:
    """A folder of this process to write about `size` bytes into; raises DataError where there is no room."""
    root = _root()
    try:
        make_private(root)
        _make_room(root, size, name)
        folder = root / f"{own_name()}-{token_hex(4)}.{key}"  # one process may make the same set twice at once
        folder.mkdir(mode=0o700)
    except DataError:
        raise
    except OSError as error:
        raise _no_disk(name, root, error) from None
    return folder


def _no_disk(name: str, root: Path, error: OSError) -> DataError:
    return bad(
        "{name} needs more memory than there is, and can't be converted in {folder}: {reason}.",
        name=name,
        folder=str(root),
        reason=error.strerror or str(error),
    )


def keep(folder: Path, about: Mapping[str, Any]) -> None:
    """Say that a folder from `begin` is whole, once the disk has all of it; raises OSError."""
    for file in folder.iterdir():
        settle(file)
    key = folder.name.rpartition(".")[2]
    atomic_write(folder.parent / f"{key}.json", json.dumps({**about, "folder": folder.name}).encode())


def discard(folder: Path) -> None:
    """Take a folder from `begin` away."""
    shutil.rmtree(folder, ignore_errors=True)


def _root() -> Path:
    return cache_root() / "data"


def _make_room(root: Path, size: int, name: str) -> None:
    """Remove what nobody finished and, oldest first, what was used long ago, until there is room; raises DataError."""
    indexes = sorted((file for file in root.glob("*.json")), key=lambda file: file.stat().st_mtime)
    named = {_folder_of(index): index for index in indexes}
    for folder in root.iterdir():
        if folder.is_dir() and folder not in named and has_ended(folder.name):
            discard(folder)
    sizes = {folder: _size_of(folder) for folder in root.iterdir() if folder.is_dir()}
    total = sum(sizes.values())
    allowed = min(LIMIT, int((shutil.disk_usage(root).free + total) * SHARE))
    if size > allowed:
        raise bad(
            "{name} needs {size} as a set that is read from disk while training; in {folder} {allowed} may be used. "
            "Make room there, or let LAYERLOOM_CACHE_DIR name another folder.",
            name=name,
            size=bytes_text(size),
            folder=str(root),
            allowed=bytes_text(allowed),
        )
    for folder, index in named.items():
        if total + size <= allowed:
            return
        index.unlink(missing_ok=True)
        total -= sizes.get(folder, 0)
        discard(folder)


def _folder_of(index: Path) -> Path:
    try:
        return index.parent / str(json.loads(index.read_text(encoding="utf-8"))["folder"])
    except (OSError, ValueError, TypeError, KeyError):
        return index.parent / index.stem


def _size_of(folder: Path) -> int:
    try:
        return sum(file.stat().st_size for file in folder.iterdir())
    except OSError:
        return 0
