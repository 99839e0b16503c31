"""A document written as code: a script, a notebook or a folder, with what it reads lying beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.data.data_plan import DataPlan
from graph.document.document import Document
from graph.document.names import identifier
from graph.export.data_script import needs_file
from graph.export.keras_code import ARCHITECTURE, TRAINING, WEIGHTS, keras_code
from graph.export.notebook import notebook
from graph.export.project_folder import project_files
from graph.export.script_parts import data_file_name
from graph.export.script_weights import as_written
from graph.keras.config import KerasConfigError
from graph.keras.paths import h5_paths
from graph.specs.message import Message, say
from graph.storage.atomic import atomic_write
from graph.storage.data_paths import relocated
from runtime.ops.op import Array

SCRIPT, NOTEBOOK = ".py", ".ipynb"


@dataclass(frozen=True)
class Written:
    """What was written: the code, the files beside it, all of them, and what the code will miss."""

    path: Path
    beside: tuple[Path, ...]
    files: tuple[Path, ...]
    missing: Message | None


def write_code(
    document: Document,
    folder: Path,
    path: Path,
    form: str = TRAINING,
    weights: Sequence[Array] | None = None,
    before: Callable[[Path], None] = lambda _file: None,
) -> Written:
    """Write `path` (a `.py`, an `.ipynb`, else a folder); relative paths of data start from `folder`.

    `before` is told each file before the first is written: where it raises, none is.
    Raises MessageError where the code can't be written, OSError where the files can't be.
    """
    if form == WEIGHTS and weights is None:
        raise KerasConfigError(
            say("There are no weights yet. Train the network, then export the run's folder or the file of its weights.")
        )
    is_folder = path.suffix not in (SCRIPT, NOTEBOOK)
    place, stem = (path, identifier(document.main.name)) if is_folder else (path.parent, path.stem)
    files: dict[str, Path] = {}
    columns: tuple[str, ...] = ()
    training = form == TRAINING or is_folder
    if training:
        files, columns = _data_files(document, folder, place, stem)
    weight_file = place / f"{stem}.weights.h5" if weights is not None and form != ARCHITECTURE else None
    names = {
        "data_file": files["data"].name if "data" in files else None,
        "validation_file": files["validation"].name if "validation" in files else None,
        "weight_file": weight_file.name if weight_file else None,
    }
    moved = relocated(document, folder, place)
    if is_folder:
        texts = {path / name: text for name, text in project_files(moved, columns=columns, **names).items()}
    elif path.suffix == NOTEBOOK:
        texts = {path: notebook(moved, form, columns=columns, **names)}
    else:
        texts = {path: keras_code(moved, form, columns=columns, **names)}
    beside = [*files.values(), *([weight_file] if weight_file else [])]
    for file in (*texts, *beside):
        before(file)
    if is_folder:
        path.mkdir(exist_ok=True)
    _save_data(document.data, folder, files)
    if weight_file is not None and weights is not None:
        _save_weights(weight_file, document, weights)
    for file, text in texts.items():
        atomic_write(file, text.encode("utf-8"))
    return Written(path, tuple(beside), (*texts, *beside), _missing(document) if training else None)


def _data_files(document: Document, folder: Path, place: Path, stem: str) -> tuple[dict[str, Path], tuple[str, ...]]:
    """The files for data that only this program can make, and the columns that patterns need."""
    plan = document.data
    files: dict[str, Path] = {}
    if plan.dataset is not None and needs_file(plan):
        files["data"] = place / f"{stem}_data.npz"
        if plan.validation is not None:
            files["validation"] = place / f"{stem}_validation.npz"
    return files, _columns(plan, folder)


def _columns(plan: DataPlan, folder: Path) -> tuple[str, ...]:
    if plan.dataset is None or not any("*" in binding.column for binding in plan.bindings.values()):
        return ()
    from runtime.data.readers.reader import open_dataset

    return tuple(open_dataset(plan.dataset, folder).columns)


def _save_data(plan: DataPlan, folder: Path, files: dict[str, Path]) -> None:
    from runtime.data.readers.reader import open_dataset
    from runtime.data.saving import save_columns

    for key, file in files.items():
        save_columns(open_dataset(plan.dataset if key == "data" else plan.validation, folder), plan.bindings, file)


def _save_weights(path: Path, document: Document, weights: Sequence[Array]) -> None:
    """Write weights, in the document's order, to where the script's model looks for them."""
    from runtime.files.keras_files import save_weights

    given = {(layer, name): array for (layer, name, _), array in zip(h5_paths(document), weights, strict=True)}
    written = as_written(document)
    save_weights(path, written, [given[layer, name] for layer, name, _ in h5_paths(written)])


def _missing(document: Document) -> Message | None:
    """What a training script will look for in vain."""
    plan = document.data
    if plan.dataset is None or not plan.bindings:
        return say(
            "There is no data yet: load_data says which arrays it expects, in the file {file}.",
            file=data_file_name(document),
        )
    return None
