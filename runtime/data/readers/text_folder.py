"""A folder with one subfolder of texts per class."""

from __future__ import annotations

from pathlib import Path

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.text_folder import TextFolder
from graph.specs.message import say
from runtime.data.categories import Categories
from runtime.data.class_folders import classified, holds_classes_of, left_out, name_in, named_in
from runtime.data.column import ArrayColumn
from runtime.data.dataset import Dataset
from runtime.data.errors import bad
from runtime.data.letters import letters_without_mark
from runtime.data.memory import need_memory
from runtime.data.readers.reader import NO, SURE, Reader
from runtime.kinds.computes import computes

SUFFIXES = (".txt",)
MOST_BYTES = 64 << 20


@computes(TextFolder)
class TextFolderReader(Reader):
    def open(self) -> Dataset:
        return open_text_folder(self.paths[0], self.spec)

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        return SURE if holds_classes_of(path, SUFFIXES) else NO


def open_text_folder(path: Path, spec: TextFolder) -> Dataset:
    """Columns `text`, categories that the steps for texts read, and `label`, classes by name; raises DataError."""
    files, labels, classes = classified(path, SUFFIXES, "texts")
    need_memory(path.name, sum(file.stat().st_size for file in files))
    texts = Categories()
    codes = texts.codes([_text(file, path, spec.encoding) for file in files])
    description = say("{count} texts in {folders} folders", count=len(files), folders=len(classes))
    columns = [texts.column("text", codes), ArrayColumn("label", labels, classes)]
    return Dataset(
        path.name, columns, description, notes=left_out([path], files, SUFFIXES, "texts"), files=named_in(files, path)
    )


def _text(file: Path, folder: Path, encoding: str) -> str:
    name = name_in(file, folder)
    if file.stat().st_size > MOST_BYTES:
        raise bad("{name} is larger than {most} MiB. Is it one text?", name=name, most=MOST_BYTES >> 20)
    try:
        return file.read_text(encoding=letters_without_mark(file, encoding))
    except UnicodeError:
        raise bad(
            "{name}: the letters are not stored as {encoding}. Choose another encoding or save the text as UTF-8.",
            name=name,
            encoding=encoding,
        ) from None
