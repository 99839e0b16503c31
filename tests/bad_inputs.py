"""Makes the bad inputs of `tests/test_bad_inputs.py`: projects, data and Keras files that are wrong in one way each."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.csv_file import CsvFile
from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.npz_file import NpzFile
from graph.document.document import Call, Document, Source, new_document
from graph.editing import edits
from graph.specs.registry import layer_kinds, make
from graph.specs.training import TrainingPlan
from graph.storage.storage import dumps
from runtime.files import templates
from runtime.files.keras_files import save_keras, save_weights

Prepare = Callable[[Path], Sequence[object]]


def project(folder: Path, text: str | bytes) -> Path:
    path = folder / "project.loom"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def saved(folder: Path, document: Document) -> Path:
    return project(folder, dumps(document))


def changed(name: str, *steps: tuple[str, str]) -> str:
    """A template's text with parts replaced; each part must be there."""
    text = templates.text(name)
    for old, new in steps:
        assert old in text, old
        text = text.replace(old, new)
    return text


def small(kind: str = "Dense", shape: tuple[int, ...] = (3,), loss: str | None = "mse", **params: Any) -> Document:
    """Input, one layer called `middle`, Output; the Input's layer is l2 and the Output's l6."""
    document = new_document("small")
    document, _, x = edits.add_layer(document, "m1", make(layer_kinds()["Input"], {"shape": shape}), name="x")
    document, _, y = edits.add_layer(document, "m1", make(layer_kinds()[kind], params), name="middle")
    document, _, out = edits.add_layer(document, "m1", make(layer_kinds()["Output"], {"loss": loss}))
    document = edits.connect(document, "m1", Source(x), y, 0)
    return edits.connect(document, "m1", Source(y), out, 0)


def fed(document: Document, dataset: DatasetSpec, x: str = "x", y: str | None = "y") -> Document:
    """The document with columns bound to its Input and, where `y` is given, its Output."""
    bindings = {"l2": Binding(x)} | ({} if y is None else {"l6": Binding(y)})
    return replace(document, data=DataPlan(dataset, bindings), training=TrainingPlan(epochs=1))


def on_npz(folder: Path, document: Document, **arrays: Any) -> Path:
    """The document with columns `x` and `y` of an archive that stands beside it."""
    np.savez(folder / "data.npz", **arrays)
    return saved(folder, fed(document, NpzFile(path="data.npz")))


def on_csv(folder: Path, rows: Sequence[Sequence[object]], column: str = "a, b, c") -> Path:
    with (folder / "table.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return saved(folder, fed(small(units=1), CsvFile(path="table.csv"), column))


def keras_file(folder: Path, change: Callable[[dict[str, Any]], None] = lambda config: None) -> Path:
    """A `.keras` file of a small model whose config was tampered with."""
    document = small(units=2)
    whole = folder / "whole.keras"
    save_keras(whole, document, [np.zeros((3, 2), np.float32), np.zeros(2, np.float32)])
    with zipfile.ZipFile(whole) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    config = json.loads(members["config.json"])
    change(config)
    members["config.json"] = json.dumps(config).encode()
    whole.unlink()
    path = folder / "model.keras"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def first_dense(config: dict[str, Any]) -> dict[str, Any]:
    found = next(layer for layer in config["config"]["layers"] if layer["class_name"] == "Dense")
    assert isinstance(found, dict)
    return found


def to_lambda(config: dict[str, Any]) -> None:
    first_dense(config)["class_name"] = "Lambda"


def wider(config: dict[str, Any]) -> None:
    first_dense(config)["config"]["units"] = 3


def cut(path: Path, share: float = 0.5) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def with_cycle() -> Document:
    """dense feeds dense_1 and the reverse, as no editor would draw it."""
    document = small(units=3)
    model = document.main
    call = next(c for c in model.calls.values() if c.layer == "l4")
    second = Call("c90", "l4", (Source(call.id),))
    looped = replace(call, inputs=(Source("c90"),))
    return document.with_model(replace(model, calls={**model.calls, call.id: looped, "c90": second}))


def within_itself() -> Document:
    document = small(units=3)
    model = document.main
    layer = replace(model.layers["l4"], spec=make(layer_kinds()["Model"], {"model": "m1"}))
    return document.with_model(replace(model, layers={**model.layers, "l4": layer}))


def unconnected() -> Document:
    document = small(units=3)
    return edits.disconnect(document, "m1", "c5", 0)


def named(name: str) -> Document:
    """A layer of that name, with a problem that names it."""
    return edits.rename_layer(small("Reshape", target_shape=(5, 5)), "m1", "l4", name)


def without_targets(folder: Path) -> Path:
    np.savez(folder / "data.npz", x=X)
    return saved(folder, fed(small(units=2), NpzFile(path="data.npz"), y=None))


def split_to_nothing() -> Document:
    return replace(templates.load("layer_in_series"), training=TrainingPlan(validation_split=1))


def trained(folder: Path, document: Document) -> Path:
    """Weights of a small model, as a run writes them."""
    path = folder / "weights.h5"
    save_weights(path, document, [np.zeros((3, 2), np.float32), np.zeros(2, np.float32)])
    return path


def other_layout(folder: Path) -> Path:
    path = folder / "old.h5"
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [b"middle"]
        file.create_group("middle")
    return path


def linked(folder: Path) -> Path:
    """Weights that lead to another file."""
    path = folder / "weights.h5"
    with h5py.File(path, "w") as file:
        file["layers"] = h5py.ExternalLink("/etc/hostname", "/layers")
    return path


X, Y = np.zeros((4, 3), np.float32), np.zeros((4, 1), np.float32)


def holding(value: float) -> np.ndarray:
    array = X.copy()
    array[2, 1] = value
    return array


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def objects() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, x=np.array([{}], object), allow_pickle=True)
    return buffer.getvalue()


def broken_npz(folder: Path, data: bytes | None = None) -> Path:
    path = on_npz(folder, small(units=1), x=X, y=Y)
    archive = folder / "data.npz"
    archive.write_bytes(archive.read_bytes()[:200] if data is None else data)
    return path


def embedding(values: Any) -> Callable[[Path], Sequence[object]]:
    def prepare(folder: Path) -> Sequence[object]:
        document = small("Embedding", (4,), input_dim=10, output_dim=2)
        document = edits.set_params(document, "m1", "l2", {"dtype": "int32"})
        return "train", on_npz(folder, document, x=values, y=np.zeros((len(values), 4, 2), np.float32))

    return prepare


def sparse(labels: Any) -> Callable[[Path], Sequence[object]]:
    def prepare(folder: Path) -> Sequence[object]:
        document = small(units=3, activation="softmax", loss="sparse_categorical_crossentropy")
        return "train", on_npz(folder, document, x=X, y=np.asarray(labels))

    return prepare


def training(text: Callable[[Path], Path]) -> Prepare:
    return lambda folder: ("train", text(folder))


def opening(data: str | bytes) -> Prepare:
    return lambda folder: ("summary", project(folder, data))


def with_file(*arguments: str) -> Prepare:
    """Arguments in which `{}` stands for the folder of the test."""
    return lambda folder: [argument.format(folder) for argument in arguments]
