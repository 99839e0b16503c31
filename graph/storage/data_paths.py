"""The paths in a document that lead to its data, which start from the document's own folder."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from graph.data.data_plan import UnknownKind
from graph.data.data_sets.data_set import DatasetSpec
from graph.document.document import Document
from graph.specs.message import MessageError


def relocated(document: Document, old: Path, new: Path) -> Document:
    """The document with its relative paths of data, which started at `old`, leading from `new` to the same files."""
    data = document.data
    moved = replace(data, dataset=_relocated(data.dataset, old, new), validation=_relocated(data.validation, old, new))
    return replace(document, data=moved)


def _relocated(spec: DatasetSpec | UnknownKind | None, old: Path, new: Path) -> DatasetSpec | UnknownKind | None:
    if not isinstance(spec, DatasetSpec) or not spec.paths():
        return spec
    return spec.replace(path="; ".join(_from(path, old, new) for path in spec.paths()))


def _from(path: str, old: Path, new: Path) -> str:
    if Path(path).is_absolute() or path.startswith("~"):
        return path
    whole = os.path.abspath(old / path)
    try:
        return Path(os.path.relpath(whole, new.absolute())).as_posix()
    except ValueError:  # another drive on Windows
        return whole


def with_absolute_paths(document: Document, folder: Path | None) -> Document:
    """The document with its data sets' paths written out, for a copy of it that lies elsewhere."""
    data, place = document.data, folder or Path.cwd()
    written_out = replace(data, dataset=_whole(data.dataset, place), validation=_whole(data.validation, place))
    return replace(document, data=written_out)


def _whole(dataset: DatasetSpec | UnknownKind | None, folder: Path) -> DatasetSpec | UnknownKind | None:
    if not isinstance(dataset, DatasetSpec) or not dataset.paths():
        return dataset
    try:
        return dataset.replace(path=";".join(str(folder / Path(part).expanduser()) for part in dataset.paths()))
    except MessageError:
        return dataset
