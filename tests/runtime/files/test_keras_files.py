"""Keras' files: what Keras wrote is read, what we write has Keras' layout, and nothing is trusted."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest

import runtime as keras
from graph.document.document import Document
from graph.inference.program import flatten
from graph.keras.config import CLASS_KEY, SEQUENTIAL
from graph.keras.paths import h5_groups
from graph.specs.message import MessageError
from runtime.api.building import to_document
from runtime.files import templates
from runtime.files.contents import KerasFileError
from runtime.files.documents import open_document, open_path
from runtime.files.keras_files import load_keras, load_weights, save_keras, save_weights
from runtime.files.weight_files import WeightFileError, expected_shapes, read_h5, write_h5

CASES = Path(__file__).resolve().parents[2] / "data" / "conformance"
SYSTEMS = sorted(path.name for path in CASES.glob("system_*"))


def random_weights(document: Document) -> list[np.ndarray]:
    random = np.random.default_rng(5)
    return [random.normal(size=w.weight.shape).astype(np.float32) for w in flatten(document).weights]


@pytest.mark.parametrize("case", SYSTEMS)
def test_models_that_keras_saved_come_with_their_weights(case: str) -> None:
    _, arrays, _ = load_keras(CASES / case / "model.keras")
    with np.load(CASES / case / "data.npz") as data:
        assert all(np.array_equal(array, data[f"before.{i}"]) for i, array in enumerate(arrays))


@pytest.mark.parametrize("name", templates.names())
def test_what_is_saved_comes_back(name: str, tmp_path: Path) -> None:
    document = templates.load(name)
    weights = random_weights(document)
    save_keras(tmp_path / "model.keras", document, weights)
    save_weights(tmp_path / "weights.h5", document, weights)
    loaded, arrays, config = load_keras(tmp_path / "model.keras")
    assert [w.path for w in flatten(loaded).weights] == [w.path for w in flatten(document).weights]
    assert loaded.training.optimizer == document.training.optimizer and config["loss"] is not None
    for found in (arrays, load_weights(tmp_path / "weights.h5", document)):
        assert all(np.array_equal(a, b) for a, b in zip(found, weights, strict=True))


def test_the_archive_is_laid_out_as_keras_lays_it_out(tmp_path: Path) -> None:
    document = templates.load("tweets")
    save_keras(tmp_path / "model.keras", document, random_weights(document))
    with zipfile.ZipFile(tmp_path / "model.keras") as archive:
        assert archive.namelist() == ["metadata.json", "config.json", "model.weights.h5"]
        assert json.loads(archive.read("metadata.json")).keys() == {"keras_version", "date_saved"}
        assert json.loads(archive.read("config.json"))["class_name"] == "Functional"


def test_a_reader_of_either_layout_finds_the_weights() -> None:
    """Keras takes the layout from the name: `….weights.h5` is the new one, any other `.h5` that of Keras 2."""
    document = templates.load("autoencoder")
    weights = random_weights(document)
    with h5py.File(io.BytesIO(write_h5(document, weights))) as file:
        assert all(file[group].attrs["name"] == name for group, name in h5_groups(document))
        assert np.array_equal(file["layers/functional/layers/conv2d/vars/0"][()], weights[0])
        names = [name.decode() for name in file.attrs["layer_names"]]
        old = [file[n][w.decode()][()] for n in names for w in file[n].attrs["weight_names"]]
    assert names == ["layers/functional", "layers/functional_1"]
    assert all(np.array_equal(a, b) for a, b in zip(old, weights, strict=True))


def test_what_an_optimizer_left_in_the_file_is_passed_over() -> None:
    document = templates.load("layer_in_series")
    weights = random_weights(document)
    buffer = io.BytesIO(write_h5(document, weights))
    with h5py.File(buffer, "a") as file:
        file.create_dataset("optimizer/vars/0", data=np.int32(7))
        file.create_dataset("layers/dropout/seed_generator/vars/0", data=np.zeros(2, np.uint32))
    found = read_h5(buffer.getvalue(), document, "file")
    assert all(np.array_equal(a, b) for a, b in zip(found, weights, strict=True))


def to_text(file: h5py.File) -> None:
    del file["layers/dense/vars/0"]
    file.create_dataset("layers/dense/vars/0", data=np.full((16, 16), b"x"))


def soft_link(file: h5py.File) -> None:
    del file["layers/dense/vars/0"]
    file["layers/dense/vars/0"] = h5py.SoftLink("/layers/dense_1/vars/0")


def external_numbers(file: h5py.File) -> None:
    del file["layers/dense/vars/0"]
    file.create_dataset("layers/dense/vars/0", (16, 16), "f4", external=[("/etc/hostname", 0, 1024)])


def virtual(file: h5py.File) -> None:
    del file["layers/dense/vars/0"]
    layout = h5py.VirtualLayout((16, 16), "f4")
    layout[:] = h5py.VirtualSource("/etc/hostname", "x", (16, 16))
    file.create_virtual_dataset("layers/dense/vars/0", layout)


def shape_bomb(file: h5py.File) -> None:
    del file["layers/dense/vars/0"]
    file.create_dataset("layers/dense/vars/0", (2**20, 2**20), "f4", chunks=(16, 16))


def loop(file: h5py.File) -> None:
    file["layers/dense/again"] = file["layers"]


def missing(file: h5py.File) -> None:
    del file["layers/dense_1/vars/1"]


def extra(file: h5py.File) -> None:
    file.create_dataset("layers/dense_2/vars/0", data=np.zeros(3, np.float32))


@pytest.mark.parametrize(
    "tamper",
    [to_text, soft_link, external_numbers, virtual, shape_bomb, loop, missing, extra],
    ids=lambda f: f.__name__,
)
def test_a_file_that_is_not_what_it_should_be_is_refused(tamper: Callable[[h5py.File], None]) -> None:
    document = templates.load("layer_in_series")
    buffer = io.BytesIO(write_h5(document, random_weights(document)))
    with h5py.File(buffer, "a") as file:
        tamper(file)
    with pytest.raises(WeightFileError, match=r"^file "):
        read_h5(buffer.getvalue(), document, "file")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_truncated_file_is_refused(share: float, tmp_path: Path) -> None:
    document = templates.load("decoder")
    for path, write in ((tmp_path / "m.keras", save_keras), (tmp_path / "w.h5", save_weights)):
        write(path, document, random_weights(document))
        path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
        with pytest.raises((KerasFileError, WeightFileError)):
            load_weights(path, document)


def archive_with(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def link(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = 0o120777 << 16
    return member


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "members",
    [
        (),
        (("config.json", b"{}"), ("config.json", b"{}")),
        ((link("config.json"), b"/etc/passwd"),),
        (("../config.json", b"{}"),),
        (("config.json", b"[1"),),
        (("config.json", b'"text"'),),
        (("config.json", b"\xff"),),
        tuple((f"{i}", b"") for i in range(1_001)),
    ],
    ids=["empty", "twice", "link", "outside", "half JSON", "no object", "no text", "too many"],
)
def test_a_hostile_archive_is_refused_and_nothing_is_unpacked(
    members: tuple[tuple[str | zipfile.ZipInfo, bytes], ...], tmp_path: Path
) -> None:
    path = archive_with(tmp_path / "model.keras", *members)
    with pytest.raises(KerasFileError, match=r"^model\.keras "):
        load_keras(path)
    assert list(tmp_path.iterdir()) == [path]


def test_an_archive_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    document = templates.load("layer_in_series")
    path = tmp_path / "model.keras"
    save_keras(path, document, random_weights(document))
    with zipfile.ZipFile(path) as archive:
        config = archive.read("config.json")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", config)
        archive.writestr("model.weights.h5", bytes(80 << 20))
    with pytest.raises(KerasFileError, match=r"at most 67108864"):
        load_keras(path)


def test_the_shapes_are_those_of_the_weights() -> None:
    document = templates.load("headline")
    assert list(expected_shapes(document).values()) == [w.weight.shape for w in flatten(document).weights]


def test_what_a_model_was_compiled_with_is_saved(tmp_path: Path) -> None:
    x = keras.Input((3,))
    model = keras.Model(x, keras.layers.Dense(2)(x))
    model.compile(keras.optimizers.SGD(0.3, momentum=0.5, clipnorm=2.0), "mae", metrics=["mse"])
    model.save(tmp_path / "model.keras")
    document, _, _ = load_keras(tmp_path / "model.keras")
    assert document.training.optimizer == keras.optimizers.SGD(0.3, momentum=0.5, clipnorm=2.0).spec
    assert keras.saving.load_model(tmp_path / "model.keras").metrics_names == ["loss", "mse"]


def test_what_came_as_a_sequential_model_is_saved_as_one(tmp_path: Path) -> None:
    x = keras.Input((3,))
    document = to_document(keras.Model(x, keras.layers.Dense(2)(x))).document
    document = document.with_model(replace(document.main, extra={CLASS_KEY: SEQUENTIAL}))
    save_keras(tmp_path / "first.keras", document, random_weights(document))
    model = keras.saving.load_model(tmp_path / "first.keras")
    model.save(tmp_path / "second.keras")
    with zipfile.ZipFile(tmp_path / "second.keras") as archive:
        assert json.loads(archive.read("config.json"))["class_name"] == "Sequential"


def test_a_call_on_nothing_that_exists_is_refused_with_the_name_of_its_layer(tmp_path: Path) -> None:
    x = keras.Input((3,))
    keras.Model(x, keras.layers.Dense(2, name="broken")(x)).save(tmp_path / "model.keras")
    with zipfile.ZipFile(tmp_path / "model.keras") as archive:
        config = json.loads(archive.read("config.json"))
    config["config"]["layers"][1]["inbound_nodes"][0]["args"][0]["config"]["keras_history"][1] = -1
    path = archive_with(tmp_path / "other.keras", ("config.json", json.dumps(config).encode()))
    with pytest.raises(KerasFileError, match="The layer broken is fed by something"):
        load_keras(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00", "is a file of the kind PNG"),
        (b"\x8a\x12\xff\x31", "is no archive, no HDF5 and no text"),
        (b"{\xe4\xb8", "not complete JSON|no text"),
        (None, "is a folder, but of no run and no model"),
    ],
)
def test_what_is_no_model_at_all_is_called_what_it_is(content: bytes | None, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "m.keras"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(MessageError, match=sentence):
        open_path(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_no_file_that_is_missing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.keras")
    with pytest.raises(MessageError, match="is a pipe or a device"):
        open_document(str(tmp_path / "m.keras"))
