"""Callbacks in a training plan: kept in the file, checked in words that list what there is, written into the script."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document.document import Document
from graph.editing.edits import add_layer
from graph.export.keras_code import keras_code
from graph.inference.history import history_directions
from graph.layers.core.ends import Output
from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.registry import kinds, make, make_value
from graph.specs.spec import Value
from graph.storage.storage import dumps, loads
from graph.validate import problems
from graph.validate.callbacks import inside
from graph.validate.problems import Problem
from runtime.files import templates

BASE = templates.load("fully_connected")
RULES = ("idle-callback", "wild-path", "shared-file", "unknown-training")
VALUES = [make(kind, given) for kind in kinds("callback").values() for given in kind.examples]


def planned(*callbacks: Any, **plan: Any) -> Document:
    values = tuple(make_value("callback", given, "test") for given in callbacks)
    return replace(BASE, training=BASE.training.replace(callbacks=values, **plan))


def found(document: Document) -> list[Problem]:
    return [problem for problem in problems(document) if problem.code in RULES]


@given(st.lists(st.sampled_from(VALUES), max_size=5, unique_by=lambda value: value.kind), st.sampled_from([0.0, 0.2]))
def test_any_list_of_them_is_kept_and_judged_and_written(callbacks: list[Value], split: float) -> None:
    document = planned(*callbacks, validation_split=split)
    assert loads(dumps(document)) == document
    for problem in found(document):
        assert str(problem.message)
        if problem.mend is not None:
            assert problem.message not in [p.message for p in found(problem.mend.edit(document))]
    calls = [n for n in ast.walk(ast.parse(keras_code(document))) if isinstance(n, ast.Call)]
    classes = [n.func.attr for n in calls if isinstance(n.func, ast.Attribute) and n.func.attr in kinds("callback")]
    assert classes == [callback.kind for callback in callbacks]


def test_a_file_has_them_by_keras_names_and_without_defaults() -> None:
    text = dumps(planned("TerminateOnNaN", {"kind": "EarlyStopping", "patience": 3}))
    assert '"TerminateOnNaN"' in text
    assert '{"kind": "EarlyStopping", "patience": 3}' in " ".join(text.split())


@pytest.mark.parametrize(
    ("callback", "plan", "words"),
    [
        ({"kind": "EarlyStopping", "monitor": "val_acc"}, {}, "There are: loss, accuracy, val_loss, val_accuracy."),
        ({"kind": "EarlyStopping"}, {"validation_split": 0.0}, "no samples are kept for validation"),
        ({"kind": "EarlyStopping", "patience": 40}, {}, "has only 30"),
        ({"kind": "ModelCheckpoint", "filepath": "{val_acc}.keras"}, {}, "can't fill in"),
        ({"kind": "ModelCheckpoint", "filepath": "{epoch:>9999999}.keras"}, {}, "can't fill in"),
        ({"kind": "ModelCheckpoint", "filepath": "{epoch.__class__}.keras"}, {}, "can't fill in"),
        ({"kind": "ModelCheckpoint", "filepath": "{val_loss}.keras", "save_freq": 2}, {}, "can't fill in"),
        ({"kind": "ModelCheckpoint", "filepath": "../../x.keras"}, {}, "in the folder of the run"),
        ({"kind": "CSVLogger", "filename": "/etc/x.csv"}, {}, "in the folder of the run"),
        ("SwapEMAWeights", {}, "use_ema is off"),
    ],
)
def test_one_that_would_not_do_what_it_says_is_a_problem(callback: Any, plan: dict[str, Any], words: str) -> None:
    (problem,) = found(planned(callback, **plan))
    assert words in str(problem.message)


def test_one_of_a_schedule_and_one_that_watches_it_are_told() -> None:
    schedule = make_value("schedule", {"kind": "CosineDecay", "initial_learning_rate": 0.1, "decay_steps": 9}, "test")
    optimizer = make_value("optimizer", "adam", "test").replace(learning_rate=schedule)
    (problem,) = found(planned("ReduceLROnPlateau", optimizer=optimizer))
    assert "CosineDecay" in str(problem.message)
    assert problem.mend is not None
    assert not found(problem.mend.edit(planned("ReduceLROnPlateau", optimizer=optimizer)))


def test_what_holds_a_function_is_sent_to_where_it_can_live() -> None:
    text = dumps(planned("TerminateOnNaN", "SwapEMAWeights")).replace("TerminateOnNaN", "LearningRateScheduler")
    document = loads(text)
    problem = next(p for p in found(document) if p.code == "unknown-training")
    assert "schedule as the optimizer's learning rate" in str(problem.message)
    assert problem.mend is not None
    left = problem.mend.edit(document)
    assert [callback.kind for callback in left.training.callbacks] == ["SwapEMAWeights"]
    assert loads(dumps(document)) == document


def test_several_outputs_name_their_losses_and_metrics() -> None:
    document, _, _ = add_layer(BASE, "m1", Output(loss="mse", metrics=("mae",)), name="extra")
    names = history_directions(document)
    assert {
        "loss",
        "extra_loss",
        "extra_mean_absolute_error",
        "val_extra_mean_absolute_error",
        "val_loss",
    } <= names.keys()
    assert (names["extra_mean_absolute_error"], names["dense_2_accuracy"]) == ("down", "up")


@given(st.text("aZ.:~/\\\0 -", max_size=9))
def test_no_path_of_a_project_leaves_the_folder_of_the_run(path: str) -> None:
    once = inside(path)
    assert inside(once) == once
    assert ".." not in once.replace("\\", "/").split("/")
    assert not once.startswith(("/", "\\", "~"))


@pytest.mark.parametrize("kind", [kind for kind in kinds("callback").values() if issubclass(kind, CallbackSpec)])
def test_what_it_writes_is_a_parameter(kind: type[CallbackSpec]) -> None:
    assert not kind.writes or isinstance(make(kind, kind.examples[0]).replace(**{kind.writes: "a.keras"}), kind)
