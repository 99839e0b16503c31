"""CIFAR-10 from a local copy of its python archive: the folder, or the `.tar.gz`, which is never unpacked to disk.

Layout: https://www.cs.toronto.edu/~kriz/cifar.html: batches of 10,000 rows of 3,072 bytes, channel by channel.
"""

from __future__ import annotations

import tarfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.cifar10 import Cifar10
from graph.data.data_sets.data_set import DatasetSpec
from runtime.data.archive_values import read_values
from runtime.data.column import ArrayColumn
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.readers.reader import NO, SURE, Reader
from runtime.kinds.computes import computes

NAMES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
TRAIN = tuple(f"data_batch_{n}" for n in range(1, 6))
TEST = ("test_batch",)
PARTS = {"train": TRAIN, "test": TEST, "all": TRAIN + TEST}
LARGEST = 64 << 20
PIXELS = 3 * 32 * 32


@computes(Cifar10)
class Cifar10Reader(Reader):
    def open(self) -> Dataset:
        return open_cifar10(self.paths[0], self.spec.part)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        if path.is_dir():
            return SURE if (path / "data_batch_1").exists() or (path / "cifar-10-batches-py").is_dir() else NO
        return SURE if path.name.lower().startswith("cifar-10") else NO


def open_cifar10(path: Path, part: str) -> Dataset:
    """Columns `image` (n, 32, 32, 3) uint8 and `label` (n,) of ten classes; raises DataError."""
    wanted = PARTS[part]
    found = _from_folder(path, wanted) if path.is_dir() else _from_archive(path, wanted)
    batches = [_batch(found[name], name) for name in wanted]
    images = np.concatenate([images for images, _ in batches])
    labels = np.concatenate([labels for _, labels in batches])
    columns = [ArrayColumn("image", images), ArrayColumn("label", labels, NAMES)]
    return Dataset(f"CIFAR-10 {part}", columns, "Small photographs in ten classes (A. Krizhevsky, 2009)")


def _from_folder(path: Path, wanted: tuple[str, ...]) -> dict[str, bytes]:
    inner = path / "cifar-10-batches-py"
    folder = inner if inner.is_dir() else path
    found = {}
    for name in wanted:
        file = folder / name
        if not file.is_file():
            raise _missing(path, name)
        if file.stat().st_size > LARGEST:
            raise bad("{name} is larger than a batch of CIFAR-10 can be.", name=name)
        try:
            found[name] = file.read_bytes()
        except OSError as error:
            raise bad(
                "{path} can't be read: {reason}.", path=name, reason=error.strerror or "the system refuses"
            ) from None
    return found


def _from_archive(path: Path, wanted: tuple[str, ...]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(path, "r:*") as archive:
            for member in archive:
                name = member.name.rsplit("/", 1)[-1]
                if name in wanted and name not in found and member.isreg() and member.size <= LARGEST:
                    stream = archive.extractfile(member)
                    found[name] = stream.read() if stream else b""
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise bad(
            "{path} can't be read as the CIFAR-10 archive ({reason}). Expected cifar-10-python.tar.gz or the folder "
            "cifar-10-batches-py.",
            path=path.name,
            reason=str(error)[:100],
        ) from None
    for name in wanted:
        if name not in found:
            raise _missing(path, name)
    return found


def _missing(path: Path, name: str) -> Exception:
    return bad(
        "{path} does not hold {name}. Expected the folder cifar-10-batches-py, or cifar-10-python.tar.gz, complete.",
        path=path.name,
        name=name,
    )


def _batch(data: bytes, name: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    values = read_values(data, name)
    pixels, labels = values.get("data"), values.get("labels")
    if not isinstance(pixels, np.ndarray) or pixels.dtype != np.uint8 or pixels.shape[1:] != (PIXELS,):
        raise bad(
            "{name} should hold rows of {count} bytes called data. Get the archive again.", name=name, count=PIXELS
        )
    if not _are_labels(labels, len(pixels)):
        raise bad("{name} should hold {count} labels from 0 to 9. Get the archive again.", name=name, count=len(pixels))
    images = np.ascontiguousarray(pixels.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1))
    return images, np.asarray(labels, np.uint8)


def _are_labels(labels: Any, count: int) -> bool:
    return isinstance(labels, list) and len(labels) == count and all(type(n) is int and 0 <= n < 10 for n in labels)
