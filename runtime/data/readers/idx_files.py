"""MNIST's own format: four files in a folder, images and labels for training and testing, packed by gzip or not.

Format: http://yann.lecun.com/exdb/mnist: two noughts, the type of number, the number of axes, their sizes, the numbers.
"""

from __future__ import annotations

import gzip
import zlib
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.idx_files import IdxFiles
from graph.specs.message import say
from runtime.data.column import ArrayColumn
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.memory import need_memory
from runtime.data.readers.reader import NO, SURE, Reader
from runtime.kinds.computes import computes

BYTES = 8
"""The type of number that is read: bytes without sign, which all these sets have."""
PARTS = {"train": ("train",), "test": ("t10k",), "all": ("train", "t10k")}
MOST_AXES = 4
RATIO = 1032
"""No packing by gzip makes a file smaller than by this."""


@computes(IdxFiles)
class IdxReader(Reader):
    def open(self) -> Dataset:
        return open_idx(self.paths[0], self.spec.part)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        return SURE if path.is_dir() and any(_matches(path, part, "images") for part in ("train", "t10k")) else NO

    @classmethod
    def suggest(cls, kind: type[DatasetSpec], path: Path) -> DatasetSpec:
        found = super().suggest(kind, path)
        return found if _matches(path, "train", "images") else found.replace(part="test")

    @classmethod
    def held_out(cls, spec: DatasetSpec, path: Path) -> DatasetSpec | None:
        return super().held_out(spec, path) if _matches(path, "t10k", "images") else None


def open_idx(path: Path, part: str) -> Dataset:
    """Columns `image` (n, height, width) of bytes and `label`, class numbers; raises DataError."""
    images, labels = [], []
    for name in PARTS[part]:
        images.append(read_idx(_file(path, name, "images")))
        labels.append(read_idx(_file(path, name, "labels")))
        if images[-1].ndim < 2 or labels[-1].ndim != 1 or len(images[-1]) != len(labels[-1]):
            raise bad(
                "{path}: the images have the shape {images}, the labels {labels}. There must be one label for each.",
                path=path.name,
                images=str(images[-1].shape),
                labels=str(labels[-1].shape),
            )
    if len({array.shape[1:] for array in images}) > 1:
        raise bad("{path}: the images for training and those for testing have two sizes.", path=path.name)
    numbers = np.concatenate(labels)
    classes = tuple(str(n) for n in range(int(numbers.max(initial=0)) + 1))
    columns = [ArrayColumn("image", np.concatenate(images)), ArrayColumn("label", numbers, classes)]
    return Dataset(f"{path.name} {part}", columns, say("Images and their labels in MNIST's format"))


def read_idx(path: Path) -> NDArray[np.uint8]:
    """The numbers of a file, packed or not; raises DataError."""
    try:
        data = _unpacked(path) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise bad(
            "{path} can't be read: {reason}. Copy it again.", path=path.name, reason=str(error)[:80] or "it ends early"
        ) from None
    axes = data[3] if len(data) >= 4 and data[:2] == b"\0\0" else 0
    if not 1 <= axes <= MOST_AXES or data[2] != BYTES or len(data) < 4 + 4 * axes:
        raise bad(
            "{path} is no file of bytes in MNIST's format. Expected two noughts, 8, and the number of axes.",
            path=path.name,
        )
    sizes = tuple(np.frombuffer(data, ">u4", axes, 4).tolist())
    if prod(sizes) != len(data) - 4 - 4 * axes:
        raise bad(
            "{path} should hold {expected} bytes for the shape {shape}, but holds {received}. Copy it again.",
            path=path.name,
            expected=prod(sizes),
            shape=str(sizes),
            received=len(data) - 4 - 4 * axes,
        )
    return np.frombuffer(data, np.uint8, offset=4 + 4 * axes).reshape(sizes)


def _unpacked(path: Path) -> bytes:
    """A packed file, if its own length at the end is one that can be; it holds that modulo 4 GiB."""
    packed = path.read_bytes()
    size = int.from_bytes(packed[-4:], "little")
    need_memory(path.name, size)
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    found = inflate.decompress(packed, max(1, min(size, RATIO * len(packed)) + 1))
    if not inflate.eof or len(found) != size:
        raise gzip.BadGzipFile("its length is not the one it says")
    return found


def _file(path: Path, part: str, what: str) -> Path:
    found = _matches(path, part, what) if path.is_dir() else []
    if not found:
        raise bad(
            "{path} does not hold {part}-{what}. Expected the four files of MNIST, such as train-images-idx3-ubyte.gz.",
            path=path.name,
            part=part,
            what=what,
        )
    return found[0]


def _matches(path: Path, part: str, what: str) -> list[Path]:
    return sorted(f for f in path.iterdir() if f.name.lower().startswith((f"{part}-{what}", f"{part}_{what}")))
