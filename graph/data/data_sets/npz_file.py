"""Archives of arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.specs.params import param
from graph.specs.quoting import quoted
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class NpzFile(DatasetSpec):
    """Arrays of a NumPy `.npz` archive; each array is a column."""

    caption: ClassVar[str] = "A NumPy archive (.npz): each array is a column"
    suffixes: ClassVar[tuple[str, ...]] = (".npz",)
    examples: ClassVar[tuple[Any, ...]] = ({"path": "data.npz"}, {"path": "mnist.npz", "part": "train"})
    path: str = param("text", help="The .npz file.")
    part: str = param(
        "choice",
        "all",
        "Which arrays: all, or those for training or testing alone, called x_train, y_train, x_test and the like.",
        choices=("all", "train", "test"),
    )

    def script(self, name: str, columns: Sequence[str]) -> Script:
        if self.part != "all":
            file, end = f"np.load(beside({quoted(self.path)}))", quoted(f"_{self.part}")
            taken = f"{{key.removesuffix({end}): file[key] for key in file if key.endswith({end})}}"
            return Script((f"file = {file}", f"{name} = {taken}"))
        return Script((f"{name} = np.load(beside({quoted(self.path)}))",))
