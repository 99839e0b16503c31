"""CIFAR-100 from a local copy of its archive: the folder, or the `.tar.gz`, which is never unpacked to disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from graph.data.data_sets.cifar100 import Cifar100
from graph.data.data_sets.data_set import DatasetSpec
from graph.specs.message import say
from runtime.data.cifar_batches import CifarArchive
from runtime.data.column import ArrayColumn
from runtime.data.dataset import Dataset
from runtime.data.readers.reader import NO, SURE, Reader
from runtime.kinds.computes import computes

PARTS = {"train": ("train",), "test": ("test",), "all": ("train", "test")}
ARCHIVE = CifarArchive(
    "CIFAR-100", ("cifar-100-python", "cifar-100-binary"), ("coarse_labels", "fine_labels"), (20, 100)
)


@computes(Cifar100)
class Cifar100Reader(Reader):
    def open(self) -> Dataset:
        return open_cifar100(self.paths[0], self.spec.part)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        if path.is_dir() and not (path / "meta").exists() and not (path / "fine_label_names.txt").exists():
            return SURE if ARCHIVE.folder(path) != path else NO
        return SURE if ARCHIVE.is_at(path, "train", "cifar-100-") else NO


def open_cifar100(path: Path, part: str) -> Dataset:
    """Columns `image` (n, 32, 32, 3), `label` of a hundred and `coarse` of twenty classes; raises DataError."""
    images, (coarse, fine) = ARCHIVE.read(path, PARTS[part])
    columns = [
        ArrayColumn("image", images),
        ArrayColumn("label", fine.astype(np.uint8), tuple(map(str, range(100)))),
        ArrayColumn("coarse", coarse.astype(np.uint8), tuple(map(str, range(20)))),
    ]
    return Dataset(f"CIFAR-100 {part}", columns, say("Small photographs in a hundred classes (A. Krizhevsky, 2009)"))
