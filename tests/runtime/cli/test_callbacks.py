"""Callbacks of a project on the command line: run in the folder of the results, told, given by name and left out."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graph.inference.history import history_directions
from graph.specs.registry import make_value
from graph.storage.storage import load, save
from runtime.cli import main
from runtime.files import templates
from runtime.files.keras_files import load_keras
from runtime.training.experiment import Experiment
from runtime.training.objective import Scores

STOP = "EarlyStopping('loss', patience=0, min_delta=100.0)"


def test_they_run_write_beside_the_results_and_say_why_they_stop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    best = "ModelCheckpoint('best/{epoch}.keras', monitor='loss', save_best_only=True)"
    given = ["--callback", STOP, "--callback", "CSVLogger('log.csv', separator=';')", "--callback", best]
    slower = ["--callback", "ReduceLROnPlateau('loss', patience=0, min_delta=100.0)"]
    assert main(["train", "layer_in_series", "-o", str(run), "--epochs", "9", *given, *slower]) == 0
    assert "EarlyStopping ended the training in epoch 2: loss was best in epoch 1." in capsys.readouterr().out
    with (run / "log.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    with (run / "history.csv").open(encoding="utf-8", newline="") as file:
        history = list(csv.DictReader(file))
    assert [row["loss"] for row in rows] == [row["loss"] for row in history]
    assert len(rows) == 2
    assert "learning_rate" in history[0]  # what they add to the results is kept with them
    document, _ = load_keras(run / "best" / "1.keras")[:2]
    assert document.main.name == "layer_in_series"
    kept = load(run / "document.loom")
    assert [callback.kind for callback in kept.training.callbacks] == [
        "EarlyStopping",
        "CSVLogger",
        "ModelCheckpoint",
        "ReduceLROnPlateau",
    ]


def test_those_of_the_project_can_be_left_out_and_what_they_say_is_an_event(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = templates.load("layer_in_series")
    value = make_value("callback", {"kind": "EarlyStopping", "monitor": "loss", "min_delta": 100.0}, "test")
    project = replace(project, training=project.training.replace(callbacks=(value,), epochs=4))
    save(project, tmp_path / "p.loom")
    told = {}
    for name, more in (("with", []), ("without", ["--no-callbacks"])):
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        assert main(["train", str(tmp_path / "p.loom"), "-o", str(tmp_path / name), "--json", *more]) == 0
        told[name] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    epochs = {name: sum(event["event"] == "epoch" for event in events) for name, events in told.items()}
    assert epochs == {"with": 2, "without": 4}
    (note,) = [event for event in told["with"] if event["event"] == "note"]
    assert note["template"].format(**note["args"]) == note["text"]
    assert not load(tmp_path / "without" / "document.loom").training.callbacks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Foo", "there is no callback 'Foo'. There are: CSVLogger"),
        ("LearningRateScheduler", "Choose a schedule"),
        ("EarlyStopping(patience=-1)", "patience must be a whole number of 0 or more"),
        ("EarlyStopping(__import__('os'))", "Write it as in Python"),
        ("ModelCheckpoint", "needs a value for filepath"),
        ("CSVLogger('history.csv')", "where a run keeps its own results"),
        ("EarlyStopping('x')", "There are: loss"),
        ("EarlyStopping(", "Write it as in Python"),
    ],
)
def test_one_that_can_not_be_is_told_in_a_sentence(
    tmp_path: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(["train", "layer_in_series", "-o", str(tmp_path / "run"), "--callback", text])
    except SystemExit as error:
        code = int(error.code or 0)
    assert code
    assert words in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("name", ["small_resnet", "headline", "layer_in_series"])
def test_the_names_of_a_history_are_known_before_it(name: str) -> None:
    experiment = Experiment(templates.load(name))
    told = Scores(experiment.program, experiment.training.targets).results()
    assert {n for n in history_directions(experiment.document) if not n.startswith("val_")} == set(told)
