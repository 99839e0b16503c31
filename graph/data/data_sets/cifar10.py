"""CIFAR-10."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.data.known_column import KnownColumn
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Cifar10(DatasetSpec):
    """The CIFAR-10 archive, for Python or binary, from a local path; columns `image` (32, 32, 3) and `label`."""

    caption: ClassVar[str] = "CIFAR-10: 60,000 small photographs, from your own copy of the archive"
    suffixes: ClassVar[tuple[str, ...]] = (".gz",)
    takes_folder: ClassVar[bool] = True
    examples: ClassVar[tuple[Any, ...]] = (
        {"path": "cifar-10-batches-py"},
        {"path": "cifar-10-python.tar.gz", "part": "all"},
    )
    path: str = param("text", help="The folder cifar-10-batches-py or cifar-10-batches-bin, or its .tar.gz.")
    part: str = param("choice", "train", "Which images.", choices=("train", "test", "all"))

    def script(self, name: str, columns: Sequence[str]) -> Script:
        load = "(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()"
        images, labels = {
            "train": ("x_train", "y_train[:, 0]"),
            "test": ("x_test", "y_test[:, 0]"),
            "all": ("np.concatenate([x_train, x_test])", "np.concatenate([y_train, y_test])[:, 0]"),
        }[self.part]
        return Script((load, f'{name} = {{"image": {images}, "label": {labels}}}'))

    def columns(self) -> tuple[KnownColumn, ...]:
        return KnownColumn("image", (32, 32, 3), "uint8"), KnownColumn("label", (), "uint8", 10, is_target=True)
