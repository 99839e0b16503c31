"""Files of a folder that can't be read: all of them named, or left out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from graph.specs.message import say
from runtime.data.class_folders import named_in
from runtime.data.converted import begin, find, keep, key_of
from runtime.data.errors import DataError, bad
from runtime.data.progress import tell

WORTH_NOTING = 1000
"""So many files are looked into once; what was found is kept."""
MOST_NAMED = 10
Look = Callable[[Path], Any]


def check_headers(files: Sequence[Path], folder: Path, look: Look, remedy: str = "") -> None:
    """Look into every file, unless it was done before; raises what `look` raises for one that is no picture, and for
    several a DataError that names them. `remedy` is the setting that would leave them out."""
    found, first = _damaged(files, folder, look, "headers")
    if first is None:
        return
    if len(found) == 1:
        if not remedy:
            raise first
        raise bad("{reason} Or leave out what is damaged, by {remedy}.", reason=first.message, remedy=remedy)
    names = names_of(files, found, folder)
    if not remedy:
        raise bad(
            "{count} pictures can't be read: {names}. {reason}", count=len(found), names=names, reason=first.message
        )
    raise bad(
        "{count} pictures can't be read: {names}. {reason} Or leave out what is damaged, by {remedy}.",
        count=len(found),
        names=names,
        reason=first.message,
        remedy=remedy,
    )


def damaged_among(files: Sequence[Path], folder: Path, look: Look) -> list[int]:
    """The places of the files that `look`, which reads all of one, raises a DataError for."""
    return _damaged(files, folder, look, "whole")[0]


def names_of(files: Sequence[Path], places: Sequence[int], folder: Path) -> str:
    """Some files by name, the first of them where they are many."""
    names = named_in([files[i] for i in places[:MOST_NAMED]], folder)
    return ", ".join(names) + (", …" if len(places) > MOST_NAMED else "")


def _damaged(files: Sequence[Path], folder: Path, look: Look, how: str) -> tuple[list[int], DataError | None]:
    """The places of what can't be read, and what the first one raised, unless it was known."""
    key = key_of(files, how) if len(files) >= WORTH_NOTING else ""
    known = find(key) if key else None
    if known is not None:
        return [int(place) for place in known[0].get("damaged", ())], None
    found: list[int] = []
    first: DataError | None = None
    for done, file in enumerate(files):
        try:
            look(file)
        except DataError as error:
            found.append(done)
            first = first or error
        if done % 1000 == 999:
            tell(say("The pictures of {name} are looked through", name=folder.name), done / len(files))
    if key and (not found or how == "whole"):
        with contextlib.suppress(DataError, OSError):
            keep(begin(key, 0, folder.name), {"damaged": found})
    return found, first
