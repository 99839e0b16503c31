"""Steps from one version of the project file to the next, each a pure function on the file's JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

VERSION = 2
"""The version this program writes. Raise it only together with a step here."""

STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: lambda content: content}
"""By the version a step starts from: `STEPS[1]` turns a file of version 1 into one of version 2.

Of version 2 on a file has a checksum; what it says is the same."""


def migrate(
    content: Mapping[str, Any],
    steps: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = STEPS,
    newest: int = VERSION,
) -> dict[str, Any]:
    """The content of an older file as the newest version has it; a newer file's is left as it is."""
    current = dict(content)
    while current["version"] < newest:
        version = current["version"]
        current = {**steps[version](current), "version": version + 1}
    return current
