"""From a file on the disk to a trained network, without writing a document by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.storage.storage import load, save
from runtime.cli import main

Capture = pytest.CaptureFixture[str]
PEOPLE = "id;sex;age;fare;name;alive\n" + "".join(
    f"{i};{'mf'[i % 2] if i % 9 else ''};{'' if i % 7 == 0 else 20 + i % 50};{i % 13},5;n{i};{i % 3 == 0:d}\n"
    for i in range(90)
)


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE)
    return tmp_path


def said(capsys: Capture, *arguments: str, code: int = 0) -> tuple[str, str]:
    found = main(list(arguments))
    out, err = capsys.readouterr()
    assert found == code, err
    return out, err


def test_what_is_in_a_table_is_shown(people: Path, capsys: Capture) -> None:
    out, _ = said(capsys, "data", "people.csv")
    assert "people.csv: 90 rows, CsvFile" in out and "int32 0 … 89" in out
    assert "2 classes (f, m), 10 missing" in out and "float32 20 … 68, 13 missing" in out
    assert "Column fare: '0,5' is read as 0.5" in out
    found = json.loads(said(capsys, "data", "people.csv", "text_columns=age", "--json")[0])
    columns = {column["name"]: column for column in found["columns"]}
    assert len(columns["age"]["classes"]) > 20 and columns["sex"]["missing"] == 10


def test_a_network_is_made_trained_and_judged_in_three_commands(people: Path, capsys: Capture) -> None:
    out, err = said(capsys, "new", "p.loom", "--data", "people.csv", "--target", "alive", "--split", "stratified:.3")
    assert "id is left out: it numbers the rows" in err and "name is left out: it has 90 different texts" in err
    assert said(capsys, "check", "p.loom")[0] == "No problems.\n"
    said(capsys, "train", "p.loom", "--epochs", "2", "--output", "run")
    document = load(people / "p.loom")
    assert {document.main.layers[id].name for id in document.data.bindings} >= {"numbers", "sex"}
    assert document.training.validation_from == "stratified" and document.training.validation_split == 0.3
    out, _ = said(capsys, "evaluate", "run", "--data", "people.csv", "--json")
    assert json.loads(out)["samples"] == 90


def test_bindings_and_parameters_are_set(people: Path, capsys: Capture) -> None:
    said(capsys, "new", "p.loom", "--data", "people.csv", "--target", "alive", "--ignore", "id, name, sex")
    out, _ = said(capsys, "bind", "p.loom", 'numbers=age, fare:FillNumbers(by="mean"), Standardize(over="all")')
    assert out == "numbers ← age, fare: FillNumbers, Standardize\n"
    said(capsys, "set", "p.loom", "epochs=3", "optimizer=sgd", "data.decimal=comma", "dense.units=5")
    said(capsys, "set", "p.loom", "optimizer.learning_rate=0.5")
    document = load(people / "p.loom")
    assert document.training.epochs == 3 and document.training.optimizer.kind == "SGD"
    assert getattr(document.training.optimizer, "learning_rate", 0) == 0.5
    assert getattr(document.data.dataset, "decimal", "") == "comma"
    dense: Any = document.main.layer_named("dense")
    assert dense.spec.units == 5


def test_what_a_newer_program_wrote_into_the_plan_stays(people: Path, capsys: Capture) -> None:
    said(capsys, "new", "p.loom", "--data", "people.csv", "--target", "alive")
    document = load(people / "p.loom")
    save(replace(document, training=replace(document.training, extra={"later": 1})), people / "p.loom")
    said(capsys, "set", "p.loom", "epochs=3")
    plan = load(people / "p.loom").training
    assert plan.epochs == 3 and plan.extra == {"later": 1}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("new", "q.loom", "--data", "people.csv"), "Name a template, or give --data and --target"),
        (("new", "q.loom", "--data", "none.csv", "--target", "y"), "There is no file or folder"),
        (("new", "q.loom", "--data", "people.csv", "--target", "y"), "There is no column 'y'"),
        (("new", "q.loom", "--data", "people.csv", "--target", "alive", "--split", "a:b"), "written HOW:SHARE"),
        (("bind", "p.loom", "y=age"), "There is no Input or Output 'y'"),
        (("bind", "p.loom", "numbers"), "NAME=COLUMN"),
        (("bind", "p.loom", "numbers=age:Fill("), "Steps are written as in"),
        (("bind", "p.loom", "numbers=age:Fill"), "Fill"),
        (("bind", "p.loom", "numbers=age:__import__('os').system('touch gone')"), "Steps are written as in"),
        (("set", "p.loom", "epochs=0"), "epochs must be a whole number of 1 or more"),
        (("set", "p.loom", "epoch=1"), "There is no 'epoch'. The closest is epochs"),
        (("set", "p.loom", "dense.unit=1"), "There is no 'dense.unit'"),
        (("set", "p.loom", "data.foo=1"), "There is no 'data.foo'. There are: data.path"),
        (("set", "p.loom", "epochs"), "KEY=VALUE"),
        (("set", "p.loom", "optimizer.rate=1"), "There is no 'optimizer.rate'. There are: optimizer.learning_rate"),
    ],
)
def test_what_can_not_be_is_one_sentence_and_changes_nothing(
    people: Path, capsys: Capture, arguments: tuple[str, ...], words: str
) -> None:
    said(capsys, "new", "p.loom", "--data", "people.csv", "--target", "alive")
    before = (people / "p.loom").read_bytes()
    code = main(list(arguments))
    _, err = capsys.readouterr()
    assert code in (1, 2) and words in err and err.count("\n") == 1, err
    assert (people / "p.loom").read_bytes() == before and not (people / "q.loom").exists()


def test_pictures_by_class_get_a_network_of_convolutions(people: Path, capsys: Capture) -> None:
    from PIL import Image

    for kind in ("cat", "dog"):
        (people / "pets" / kind).mkdir(parents=True)
        for number in range(6):
            pixels = np.random.default_rng(number).integers(0, 255, (16, 16, 3), np.uint8)
            Image.fromarray(pixels).save(people / "pets" / kind / f"{number}.png")
    target = json.loads(said(capsys, "data", "pets", "--json")[0])["columns"][-1]["name"]
    said(capsys, "new", "pets.loom", "--data", "pets", "--target", target)
    assert "hint: A batch has 32 samples" in said(capsys, "check", "pets.loom")[0]
    assert any(layer.spec.kind == "Conv2D" for layer in load(people / "pets.loom").main.layers.values())


def test_other_rows_mean_what_they_meant_in_training(people: Path, capsys: Capture) -> None:
    rows = "".join(f"{['1', '2', '3', 'x'][i % 4]};1,{i}05;{'p' if i % 4 < 2 else 'q'}\n" for i in range(40))
    (people / "codes.csv").write_text(f"code;size;y\n{rows}")
    said(capsys, "new", "c.loom", "--data", "codes.csv", "--target", "y")
    said(capsys, "train", "c.loom", "--epochs", "3", "-o", "run")
    (people / "new.csv").write_text("code;size\n3;1,605\n2;1,605\n")
    (people / "more.csv").write_text("code;size\n3;1,605\n2;1,605\nx;2,5\n")
    for name in ("new", "more"):
        said(capsys, "predict", "run", "--data", f"{name}.csv", "-o", f"{name}.npz")
    with np.load("new.npz") as few, np.load("more.npz") as more:
        for key in few.files:
            np.testing.assert_array_equal(few[key], more[key][:2])
