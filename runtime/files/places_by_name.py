"""Data sets of Keras 3's weight files by the names of their layers, which the files note beside each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.document.document import Document
from graph.keras.paths import h5_groups

if TYPE_CHECKING:
    import h5py

VARS = "/vars"
Chain = tuple[str, ...]
"""The names of a layer and of the models around it, from the outermost."""


def found_by_name(file: h5py.File, found: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """The data sets under the paths that they would have if the file were of this model: layers of the same name."""
    ours = _chains(dict(h5_groups(document)))
    theirs = {chain: folder for folder, chain in _chains(_names(file, found)).items()}
    moved = {theirs[chain]: folder for folder, chain in ours.items() if chain in theirs}
    return {
        f"{moved[folder]}{VARS}/{number}": item
        for path, item in found.items()
        for folder, _, number in (path.rpartition(f"{VARS}/"),)
        if folder in moved
    }


def _names(file: h5py.File, found: Mapping[str, Any]) -> dict[str, str]:
    """The names that a file notes, by group."""
    groups: dict[str, str] = {}
    for path in found:
        parts = path.split("/")
        for end in range(1, len(parts)):
            group = "/".join((*parts[:end], "vars"))
            if group not in groups and group in file:
                groups[group] = str(file[group].attrs.get("name", ""))[:200]
    return groups


def _chains(groups: Mapping[str, str]) -> dict[str, Chain]:
    """Folder of each group by the names on the way to it; the outermost model's own name doesn't count."""
    names = {path.removesuffix(VARS): name for path, name in groups.items() if path.endswith(VARS)}
    found = {}
    for folder in names:
        parts = folder.split("/")
        ways = ("/".join(parts[:end]) for end in range(1, len(parts) + 1))
        found[folder] = tuple(names[way] for way in ways if way in names)
    return found
