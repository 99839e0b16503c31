"""CIFAR-100."""

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
class Cifar100(DatasetSpec):
    """The CIFAR-100 archive, for Python or binary, from a local path.

    Columns `image` (32, 32, 3), `label` of a hundred classes and `coarse` of twenty.
    """

    caption: ClassVar[str] = "CIFAR-100: 60,000 small photographs, from your own copy of the archive"
    suffixes: ClassVar[tuple[str, ...]] = (".gz",)
    takes_folder: ClassVar[bool] = True
    examples: ClassVar[tuple[Any, ...]] = (
        {"path": "cifar-100-python"},
        {"path": "cifar-100-python.tar.gz", "part": "all"},
    )
    path: str = param("text", help="The folder cifar-100-python or cifar-100-binary, or its .tar.gz.")
    part: str = param("choice", "train", "Which images.", choices=("train", "test", "all"))

    def script(self, name: str, columns: Sequence[str]) -> Script:
        lines = []
        for mode, key in (("fine", "label"), ("coarse", "coarse")):
            call = f'keras.datasets.cifar100.load_data(label_mode="{mode}")'
            lines.append(f"(x_train, {key}_train), (x_test, {key}_test) = {call}")
        found = {
            "train": "{0}_train",
            "test": "{0}_test",
            "all": "np.concatenate([{0}_train, {0}_test])",
        }[self.part]
        parts = [f'"{key}": {found.format(key)}[:, 0]' for key in ("label", "coarse")]
        lines.append(f'{name} = {{"image": {found.format("x")}, {", ".join(parts)}}}')
        return Script(tuple(lines))

    def columns(self) -> tuple[KnownColumn, ...]:
        image = KnownColumn("image", (32, 32, 3), "uint8")
        fine = KnownColumn("label", (), "uint8", classes=100, is_target=True)
        return (image, fine, KnownColumn("coarse", (), "uint8", classes=20, is_extra=True))
