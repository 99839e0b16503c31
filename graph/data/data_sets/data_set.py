"""What every data set says of itself: what it reads, and how a plain script would read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.data.known_column import KnownColumn
from graph.specs.message import say
from graph.specs.params import SpecError
from graph.specs.spec import Value


@dataclass(frozen=True)
class Script:
    """Lines of plain Python that leave a set's columns by name in a variable; every text enters them through `quoted`.

    Files are found by `beside(…)`, which the script defines. `imports` are lines to stand at its head, `functions` the
    source of functions to stand before these lines, once for all sets.
    """

    lines: tuple[str, ...]
    imports: tuple[str, ...] = ()
    functions: str = ""


@dataclass(frozen=True)
class DatasetSpec(Value):
    """Base of the data sets: a kind with parameters. Columns are known once the set is opened."""

    category: ClassVar[str] = "dataset"
    caption: ClassVar[str] = ""
    """One sentence for the list of data sets."""
    suffixes: ClassVar[tuple[str, ...]] = ()
    """Endings of the files that `path` may name, such as ".csv"."""
    takes_folder: ClassVar[bool] = False
    """Whether one chooses a folder for `path` first of all."""
    generated: ClassVar[bool] = False
    """Whether the samples are computed from a seed rather than measured in the world."""

    split: ClassVar[str] = "end"
    """Which rows are best kept for validation where nobody said: the last, any (`shuffled`), or a share of each class
    (`stratified`). Tables and folders are often sorted."""

    def paths(self) -> tuple[str, ...]:
        """The files or folders it reads, as written in the document; relative ones are relative to the document."""
        path = getattr(self, "path", None)
        return () if path is None else (path,)

    def need_path(self, path: str) -> None:
        """Raise SpecError for an empty path or one with characters that no file system takes."""
        if not path.strip() or "\0" in path:
            raise SpecError(
                say("{kind}: path must name a file or folder. Received: {path!r}.", kind=self.kind, path=path)
            )

    def script(self, name: str, columns: Sequence[str]) -> Script | None:
        """A script that reads the set, None where only this program can make it.

        `columns` are those of the set as far as they are known.
        """
        return None

    def columns(self) -> tuple[KnownColumn, ...]:
        """The columns where they follow from the parameters: so a network can be drawn before the set is opened."""
        return ()

    def check(self) -> None:
        for path in self.paths():
            self.need_path(path)


@dataclass(frozen=True)
class GeneratedSpec(DatasetSpec):
    """Base of the sets that are computed from a seed; the same parameters give the same samples."""

    generated: ClassVar[bool] = True
