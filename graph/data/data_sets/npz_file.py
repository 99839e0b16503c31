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
    examples: ClassVar[tuple[Any, ...]] = ({"path": "data.npz"},)
    path: str = param("text", help="The .npz file.")

    def script(self, name: str, columns: Sequence[str]) -> Script:
        return Script((f"{name} = np.load(beside({quoted(self.path)}))",))
