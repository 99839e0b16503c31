"""Arrays in files of their own."""

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
class NpyFiles(DatasetSpec):
    """NumPy `.npy` files, memory-mapped: a set larger than the memory can be trained on."""

    caption: ClassVar[str] = "NumPy arrays (.npy) read from disk while training, for sets larger than the memory"
    suffixes: ClassVar[tuple[str, ...]] = (".npy",)
    examples: ClassVar[tuple[Any, ...]] = ({"path": "x.npy; y.npy"}, {"path": "folder"})
    path: str = param("text", help="A .npy file, several separated by ';', or a folder of them. Each is a column.")

    def paths(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.path.split(";")) if self.path.strip() else (self.path,)

    def script(self, name: str, columns: Sequence[str]) -> Script:
        lines = [f"{name} = {{}}"]
        for path in self.paths():
            place = f"beside({quoted(path)})"
            files = f"[{place}]" if path.lower().endswith(".npy") else f'{place}.glob("*.npy")'
            lines += [f"for path in {files}:", f'    {name}[path.stem] = np.load(path, mmap_mode="r")']
        return Script(tuple(lines))
