"""What opens a data set, and whatever data set a document names opened."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from graph.data.data_plan import UnknownKind
from graph.data.data_sets.data_set import DatasetSpec
from graph.specs.message import Message
from graph.specs.params import SpecError, params_of
from graph.specs.registry import kinds, make
from runtime.data.class_folders import divided
from runtime.data.column import Column
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError, bad
from runtime.kinds.computes import computing

NO, LIKELY, SURE = range(3)


class Reader(ABC):
    """Base of what opens data sets; `paths` are those of the spec, which exist."""

    like: Dataset | None = None
    """The data that was trained on, where this is to be judged or predicted for: its columns are read as those were."""

    def __init__(self, spec: Any, paths: tuple[Path, ...]) -> None:
        self.spec = spec
        self.paths = paths

    @abstractmethod
    def open(self) -> Dataset:
        """The set with its columns; raises DataError with a sentence for whatever is wrong with it."""

    @classmethod
    def recognizes(cls, kind: type[DatasetSpec], path: Path) -> int:
        """Whether a file or folder holds data of this kind: NO, LIKELY by its ending, SURE by name or contents."""
        return LIKELY if path.suffix.lower() in kind.suffixes and path.is_file() else NO

    @classmethod
    def suggest(cls, kind: type[DatasetSpec], path: Path) -> DatasetSpec:
        """How to read a file or folder of this kind; raises SpecError."""
        return make(kind, {"path": str(path)})

    @classmethod
    def held_out(cls, spec: DatasetSpec, path: Path) -> DatasetSpec | None:
        """What is kept beside the data for validation, None where nothing is."""
        return spec.replace(part="test") if getattr(spec, "part", None) == "train" else None


class GeneratedReader(Reader):
    """Base of what computes data sets from a seed; they are called generated wherever they are shown."""

    @abstractmethod
    def columns(self) -> tuple[list[Column], Message]:
        """The columns, and a sentence about them; the same parameters always give the same."""

    def open(self) -> Dataset:
        columns, about = self.columns()
        return Dataset(f"generated: {columns[0].name}", columns, about, generated=True)


def open_dataset(
    spec: DatasetSpec | UnknownKind | None, base_folder: Path | None = None, like: Dataset | None = None
) -> Dataset:
    """The data set of a spec; relative paths start at `base_folder`, the document's own. Raises DataError.

    `like` is the data that was trained on: what its columns hold is not guessed anew from other rows.
    """
    if spec is None:
        raise bad("No data set is chosen. Choose one before training.")
    if isinstance(spec, UnknownKind):
        raise bad("The data set {kind} is not known to this version, or has parameters that are not.", kind=spec.kind)
    paths = tuple(_existing(path, base_folder) for path in spec.paths())
    reader = computing(type(spec), Reader)
    if reader is None:
        raise bad("There is no reader for {kind}.", kind=spec.kind)
    try:
        opening = reader(spec, paths)
        opening.like = like
        return opening.open()
    except MemoryError:
        raise bad("{kind} needs more memory than there is. Use fewer samples.", kind=spec.kind) from None
    except OSError as error:
        raise bad(
            "{path} can't be read: {reason}.", path=error.filename or spec.kind, reason=error.strerror or str(error)
        ) from None


def read_alike(path: Path, known: DatasetSpec | UnknownKind | None) -> DatasetSpec:
    """The data set in a file or folder, read as one of the same kind that is known is: with its delimiter, its letters,
    its size of pictures. Raises DataError."""
    found = guess_spec(path)
    return known.replace(path=str(path)) if isinstance(known, type(found)) and "path" in params_of(known) else found


def guess_spec(path: Path) -> DatasetSpec:
    """The kind of data set that a file or folder holds, by its name and contents; raises DataError.

    Of a folder that is divided into parts that for training.
    """
    return guess_sets(path)[0]


def guess_sets(path: Path, wanted: type[DatasetSpec] | None = None) -> tuple[DatasetSpec, DatasetSpec | None]:
    """The data set in a file or folder, and that for validation where it is divided already: a folder with `train/` and
    `test/` in it, MNIST's four files. Raises DataError.

    `wanted` is a kind that somebody chose, which is taken where it reads files of this ending, or folders, or where the
    ending says nothing.
    """
    if not path.exists():
        raise _missing(path)
    _need_lasting(path)
    if wanted is not None and (wanted.takes_folder if path.is_dir() else _may_be(wanted, path.suffix.lower())):
        reader = computing(wanted, Reader)
        if reader is not None and divided(path) is None:
            spec = reader.suggest(wanted, path)
            return spec, reader.held_out(spec, path)
    certainty, kind = max(((_certainty(kind, path), kind) for kind in path_kinds()), key=lambda found: found[0])
    if certainty < SURE and (parts := divided(path)) is not None:
        training = guess_spec(parts[0])
        return training, training.replace(path=str(parts[1]))
    reader = computing(kind, Reader)
    if certainty == NO or reader is None:
        raise bad(
            "{path} is no kind of data that is known. Expected a file that ends in {suffixes}, or a folder of files by "
            "class.",
            path=path.name,
            suffixes=", ".join(file_suffixes()),
        )
    try:
        spec = reader.suggest(kind, path)
        return spec, reader.held_out(spec, path)
    except SpecError as error:
        raise DataError(error.message) from None


def path_kinds() -> list[type[DatasetSpec]]:
    """The kinds of data sets that lie in a file or folder."""
    found = (kind for kind in kinds("dataset").values() if issubclass(kind, DatasetSpec))
    return [kind for kind in found if "path" in params_of(kind)]


def file_suffixes() -> list[str]:
    """The endings of all files that can be read."""
    return sorted({suffix for kind in path_kinds() for suffix in kind.suffixes})


def _may_be(kind: type[DatasetSpec], ending: str) -> bool:
    return ending in kind.suffixes or (bool(kind.suffixes) and ending not in file_suffixes())


def _certainty(kind: type[DatasetSpec], path: Path) -> int:
    reader = computing(kind, Reader)
    return NO if reader is None else reader.recognizes(kind, path)


def _existing(path: str, base_folder: Path | None) -> Path:
    whole = Path(base_folder or ".", Path(path).expanduser() if path.startswith("~") else path)
    try:
        found = whole.exists()
    except (OSError, ValueError, RuntimeError):
        found = False
    if not found:
        raise _missing(whole)
    _need_lasting(whole)
    return whole


def _need_lasting(path: Path) -> None:
    """Raise DataError for a pipe, a device or a socket: to read one might never end, and it can't be read twice."""
    if not path.is_file() and not path.is_dir():
        raise bad("{path} is neither a file nor a folder. Save the data as a file first.", path=path.name)


def _missing(path: Path) -> DataError:
    return bad("There is no file or folder {path}. It may have been moved; choose it again.", path=str(path)[:300])
