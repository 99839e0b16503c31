"""A folder with one subfolder of files per class, and folders that are divided into training and testing already."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.specs.message import Message, say
from runtime.data.errors import bad

TRAINING = ("train", "training")
HELD_OUT = ("validation", "valid", "val", "test", "testing")
"""Names of the two parts, those for validation in the order in which one is taken; in any case of letters."""
DEBRIS = ("thumbs.db", "desktop.ini")
MOST_LOOKED_INTO, LOOKED_AT = 20, 50


def classified(path: Path, suffixes: Collection[str], what: str) -> tuple[list[Path], NDArray[np.int32], list[str]]:
    """The files of all classes, the class of each, and the classes by name; raises DataError.

    `what` the files are is said where there are none.
    """
    if not path.is_dir():
        raise bad("{path} is not a folder. Expected one with a subfolder for each class.", path=path.name)
    if divided(path) is not None:
        raise bad(
            "The folder {path} is divided into parts: {parts}. Choose {first} to train on, and another part to "
            "validate with.",
            path=path.name,
            parts=", ".join(entry.name for entry in _folders(path)),
            first=next(entry.name for entry in _folders(path) if entry.name.lower() in TRAINING),
        )
    classes = [entry.name for entry in _folders(path)]
    if not classes:
        raise bad(
            "The folder {path} has no subfolders. Put the {what} of each class into one.", path=path.name, what=what
        )
    files: list[Path] = []
    labels: list[int] = []
    for label, name in enumerate(classes):
        found = files_in(path / name, suffixes)
        if not found:
            raise bad(
                "The class folder {folder} holds no {what}. {known} are read; remove the folder if it is no class.",
                folder=f"{path.name}/{name}",
                what=what,
                known=", ".join(sorted(suffixes)),
            )
        files += found
        labels += [label] * len(found)
    return files, np.array(labels, np.int32), classes


def files_in(folder: Path, suffixes: Collection[str]) -> list[Path]:
    """The files of a kind in a folder, by name; hidden ones left out."""
    found = (f for f in folder.iterdir() if f.suffix.lower() in suffixes and not f.name.startswith("."))
    return sorted(f for f in found if f.is_file())


def left_out(folders: Sequence[Path], files: Sequence[Path], suffixes: Collection[str], what: str) -> list[Message]:
    """What is said of files in some folders that are not among those that are read."""
    read = {str(file) for file in files}
    count, example = 0, ""
    for folder in folders:
        for place, inside, names in os.walk(folder):
            inside[:] = sorted(name for name in inside if not name.startswith("."))
            for name in sorted(names):
                path = os.path.join(place, name)
                if path not in read and not name.startswith(".") and name.lower() not in DEBRIS:
                    count, example = count + 1, example or os.path.relpath(path, folder.parent)
    if not count:
        return []
    return [
        say(
            "{count} files are left out, such as {example}: {what} that are read end in {known}, and lie right in "
            "their folder.",
            count=count,
            example=example.replace(os.sep, "/")[:200],
            what=what,
            known=", ".join(sorted(suffixes)),
        )
    ]


def name_in(file: Path, folder: Path) -> str:
    """The name of a file as seen from a folder, its whole path where it lies elsewhere."""
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.as_posix()


def named_in(files: Sequence[Path], folder: Path) -> list[str]:
    """The same of several."""
    return [name_in(file, folder) for file in files]


def divided(path: Path) -> tuple[Path, Path] | None:
    """The folders to train on and to validate with, None for a folder that isn't divided so."""
    if not path.is_dir():
        return None
    names = {entry.name.lower(): entry for entry in _folders(path)}
    training = next((names[name] for name in TRAINING if name in names), None)
    held_out = next((names[name] for name in HELD_OUT if name in names), None)
    return None if training is None or held_out is None else (training, held_out)


def holds_classes_of(path: Path, suffixes: Collection[str]) -> bool:
    """Whether most of the first files in the subfolders of a folder are of a kind."""
    if not path.is_dir() or divided(path) is not None:
        return False
    found = seen = 0
    for folder in _folders(path)[:MOST_LOOKED_INTO]:
        for _, file in zip(range(LOOKED_AT), folder.iterdir()):
            if not file.name.startswith("."):
                seen, found = seen + 1, found + (file.suffix.lower() in suffixes)
    return 2 * found > seen


def has_folders(path: Path) -> bool:
    """Whether a folder has others in it, hidden ones left out."""
    return bool(_folders(path))


def _folders(path: Path) -> list[Path]:
    return sorted(entry for entry in path.iterdir() if entry.is_dir() and not entry.name.startswith("."))
