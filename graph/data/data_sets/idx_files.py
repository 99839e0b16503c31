"""MNIST and what is stored as it is."""

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
class IdxFiles(DatasetSpec):
    """The four files of MNIST, Fashion-MNIST and the like in a folder, packed by gzip or not; `image` and `label`."""

    caption: ClassVar[str] = "A folder of MNIST's four files (idx), packed or not"
    takes_folder: ClassVar[bool] = True
    examples: ClassVar[tuple[Any, ...]] = ({"path": "mnist"}, {"path": "fashion-mnist", "part": "all"})
    path: str = param("text", help="The folder with the files of images and labels.")
    part: str = param("choice", "train", "Which images.", choices=("train", "test", "all"))

    def script(self, name: str, columns: Sequence[str]) -> Script:
        parts = {"train": ("train",), "test": ("t10k",), "all": ("train", "t10k")}[self.part]
        folder = f"beside({quoted(self.path)})"
        both = [
            f"np.concatenate([read_idx({folder}, part, {quoted(what)}) for part in {parts!r}])".replace("'", '"')
            for what in ("images", "labels")
        ]
        return Script((f'{name} = {{"image": {both[0]}, "label": {both[1]}}}',), ("import gzip",), READ_IDX)


READ_IDX = '''\
def read_idx(folder, part, what):
    """The numbers of one of MNIST's files, packed or not."""
    path = min(p for p in folder.iterdir() if p.name.lower().startswith((f"{part}-{what}", f"{part}_{what}")))
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    sizes = np.frombuffer(data, ">i4", data[3], 4)
    return np.frombuffer(data, "uint8", offset=4 + 4 * len(sizes)).reshape(sizes)'''
