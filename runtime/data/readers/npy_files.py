"""Memory-mapped `.npy` files: a file, several, or a folder of them; each is a column named after its file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.npy_files import NpyFiles
from graph.specs.message import say
from runtime.data.column import ArrayColumn
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.npy_header import read_header
from runtime.data.readers.reader import SURE, Reader
from runtime.kinds.computes import computes


@computes(NpyFiles)
class NpyReader(Reader):
    def open(self) -> Dataset:
        return open_npy(self.paths)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        return SURE if path.is_dir() and any(path.glob("*.npy")) else super().recognizes(kind, path)


def open_npy(paths: tuple[Path, ...]) -> Dataset:
    """Columns over the files; a folder stands for the `.npy` files in it. Raises DataError."""
    files = [file for path in paths for file in _files(path)]
    names = [file.stem for file in files]
    for name in names:
        if names.count(name) > 1:
            raise bad("Two files are called {name}.npy. Each column needs a name of its own; rename one.", name=name)
    columns = [ArrayColumn(file.stem, map_array(file), in_memory=False) for file in files]
    return Dataset(", ".join(path.name for path in paths), columns, say("NumPy arrays, read from disk while training"))


def map_array(path: Path) -> NDArray[Any]:
    """The array of a `.npy` file without reading it; raises DataError."""
    try:
        with path.open("rb") as file:
            header = read_header(file, path.name, path.stat().st_size)
        if header.size == 0:
            return np.zeros(header.shape, header.dtype)
        return np.memmap(path, header.dtype, "r", header.offset, header.shape)
    except OSError as error:
        raise bad(
            "{path} can't be read: {reason}.", path=path.name, reason=error.strerror or "the system refuses"
        ) from None


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(path.glob("*.npy"))
    if not files:
        raise bad("The folder {path} holds no .npy files.", path=path.name)
    return files
