"""CIFAR-10 from a local copy of its archive: a folder of batches, or the `.tar.gz`, which is never unpacked to disk.

Layout: https://www.cs.toronto.edu/~kriz/cifar.html: batches of 10,000 rows of 3,072 bytes, channel by channel.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from graph.data.data_sets.cifar10 import Cifar10
from graph.data.data_sets.data_set import DatasetSpec
from graph.specs.message import say
from runtime.data.cifar_batches import CifarArchive
from runtime.data.column import ArrayColumn
from runtime.data.dataset import Dataset
from runtime.data.readers.reader import NO, SURE, Reader
from runtime.kinds.computes import computes

NAMES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
TRAIN = tuple(f"data_batch_{n}" for n in range(1, 6))
TEST = ("test_batch",)
PARTS = {"train": TRAIN, "test": TEST, "all": TRAIN + TEST}
ARCHIVE = CifarArchive("CIFAR-10", ("cifar-10-batches-py", "cifar-10-batches-bin"), ("labels",), (10,))


@computes(Cifar10)
class Cifar10Reader(Reader):
    def open(self) -> Dataset:
        return open_cifar10(self.paths[0], self.spec.part)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        return SURE if ARCHIVE.is_at(path, "data_batch_1", "cifar-10-") else NO


def open_cifar10(path: Path, part: str) -> Dataset:
    """Columns `image` (n, 32, 32, 3) uint8 and `label` (n,) of ten classes; raises DataError."""
    images, (labels,) = ARCHIVE.read(path, PARTS[part])
    columns = [ArrayColumn("image", images), ArrayColumn("label", labels.astype(np.uint8), NAMES)]
    return Dataset(f"CIFAR-10 {part}", columns, say("Small photographs in ten classes (A. Krizhevsky, 2009)"))
