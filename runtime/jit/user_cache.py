"""The user's cache folder, and who else may write there: nobody.

What lies there may be run, as machine code is. So folders are made for their owner alone, and what another user owns or
may write is not used. Windows keeps others out of the user's folder itself.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from platformdirs import user_cache_dir

ROOT = 0
"""The user who can do anything anyway, and may have prepared a folder for all."""


def cache_root() -> Path:
    """Where the program keeps what it can make again: LAYERLOOM_CACHE_DIR, else the user's cache folder."""
    return Path(os.environ.get("LAYERLOOM_CACHE_DIR") or user_cache_dir("layerloom", appauthor=False))


def make_private(folder: Path) -> None:
    """Make a folder of the user's cache, for its owner alone; one that is there stays as it is. Raises OSError."""
    if folder != cache_root():
        make_private(folder.parent)
    else:
        folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def openness(found: os.stat_result) -> str:
    """How a folder or file is open to others, as "can be written by others"; empty where it is the user's alone."""
    if not hasattr(os, "geteuid"):
        return ""
    if found.st_uid not in (os.geteuid(), ROOT):
        return "belongs to another user"
    return "can be written by others" if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) else ""
