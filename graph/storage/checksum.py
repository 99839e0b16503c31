"""The checksum in a project file: of what it says, so that neither line endings nor spaces count."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

KEY = "checksum"
SINCE = 2
"""The version of the file from which on every one has a checksum."""


def checksum(content: Mapping[str, Any]) -> str:
    """The checksum of a file's JSON object, without the one that it holds; the order of keys counts."""
    rest = {key: value for key, value in content.items() if key != KEY}
    text = json.dumps(rest, separators=(",", ":"))
    return "sha256:" + sha256(text.encode("ascii")).hexdigest()


def with_checksum(content: Mapping[str, Any]) -> dict[str, Any]:
    return {**content, KEY: checksum(content)}


def is_as_written(content: Any) -> bool:
    """Whether a file's JSON object is what a program wrote; older files don't tell, and are taken to be."""
    if not isinstance(content, Mapping):
        return False
    version = content.get("version")
    if KEY not in content:
        return isinstance(version, int) and version < SINCE
    return content[KEY] == checksum(content)
