"""What is kept beside a project file when it is saved: the version before, and that of an older format."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

from graph.storage.atomic import temporary_name
from graph.storage.migrations import VERSION

ENDING = ".bak"
SPARE_BYTES = 5_000_000
HEAD = 400
"""Bytes in which a file names its version."""


def previous_of(path: str | os.PathLike[str]) -> Path:
    """Where the version before the last save is: `digits.loom.bak`."""
    target = Path(os.path.realpath(path))
    return target.with_name(target.name + ENDING)


def keep_previous(path: str | os.PathLike[str]) -> None:
    """Give what a file holds a second name beside it, also that of its format where that is an older one.

    It costs no copy where the disk knows hard links. Where even a copy can't be made, saving is more important.
    """
    target = Path(os.path.realpath(path))
    if not target.is_file():
        return
    _keep(target, previous_of(path))
    version = _version_of(target)
    if version is not None and version < VERSION:
        older = target.with_name(f"{target.name}.v{version}{ENDING}")
        if not older.exists():
            _keep(target, older)


def _keep(target: Path, place: Path) -> None:
    temporary = target.with_name(temporary_name())
    try:
        try:
            os.link(target, temporary)
        except OSError:
            shutil.copy2(target, temporary)
        os.replace(temporary, place)
    except OSError:
        pass
    finally:
        # Also where both were names of one file already: the system leaves both then.
        temporary.unlink(missing_ok=True)


def _version_of(target: Path) -> int | None:
    try:
        with target.open("rb") as file:
            found = re.search(rb'"version": *([0-9]{1,6})', file.read(HEAD))
    except OSError:
        return None
    return int(found[1]) if found else None


def need_room(path: str | os.PathLike[str], size: int) -> None:
    """Raise OSError where the disk is about to be full: a file is written beside the old one."""
    try:
        disk = shutil.disk_usage(os.path.dirname(os.path.realpath(path)))
    except OSError:
        return  # what is wrong with the place is said when it is written to
    if disk.total and disk.free < 2 * size + SPARE_BYTES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fspath(path))
