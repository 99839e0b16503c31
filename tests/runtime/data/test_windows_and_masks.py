"""Time series as windows, and pictures with masks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import runtime as keras
from graph.data.data_sets.mask_folders import MaskFolders
from graph.data.data_sets.time_windows import TimeWindows
from runtime.cli import main
from runtime.data import DataError, Dataset, guess_spec, open_dataset


def values(dataset: Dataset, name: str) -> Any:
    return np.asarray(dataset.column(name).block(0, dataset.rows))


def weather(path: Path, rows: int = 40) -> np.ndarray:
    """Two columns of numbers and one of days."""
    table = np.stack([np.sin(np.arange(rows) / 3), np.arange(rows) / 4], axis=1).astype(np.float32)
    lines = [f"2024-01-{i % 28 + 1:02d},{a!r},{b!r}" for i, (a, b) in enumerate(table.tolist())]
    path.write_text("\n".join(["day,temperature,wind", *lines]))
    return table


@pytest.mark.parametrize(
    ("length", "stride", "sampling", "offset"), [(3, 1, 1, 1), (4, 2, 3, 2), (1, 5, 1, 0), (8, 1, 3, 6)]
)
def test_windows_are_those_of_keras(length: int, stride: int, sampling: int, offset: int, tmp_path: Path) -> None:
    table = weather(tmp_path / "w.csv")
    spec = TimeWindows(
        str(tmp_path / "w.csv"), length=length, stride=stride, sampling=sampling, offset=offset, targets="temperature"
    )
    dataset = open_dataset(spec)
    behind = (length - 1) * sampling + offset
    made = keras.utils.timeseries_dataset_from_array(
        table[: len(table) - offset], table[behind:, 0], length, stride, sampling, batch_size=None
    )
    windows, targets = (np.stack(parts) for parts in zip(*made))
    np.testing.assert_array_equal(values(dataset, "window"), windows)
    np.testing.assert_array_equal(values(dataset, "temperature_next"), targets)
    out = np.empty((2, length, 2), np.float32)
    dataset.column("window").gather(np.array([1, 0]), out)
    np.testing.assert_array_equal(out, windows[[1, 0]])
    assert str(dataset.notes[-1]) == "Not in the windows, for they hold no plain numbers: day."


def test_what_windows_cannot_be_cut_of_is_said(tmp_path: Path) -> None:
    weather(tmp_path / "w.csv", rows=10)
    spec = TimeWindows(str(tmp_path / "w.csv"), length=10)
    with pytest.raises(DataError, match=r"w\.csv has 10 rows, and a window with its target takes 11"):
        open_dataset(spec)
    with pytest.raises(DataError, match="column 'day' is none of plain numbers"):
        open_dataset(spec.replace(columns_used="day"))
    with pytest.raises(DataError, match="There is no column 'sun'"):
        open_dataset(spec.replace(targets="sun"))


def test_from_a_series_to_a_trained_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    weather(tmp_path / "w.csv", rows=60)
    reading = ["--read", "kind=TimeWindows", "--read", "length=6"]
    assert main(["data", "w.csv", "kind=TimeWindows", "length=6", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "TimeWindows"
    assert main(["new", "w.loom", "--data", "w.csv", "--target", "wind_next", *reading]) == 0
    assert main(["train", "w.loom", "--epochs", "1", "-o", "r"]) == 0
    assert main(["data", "w.csv", "kind=Nothing"]) != 0
    assert "There is no kind of data set 'Nothing'" in capsys.readouterr().err


def masks(folder: Path) -> None:
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True)
    for i in range(3):
        Image.new("RGB", (8, 6), (i, 0, 0)).save(folder / "images" / f"{i}.jpg")
        classes = np.zeros((6, 8), np.uint8)
        classes[: i + 1] = i + 1
        mask = Image.fromarray(classes)
        if i == 1:
            mask.putpalette(list(range(256)) * 3)
        mask.save(folder / "masks" / f"{i}.png")


def test_masks_are_class_numbers_that_scaling_does_not_mix(tmp_path: Path) -> None:
    masks(tmp_path / "p")
    spec = guess_spec(tmp_path / "p")
    assert spec == MaskFolders(str(tmp_path / "p"))
    dataset = open_dataset(spec.replace(height=12, width=16))
    found = values(dataset, "mask")
    assert values(dataset, "image").shape == (3, 12, 16, 3) and found.shape == (3, 12, 16)
    assert [np.unique(mask).tolist() for mask in found] == [[0, 1], [0, 2], [0, 3]]
    assert [(mask > 0).sum() for mask in found] == [2 * 16, 4 * 16, 6 * 16]


def test_what_is_wrong_with_masks_is_said(tmp_path: Path) -> None:
    masks(tmp_path / "p")
    spec = guess_spec(tmp_path / "p")
    Image.new("RGB", (8, 6)).save(tmp_path / "p" / "masks" / "0.png")
    with pytest.raises(DataError, match=r"masks/0\.png is a picture in colours"):
        values(open_dataset(spec), "mask")
    Image.new("L", (9, 6)).save(tmp_path / "p" / "masks" / "0.png")
    with pytest.raises(DataError, match=r"images/0\.jpg has 8×6 pixels, its mask 9×6"):
        open_dataset(spec)
    (tmp_path / "p" / "masks" / "2.png").unlink()
    (tmp_path / "p" / "masks" / "0.png").unlink()
    with pytest.raises(DataError, match=r"images/0\.jpg has no mask of the same name in masks"):
        open_dataset(spec)
    with pytest.raises(DataError, match="has no subfolder 'labels'"):
        open_dataset(spec.replace(masks="labels"))


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve pictures of two classes in a folder, their masks, and a table that names both."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shots").mkdir()
    rows = ["photo,what,weight,road_mask"]
    for i in range(12):
        Image.new("RGB", (9, 7), (20 * i, 200 * (i % 2), 5)).save(tmp_path / "shots" / f"p {i}.png")
        Image.fromarray(np.full((7, 9), i % 3, np.uint8)).save(tmp_path / "shots" / f"m{i}.png")
        rows.append(f"p {i}.png,{['cat', 'dog'][i % 2]},{i / 4},m{i}.png")
    (tmp_path / "labels.csv").write_text("\n".join(rows))
    return tmp_path


def test_pictures_named_by_a_table_with_classes_numbers_and_masks(pictures: Path) -> None:
    table = (pictures / "labels.csv").read_text()
    (pictures / "labels.csv").write_text(table, encoding="utf-16")
    spec = guess_spec(pictures / "labels.csv")
    assert (spec.kind, spec.files, spec.masks, spec.folder) == ("ImageTable", "photo", "road_mask", "shots")  # type: ignore[attr-defined]
    dataset = open_dataset(spec)
    assert list(dataset.columns) == ["image", "mask", "what", "weight"]
    assert values(dataset, "image").shape == (12, 32, 32, 3) and values(dataset, "image")[5, 0, 0].tolist() == [
        100,
        200,
        5,
    ]
    assert values(dataset, "mask")[:4, 3, 3].tolist() == [0, 1, 2, 0]
    assert dataset.column("what").classes == ("cat", "dog") and values(dataset, "weight")[6] == 1.5


@pytest.mark.parametrize("target", ["what", "weight"])
def test_from_a_table_of_pictures_to_a_trained_network_in_three_commands(target: str, pictures: Path) -> None:
    beside = "road_mask, what, weight, mask".replace(f"{target}, ", "").replace("road_mask, ", "")
    assert main(["new", "n.loom", "--data", "labels.csv", "--target", target, "--ignore", beside]) == 0
    assert main(["train", "n.loom", "--epochs", "1", "-o", "run"]) == 0
    assert main(["predict", "run", "--data", "labels.csv", "-o", "p.npz"]) == 0
    assert main(["export", "n.loom", "-o", "n.py"]) == 0
    assert 'names["photo"]' in (pictures / "n.py").read_text()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("p 3.png", "gone.png"), "row 3, counted from 0: there is no file 'gone.png' in shots"),
        (("p 3.png", ""), "column 'photo' names no file in row 3"),
        (("what", "image"), "the column 'image' is called as the pictures are"),
        (("photo", "other"), "There is no column 'photo'"),
        (("m3.png", "odd.png"), "odd.png is no picture of a kind that is read"),
    ],
)
def test_what_is_wrong_with_a_table_of_pictures_is_said(change: tuple[str, str], sentence: str, pictures: Path) -> None:
    spec, path = guess_spec(pictures / "labels.csv"), pictures / "labels.csv"
    path.write_text(path.read_text().replace(*change))
    (pictures / "shots" / "odd.png").write_bytes(b"no picture")
    with pytest.raises(DataError, match=sentence):
        open_dataset(spec)
