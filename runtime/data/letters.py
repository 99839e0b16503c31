"""How the letters of a file are stored: as its byte-order mark says, whatever was chosen."""

from __future__ import annotations

import codecs
from pathlib import Path

from graph.specs.message import Message, say

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def letters_of(path: Path, encoding: str) -> str:
    """The encoding that a file's mark names, without one the given; raises OSError."""
    with path.open("rb") as file:
        start = file.read(3)
    return next((marked for mark, marked in MARKS if start.startswith(mark)), encoding)


def letters_without_mark(path: Path, encoding: str) -> str:
    """The same, as which a mark at the beginning is none of the letters; raises OSError."""
    found = letters_of(path, encoding)
    return "utf-8-sig" if found == "utf-8" else found


def told_of(chosen: str, found: str) -> list[Message]:
    """What is said where the mark names another encoding than was chosen."""
    if chosen == found:
        return []
    return [say("The byte-order mark at the beginning says that the letters are stored as {found}.", found=found)]
