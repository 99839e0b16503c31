"""Folders of files, a subfolder a class: which files there are, their classes, and those of a subset."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from runtime.arrays.batched import BatchedData
from runtime.arrays.settings import tell
from runtime.arrays.windows import shuffled
from runtime.data.errors import bad

LABEL_MODES = ("int", "categorical", "binary", None)
SUBSETS = ("training", "validation", "both", None)


@dataclass(frozen=True)
class Folder:
    """What a function that reads a folder was asked for, with Keras' words."""

    owner: str
    directory: Any
    endings: tuple[str, ...]
    labels: Any
    label_mode: str | None
    class_names: Any
    batch_size: int | None
    shuffle: bool
    seed: int | None
    validation_split: float | None
    subset: str | None
    follow_links: bool
    verbose: bool


def data_sets(asked: Folder, read: Callable[[str], Any], join: Callable[[list[Any]], Any]) -> Any:
    """The data set of a folder, or both of them, training and validation, where `subset` is "both"; raises DataError.

    `read` makes a sample of a file, `join` an array of samples.
    """
    _check(asked)
    labelled = asked.labels is not None and asked.label_mode is not None
    seed = int(np.random.randint(1_000_000)) if asked.seed is None else asked.seed
    paths, labels, names = _listed(asked, labelled, seed)
    if asked.label_mode == "binary" and labelled and len(names or ()) != 2:
        raise bad(
            '{owner}: label_mode="binary" needs two classes. Found: {names}.',
            owner=asked.owner,
            names=", ".join(names or ()),
        )

    def made(part: str | None) -> BatchedData:
        chosen = _slice(len(paths), asked.validation_split, part)
        if part is not None:
            tell(f"Using {len(paths[chosen])} files for {part}.")
        own = paths[chosen]
        if not own:
            raise bad(
                "{owner}: no files are left for it in {folder}, of the endings {endings}.",
                owner=asked.owner,
                folder=str(asked.directory),
                endings=", ".join(asked.endings),
            )
        aims = None if labels is None else _targets(labels[chosen], asked.label_mode, len(names or ()))
        order = (
            shuffled(len(own), seed)
            if asked.shuffle and not (asked.subset == "both" and part == "validation")
            else None
        )

        def batch(rows: np.ndarray[Any, Any]) -> Any:
            samples = join([read(own[row]) for row in rows])
            return samples if aims is None else (samples, aims[rows])

        return BatchedData.of_rows(len(own), batch, asked.batch_size, order, class_names=names, file_paths=own)

    return [made("training"), made("validation")] if asked.subset == "both" else made(asked.subset)


def _listed(asked: Folder, labelled: bool, seed: int) -> tuple[list[str], list[int] | None, list[str] | None]:
    """The files in Keras' order, the class numbers that go with them, and the classes' names."""
    top = os.fspath(asked.directory)
    if not os.path.isdir(top):
        raise bad("{owner}: {path} is no folder.", owner=asked.owner, path=str(asked.directory))
    inferred = isinstance(asked.labels, str) and labelled
    names = _subfolders(asked, top) if inferred else [""]
    paths: list[str] = []
    labels: list[Any] = []
    for number, name in enumerate(names):
        found = _files(os.path.join(top, name) if name else top, asked.endings, asked.follow_links)
        paths += found
        labels += [number] * len(found)
    if labelled and not inferred:
        if len(asked.labels) != len(paths):
            raise bad(
                "{owner}: there are {n} labels, and {m} files in {folder}.",
                owner=asked.owner,
                n=len(asked.labels),
                m=len(paths),
                folder=top,
            )
        labels, names = list(asked.labels), [str(label) for label in sorted(set(asked.labels))]
    if asked.verbose:
        tell(f"Found {len(paths)} files" + (f" belonging to {len(names)} classes." if labelled else "."))
    if asked.shuffle:
        np.random.RandomState(seed).shuffle(paths)
        np.random.RandomState(seed).shuffle(labels)
    return paths, (labels if labelled else None), (names if labelled else None)


def _subfolders(asked: Folder, top: str) -> list[str]:
    found = sorted(n for n in os.listdir(top) if os.path.isdir(os.path.join(top, n)) and not n.startswith("."))
    if asked.class_names is None:
        return found
    if unknown := [name for name in asked.class_names if name not in found]:
        raise bad(
            "{owner}: class_names must be names of subfolders. There is no {unknown}, only {found}.",
            owner=asked.owner,
            unknown=", ".join(map(str, unknown)),
            found=", ".join(found),
        )
    return list(asked.class_names)


def _files(folder: str, endings: tuple[str, ...], follow_links: bool) -> list[str]:
    walked = sorted(os.walk(folder, followlinks=follow_links), key=lambda found: found[0])
    return [os.path.join(root, n) for root, _, names in walked for n in sorted(names) if n.lower().endswith(endings)]


def _slice(count: int, share: float | None, part: str | None) -> slice:
    if not share or part is None:
        return slice(None)
    held = int(share * count)
    if not held:
        return slice(count) if part == "training" else slice(0)
    return slice(count - held) if part == "training" else slice(count - held, None)


def _targets(labels: Sequence[int], mode: str | None, classes: int) -> np.ndarray[Any, Any]:
    numbers = np.asarray(labels)
    if mode == "binary":
        return numbers.astype(np.float32)[:, None]
    if mode == "categorical":
        return np.asarray(numbers[:, None] == np.arange(classes), np.float32)
    return numbers.astype(np.int32) if numbers.dtype.kind in "iu" else numbers.astype(np.float32)


def _check(asked: Folder) -> None:
    owner, labels, share = asked.owner, asked.labels, asked.validation_split
    if not isinstance(asked.directory, (str, os.PathLike)):
        raise bad("{owner} needs the name of a folder. Received: {given!r:.80}.", owner=owner, given=asked.directory)
    if isinstance(asked.class_names, str):
        raise bad(
            "{owner}: class_names must be a list of names. Received: {given!r:.80}.",
            owner=owner,
            given=asked.class_names,
        )
    seed = asked.seed
    if seed is not None and (
        isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or not 0 <= seed < 2**32
    ):
        raise bad(
            "{owner}: seed must be a whole number below 2**32, or None. Received: {given!r:.40}.",
            owner=owner,
            given=seed,
        )
    if not (labels is None or isinstance(labels, (list, tuple)) or (isinstance(labels, str) and labels == "inferred")):
        raise bad(
            '{owner}: labels must be "inferred", None, or a list of class numbers, one a file. '
            "Received: {given!r:.80}.",
            owner=owner,
            given=labels,
        )
    if asked.class_names is not None and not isinstance(labels, str):
        raise bad('{owner}: class_names go with labels="inferred" alone.', owner=owner)
    for name, given, known in (
        ("label_mode", asked.label_mode, LABEL_MODES),
        ("subset", asked.subset, SUBSETS),
    ):
        if given not in known:
            raise bad(
                "{owner}: {name} must be one of {known}, or None. Received: {given!r:.40}.",
                owner=owner,
                name=name,
                known=", ".join(str(word) for word in known if word),
                given=given,
            )
    if share and not (isinstance(share, (int, float)) and 0 < share < 1):
        raise bad(
            "{owner}: validation_split must lie between 0 and 1. Received: {given!r:.40}.", owner=owner, given=share
        )
    if bool(share) != bool(asked.subset):
        raise bad(
            "{owner}: validation_split and subset go together: which share is held out, and which part is wanted.",
            owner=owner,
        )
    if share and asked.shuffle and asked.seed is None and asked.subset != "both":
        raise bad(
            "{owner}: without a seed the two parts would be shuffled differently, and share files. Give both calls the "
            "same seed, or shuffle=False.",
            owner=owner,
        )
    size = asked.batch_size
    if size is not None and (isinstance(size, bool) or not isinstance(size, (int, np.integer)) or size < 1):
        raise bad(
            "{owner}: batch_size must be a whole number from 1, or None. Received: {given!r:.40}.",
            owner=owner,
            given=size,
        )
