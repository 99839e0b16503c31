"""The fonts that are shipped: their families, in the order in which they are asked for a sign, and their files."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

SANS, HAN, MONO = "Layerloom Sans", "Layerloom Han", "Layerloom Mono"
"""Latin, Greek and Cyrillic; Chinese; and Latin of equal widths for code."""


@cache
def font_files() -> tuple[Path, ...]:
    """The files of all faces, on disk: Qt and matplotlib read them by path."""
    with as_file(files("resources") / "fonts") as folder:
        return tuple(sorted(path for path in folder.iterdir() if path.suffix == ".ttf"))
