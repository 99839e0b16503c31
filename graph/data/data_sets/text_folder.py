"""Folders of texts by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.data.data_sets.letters_script import LETTERS
from graph.specs.params import param
from graph.specs.quoting import quoted
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class TextFolder(DatasetSpec):
    """A folder with one subfolder of `.txt` files per class; columns `text` and `label`."""

    caption: ClassVar[str] = "A folder with one subfolder of texts (.txt) per class"
    takes_folder: ClassVar[bool] = True
    split: ClassVar[str] = "stratified"
    examples: ClassVar[tuple[Any, ...]] = ({"path": "reviews"}, {"path": "reviews", "encoding": "latin-1"})
    path: str = param("text", help="The folder that holds the classes' subfolders.")
    encoding: str = param(
        "choice",
        "utf-8",
        "How the letters are stored.",
        choices=("utf-8", "latin-1", "cp1252", "utf-16"),
        advanced=True,
    )

    def script(self, name: str, columns: Sequence[str]) -> Script:
        encoding = "utf-8-sig" if self.encoding == "utf-8" else self.encoding
        lines = (
            f"folder = beside({quoted(self.path)})",
            'classes = sorted(f.name for f in folder.iterdir() if f.is_dir() and not f.name.startswith("."))',
            "texts, labels = [], []",
            "for label, name in enumerate(classes):",
            "    for path in sorted((folder / name).iterdir()):",
            '        if path.suffix.lower() == ".txt" and not path.name.startswith("."):',
            f"            texts.append(path.read_text(encoding=letters_of(path, {quoted(encoding)})).strip())",
            "            labels.append(label)",
            f'{name} = {{"text": np.unique(texts, return_inverse=True)[1], "label": np.array(labels)}}',
        )
        return Script(lines, (), LETTERS)
