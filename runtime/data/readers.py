"""Opens whatever data set a document names."""

from __future__ import annotations

from pathlib import Path

from graph.data.data_plan import UnknownKind
from graph.data.data_sets import Cifar10, CsvFile, DatasetSpec, Digits, GeneratedSpec, ImageFolder, NpyFiles, NpzFile
from graph.specs.params import SpecError
from graph.specs.registry import make
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError, bad

SUFFIXES: dict[str, type[DatasetSpec]] = {
    ".npz": NpzFile,
    ".npy": NpyFiles,
    ".csv": CsvFile,
    ".tsv": CsvFile,
    ".txt": CsvFile,
}


def open_dataset(spec: DatasetSpec | UnknownKind | None, base_folder: Path | None = None) -> Dataset:
    """The data set of a spec; relative paths start at `base_folder`, the document's own. Raises DataError."""
    if spec is None:
        raise bad("No data set is chosen. Choose one before training.")
    if isinstance(spec, UnknownKind):
        raise bad("The data set {kind} is not known to this version, or has parameters that are not.", kind=spec.kind)
    paths = tuple(_existing(path, base_folder) for path in spec.paths())
    try:
        return _open(spec, paths)
    except MemoryError:
        raise bad("{kind} needs more memory than there is. Use fewer samples.", kind=spec.kind) from None
    except OSError as error:
        raise bad(
            "{path} can't be read: {reason}.", path=error.filename or spec.kind, reason=error.strerror or str(error)
        ) from None


def guess_spec(path: Path) -> DatasetSpec:
    """The kind of data set that a file or folder holds, by its name and contents; raises DataError."""
    if not path.exists():
        raise _missing(path)
    kind: type[DatasetSpec] | None = SUFFIXES.get(path.suffix.lower())
    if path.is_dir():
        kind = Cifar10 if _is_cifar(path) else NpyFiles if any(path.glob("*.npy")) else ImageFolder
    elif path.name.lower().startswith("cifar-10"):
        kind = Cifar10
    if kind is None:
        raise bad(
            "{path} is no kind of data that is known. Expected .npz, .npy, .csv, a folder of pictures by class, or "
            "CIFAR-10.",
            path=path.name,
        )
    try:
        return make(kind, {"path": str(path)})
    except SpecError as error:
        raise DataError(error.message) from None


def _open(spec: DatasetSpec, paths: tuple[Path, ...]) -> Dataset:
    from runtime.data import cifar10, csv_file, digits, generated, image_folder, npy_files, npz_file

    match spec:
        case Digits():
            return digits.open_digits(spec)
        case NpzFile():
            return npz_file.open_npz(paths[0])
        case NpyFiles():
            return npy_files.open_npy(paths)
        case CsvFile():
            return csv_file.open_csv(paths[0], spec)
        case ImageFolder():
            return image_folder.open_image_folder(paths[0], spec)
        case Cifar10():
            return cifar10.open_cifar10(paths[0], spec.part)
        case GeneratedSpec():
            return generated.generate(spec)
        case _:
            raise bad("There is no reader for {kind}.", kind=spec.kind)


def _existing(path: str, base_folder: Path | None) -> Path:
    whole = Path(base_folder or ".", Path(path).expanduser() if path.startswith("~") else path)
    try:
        found = whole.exists()
    except (OSError, ValueError, RuntimeError):
        found = False
    if not found:
        raise _missing(whole)
    return whole


def _missing(path: Path) -> DataError:
    return bad("There is no file or folder {path}. It may have been moved; choose it again.", path=str(path)[:300])


def _is_cifar(path: Path) -> bool:
    return (path / "data_batch_1").exists() or (path / "cifar-10-batches-py").is_dir()


__all__ = ["guess_spec", "open_dataset"]
