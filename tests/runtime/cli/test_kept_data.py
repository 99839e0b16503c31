"""What a run has learnt of its data is kept with it: other data needs the data trained on no more."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from runtime.cli import main
from runtime.files.run_names import DATA

Capture = pytest.CaptureFixture[str]
ROWS = "".join(
    f"{'' if i % 11 == 0 else 20 + 3 * i};{i % 7},5;{['red', 'green', '', 'blue'][i % 4]};{'yes' if i % 3 else 'no'}\n"
    for i in range(60)
)
TABLE = f"age;size;colour;bought\n{ROWS}"
NEW = "age;size;colour\n;3,5;blue\n41;100,5;\n30;2;red\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.csv").write_text(TABLE)
    (tmp_path / "new.csv").write_text(NEW)
    did("new", "shop.loom", "--data", "shop.csv", "--target", "bought")
    did("train", "shop.loom", "--epochs", "3", "-o", "run")
    capsys.readouterr()
    return tmp_path


def did(*arguments: str, code: int = 0) -> None:
    assert main(list(arguments)) == code, arguments


def predicted(name: str) -> dict[str, Any]:
    did("predict", "run", "--data", name, "-o", "out.npz")
    with np.load("out.npz") as found:
        return {key: found[key] for key in found.files}


def test_a_prediction_is_the_same_without_the_data_trained_on_and_with_another_in_its_place(run: Path) -> None:
    whole = predicted("new.csv")
    assert set(whole) == {"bought", "bought_class", "bought_classes"}
    assert len(whole["bought"]) == len(whole["bought_class"]) == 3 and np.isfinite(whole["bought"]).all()
    (run / "shop.csv").write_text("age;size;colour;bought\n1;1;black;no\n2;9;white;no\n")
    changed = predicted("new.csv")
    (run / "shop.csv").unlink()
    gone = predicted("new.csv")
    for key, values in whole.items():
        np.testing.assert_array_equal(values, changed[key])
        np.testing.assert_array_equal(values, gone[key])


def test_so_is_an_evaluation(run: Path, capsys: Capture) -> None:
    (run / "shop.csv").rename(run / "moved.csv")
    did("evaluate", "run", "--data", "moved.csv", "--json")
    away = json.loads(capsys.readouterr().out)
    (run / "moved.csv").rename(run / "shop.csv")
    did("evaluate", "run", "--all", "--json")
    assert json.loads(capsys.readouterr().out)["logs"] == away["logs"] and away["samples"] == 60


def test_a_class_that_training_has_not_seen_is_said(run: Path, capsys: Capture) -> None:
    (run / "new.csv").write_text("age;size;colour\n30;2;pink\n")
    did("predict", "run", "--data", "new.csv", "-o", "out.npz", code=1)
    assert "'colour' has the class 'pink', which the data trained on has not" in capsys.readouterr().err


def test_a_run_of_before_still_learns_from_its_data(run: Path) -> None:
    whole = predicted("new.csv")
    (run / "run" / DATA).unlink()
    for key, values in predicted("new.csv").items():
        np.testing.assert_array_equal(values, whole[key])


def test_steps_that_were_changed_since_learn_anew(run: Path) -> None:
    whole = predicted("new.csv")
    text = (run / "run" / "document.loom").read_text()
    (run / "run" / "document.loom").write_text(text.replace('"median"', '"mean"'))
    assert any((values != whole[key]).any() for key, values in predicted("new.csv").items())


@pytest.mark.parametrize("damage", [b"", b"LAYERLOOM STATE 1\n", b"\0" * 500])
def test_a_damaged_file_is_one_sentence(run: Path, capsys: Capture, damage: bytes) -> None:
    (run / "run" / DATA).write_bytes(damage)
    did("predict", "run", "--data", "new.csv", "-o", "out.npz", code=1)
    said = capsys.readouterr().err
    assert "data.state is damaged" in said and said.count("\n") == 1


def test_what_is_kept_is_read_without_trusting_it(run: Path, capsys: Capture) -> None:
    from runtime.files.state_file import read_state, write_state

    path = run / "run" / DATA
    state = read_state(path)
    for spoil in ("styles", "columns", "fed"):
        with path.open("wb") as file:
            write_state(file, {**state, spoil: [[1, 2]]})
        did("predict", "run", "--data", "new.csv", "-o", "out.npz", code=1)
        assert "What the run knows of its data can't be understood" in capsys.readouterr().err


def test_pictures_without_classes_are_predicted_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.chdir(tmp_path)
    for folder in ("pets/cat", "pets/dog", "new"):
        (tmp_path / folder).mkdir(parents=True)
        for number in range(5):
            pixels = np.random.default_rng(number).integers(0, 255, (16, 16, 3), np.uint8)
            Image.fromarray(pixels).save(tmp_path / folder / f"{number}.png")
    did("new", "pets.loom", "--data", "pets", "--target", "label")
    did("train", "pets.loom", "--epochs", "1", "-o", "run")
    (tmp_path / "pets").rename(tmp_path / "elsewhere")
    found = predicted("new")
    assert found["file"].tolist() == [f"{number}.png" for number in range(5)]
    assert found["label_classes"].tolist() == ["dog"] and len(found["label"]) == len(found["label_class"]) == 5
    did("predict", "run", "--data", "new", "-o", "out.csv")
    rows = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8")))
    assert [row["file"] for row in rows] == found["file"].tolist()
    assert [np.float32(row["label_dog"]) for row in rows] == found["label"][:, 0].tolist()
    assert [row["label_class"] for row in rows] == found["label_class"].tolist()
    assert set(found["label_class"]) <= {"cat", "dog"}


def test_answers_are_in_the_words_of_the_data(run: Path) -> None:
    found = predicted("new.csv")
    names = np.where(found["bought"][:, 0] > 0.5, "yes", "no")
    np.testing.assert_array_equal(found["bought_class"], names)
    rows = [f"{i / 7:.3f};{['low', 'mid', 'top'][i % 3]};{1 + i % 3};{1000 + 250 * i}" for i in range(60)]
    (run / "more.csv").write_text("x;kind;rank;price\n" + "\n".join(rows))
    for target, beside in (("kind", "rank, price"), ("rank", "kind, price"), ("price", "rank, kind")):
        did("new", f"{target}.loom", "--data", "more.csv", "--target", target, "--ignore", beside)
        did("train", f"{target}.loom", "--epochs", "60" if target == "price" else "1", "-o", target)
        did("predict", target, "-o", "out.npz")
        with np.load("out.npz") as read:
            arrays = {key: read[key] for key in read.files}
        if target == "price":
            assert (
                list(arrays) == ["price"] and np.abs(arrays["price"].ravel() - 1000 - 250 * np.arange(60)).max() < 3000
            )
            continue
        best = arrays[target].argmax(axis=1)
        expected = np.array(["low", "mid", "top"])[best] if target == "kind" else best + 1
        np.testing.assert_array_equal(arrays[f"{target}_class"], expected)
        names = ["low", "mid", "top"] if target == "kind" else [1, 2, 3]
        assert arrays[f"{target}_classes"].tolist() == names
        did("predict", target, "-o", "out.csv")
        head, first = Path("out.csv").read_text().splitlines()[:2]
        assert head == ",".join([*(f"{target}_{name}" for name in names), f"{target}_class"])
        assert first.split(",")[-1] == str(arrays[f"{target}_class"][0])
