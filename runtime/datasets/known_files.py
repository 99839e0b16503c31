"""The files of Keras' data sets, where Keras keeps them: arrays alone; nothing is run, nothing is downloaded."""

from __future__ import annotations

import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from runtime.arrays.settings import home
from runtime.data.errors import bad
from runtime.ops.op import Array

Part = tuple[Array, Array]


def kept(name: str, *places: str) -> Path:
    """Where a file or folder lies, known by the first of some names: in the working folder, in `LAYERLOOM_DATA_DIR` or
    where Keras keeps its downloads. Raises DataError saying where to put it."""
    own = Path(home()).expanduser() / "datasets"
    folders = [own, Path()]
    if os.environ.get("LAYERLOOM_DATA_DIR"):
        folders.insert(0, Path(os.environ["LAYERLOOM_DATA_DIR"]))
    for folder in folders:
        for place in places:
            if (folder / place).exists():
                return folder / place
    raise bad(
        "{name} is not on this machine, and nothing is downloaded. Put {file} into {folder}.",
        name=name,
        file=Path(places[0]).name,
        folder=str((own / places[0]).parent),
    )


def arrays_of(path: str, name: str, keys: tuple[str, ...]) -> list[Array]:
    """Some arrays of a `.npz` file; raises DataError where it isn't there, is damaged or is another one."""
    file = kept(name, path)
    try:
        with np.load(file, allow_pickle=False) as found:
            return [found[key] for key in keys]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise bad(
            "{path} can't be read as {name}, with {keys}: {reason:.80}. Copy it again.",
            path=str(file),
            name=name,
            keys=", ".join(keys),
            reason=" ".join(str(error).split()),
        ) from None


def divided(x: Array, y: Array, test_split: Any, seed: int) -> tuple[Part, Part]:
    """Rows for training and for testing, shuffled as Keras does; raises DataError for a share that is none."""
    if isinstance(test_split, bool) or not isinstance(test_split, (int, float)) or not 0 <= test_split < 1:
        raise bad("test_split must be a share from 0 up to 1. Received: {given!r:.40}.", given=test_split)
    rows = np.arange(len(x))
    np.random.RandomState(seed).shuffle(rows)
    count = int(len(x) * (1 - test_split))
    return (x[rows[:count]], y[rows[:count]]), (x[rows[count:]], y[rows[count:]])
