"""The known name that a wrong one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like this one, empty where none is; underlines and capitals count little."""
    plain = {_plain(k): k for k in known}
    found = get_close_matches(_plain(name[:80]), plain, 1, 0.72)
    return plain[found[0]] if found else ""


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace(" ", "").replace("-", "")
