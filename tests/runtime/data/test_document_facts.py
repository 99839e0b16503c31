"""What is wrong with data is named before training, and each mend takes what it names away."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.csv_file import CsvFile
from graph.data.data_sets.npz_file import NpzFile
from graph.data.steps.missing import FillNumbers
from graph.data.transforms import Integer, OneHot, Standardize
from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_layer, connect, set_params
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.merging.concatenate import Concatenate
from graph.specs.training import TrainingPlan
from graph.validate import problems
from graph.validate.problems import Problem, errors
from runtime.data.document_facts import document_facts
from runtime.training.experiment import Experiment

RANDOM = np.random.default_rng(4)
ROWS = 60


def table(tmp_path: Path, **columns: Callable[[int], Any]) -> CsvFile:
    lines = [",".join(columns), *(",".join(str(make(i)) for make in columns.values()) for i in range(ROWS))]
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n")
    return CsvFile("t.csv")


def grown(*specs: Any) -> Document:
    """Layers in a row; several that begin it join in the next."""
    document, last = new_document(), ()
    for spec in specs:
        calls = []
        for one in spec if isinstance(spec, tuple) else (spec,):
            document, _, call = add_layer(document, document.root, one)
            for port, source in enumerate(last):
                document = connect(document, document.root, Source(source), call, port)
            calls.append(call)
        last = tuple(calls)
    return document


def ends(document: Document) -> list[str]:
    """The Inputs' layers and the Output's."""
    main = document.main
    return [main.calls[call].layer for call in (*main.inputs, *main.outputs)]


def number(_: int) -> str:
    return f"{RANDOM.random():.6f}"


def found(document: Document, folder: Path) -> dict[str, Problem]:
    return {problem.code: problem for problem in problems(document, document_facts(document, folder))}


def mended(document: Document, folder: Path, code: str) -> Document:
    """The document after the mend, which takes the problem away and leaves something that trains."""
    problem = found(document, folder)[code]
    assert problem.mend is not None, problem
    document = problem.mend.edit(document)
    rest = found(document, folder)
    assert code not in rest and not errors(tuple(rest.values())), rest
    Experiment(document, folder)
    return document


def numbers(data: Any, names: str, target: str, *steps: Any, output: Any = None, last: Any = None) -> Document:
    """A Dense network on some columns side by side."""
    width = len(names.split(","))
    last = last or Dense(units=1)
    document = grown(Input((width,)), last, output or Output(loss="mse"))
    layer, end = ends(document)
    bindings = {layer: Binding(names, (*steps, Standardize())), end: Binding(target)}
    return replace(document, data=DataPlan(data, bindings))


DAY = datetime.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("passenger", lambda i: i + 1, "passenger of input only numbers the rows"),
        ("customerId", lambda i: 5000 + (i * 37) % 997, "customerId of input seems to identify the rows, such as 5000"),
        ("account", lambda i: 10**9 + i * i, "account of input seems to identify the rows"),
        ("day", lambda i: (DAY + datetime.timedelta(9 * i)).strftime("%Y%m%d"), "day of input seems to hold dates"),
        ("timestamp", lambda i: 1_700_000_000 + i * i * 60, "timestamp of input seems to hold dates"),
        ("phone", lambda i: 4917100000 + 7 * i * i, "phone of input seems to hold telephone numbers"),
        ("zip_code", lambda i: 10115 + (i % 9) * 1001, "zip_code of input seems to hold postcodes"),
        ("country", lambda i: (276, 250, 840)[i % 3], "country of input seems to hold countries by number"),
    ],
)
def test_numbers_that_are_none_are_left_out(tmp_path: Path, name: str, make: Any, said: str) -> None:
    data = table(tmp_path, **{name: make, "a": number, "b": number, "y": number})
    document = numbers(data, f"{name}, a, b", "y")
    assert said in str(found(document, tmp_path)["no-quantity"].message)
    left = mended(document, tmp_path, "no-quantity")
    assert left.data.bindings[ends(left)[0]].column == "a, b"


@pytest.mark.parametrize("name", ["age", "size", "year", "rooms", "price", "identity", "holiday", "landing"])
def test_plain_quantities_are_not_taken_for_anything_else(tmp_path: Path, name: str) -> None:
    for make in (lambda i: 20 + (i * 7) % 50, lambda i: 1950 + (i * 3) % 70, lambda i: 100_000 + 1000 * (i * i % 59)):
        data = table(tmp_path, **{name: make, "a": number, "y": number})
        assert not found(numbers(data, f"{name}, a", "y"), tmp_path).keys() & {"no-quantity", "target-given"}


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda i: f"img_{i}.png", "holds names of files, such as img_0.png"),
        (lambda i: (DAY + datetime.timedelta(i)).isoformat(), "seems to hold dates, such as 2024-01-01"),
        (lambda i: f"+49 171 {1000000 + 7919 * i}", "seems to hold telephone numbers"),
        (lambda i: f"user{i * i}@mail.org", "seems to identify the rows"),
        (lambda i: f"SW{i % 9 + 1}A {i % 7}AA", "seems to hold postcodes"),
        (lambda i: f"this is the review with number {i} of all", "holds whole texts"),
    ],
)
def test_texts_that_are_no_categories_go_with_their_input(tmp_path: Path, make: Any, said: str) -> None:
    data = table(tmp_path, text=make, a=number, y=number)
    document = grown((Input((1,)), Input((1,))), Concatenate(), Dense(units=1), Output(loss="mse"))
    text, plain, end = ends(document)
    bindings = {text: Binding("text"), plain: Binding("a"), end: Binding("y")}
    document = replace(document, data=DataPlan(data, bindings))
    assert said in str(found(document, tmp_path)["no-quantity"].message)
    left = mended(document, tmp_path, "no-quantity")
    assert len(left.main.inputs) == 1 and text not in left.data.bindings
    assert "Concatenate" not in {layer.spec.kind for layer in left.main.layers.values()}


def test_constant_columns_and_a_target_given_away(tmp_path: Path) -> None:
    words = ["no", "yes", "perhaps"]
    columns: dict[str, Any] = {"c": lambda i: 7, "copy": lambda i: i % 3, "a": number, "b": number}
    data = table(tmp_path, **columns, told=lambda i: 5 - 2 * (i % 3), y=lambda i: i % 3, w=lambda i: words[i % 3])
    constant = numbers(data, "c, a, b", "y", FillNumbers(indicator=True))
    constant = grown_wider(constant, 6)
    assert "c of input: one value in all 60 rows (7)" in str(found(constant, tmp_path)["constant-column"].message)
    assert mended(constant, tmp_path, "constant-column").data.bindings[ends(constant)[0]].column == "a, b"
    copy = numbers(data, "copy, a", "y")
    assert "copy of input is a copy of y" in str(found(copy, tmp_path)["target-given"].message)
    mended(copy, tmp_path, "target-given")
    told = numbers(data, "told, a", "y")
    assert "told of input tells y" in str(found(told, tmp_path)["target-given"].message)
    assert "target-given" not in found(numbers(data, "a, b", "y"), tmp_path)


def grown_wider(document: Document, width: int) -> Document:
    return set_params(document, document.root, ends(document)[0], {"shape": (width,)})


def test_a_table_that_learns_to_give_itself_back_is_not_given_away(tmp_path: Path) -> None:
    data = table(tmp_path, a=number, b=number)
    document = grown(Input((2,)), Dense(units=2), Output(loss="mse"))
    layer, end = ends(document)
    document = replace(document, data=DataPlan(data, {layer: Binding("a, b"), end: Binding("a, b")}))
    assert "target-given" not in found(document, tmp_path)


def test_one_class_a_class_for_each_row_and_rare_classes(tmp_path: Path) -> None:
    columns: dict[str, Any] = {"a": number, "one": lambda i: "x", "each": lambda i: f"n{i // 2 if i > 30 else i}"}
    data = table(tmp_path, **columns, rare=lambda i: "rare" if i % 30 == 7 else "often")
    choosing = {"output": Output(loss="sparse_categorical_crossentropy"), "last": Dense(units=60, activation="softmax")}
    one = found(numbers(data, "a", "one", **choosing), tmp_path)["one-class"]
    assert "The target one of dense has one value alone (x)" in str(one.message)
    each = found(numbers(data, "a", "each", **choosing), tmp_path)["classes-of-one-row"]
    assert "classes in 60 rows" in str(each.message)
    rare = mended(numbers(data, "a", "rare", **choosing), tmp_path, "rare-classes")
    assert Experiment(rare, tmp_path).class_weight == pytest.approx({0: 60 / 116, 1: 15.0})
    assert "has 2 rows, often has 58" in str(
        found(numbers(data, "a", "rare", **choosing), tmp_path)["rare-classes"].message
    )


def test_rows_that_stand_twice_are_counted(tmp_path: Path) -> None:
    data = table(tmp_path, a=lambda i: i % 50, b=lambda i: (i % 50) ** 2, y=lambda i: i % 2)
    again = found(numbers(data, "a, b", "y"), tmp_path)["repeated-rows"]
    assert "10 rows are the same as an earlier one" in str(again.message) and "row 50 as row 0" in str(again.message)


def arrays(tmp_path: Path, x: Any, y: Any) -> NpzFile:
    np.savez(tmp_path / "t.npz", x=x, y=y)
    return NpzFile("t.npz")


def on_arrays(
    tmp_path: Path, x: Any, y: Any, last: Any, output: Any, *steps: Any, on_y: tuple[Any, ...] = ()
) -> Document:
    document = grown(Input(tuple(np.shape(x)[1:]) or (1,)), last, output)
    layer, end = ends(document)
    plan = DataPlan(arrays(tmp_path, x, y), {layer: Binding("x", steps), end: Binding("y", on_y)})
    return replace(document, data=plan)


@pytest.mark.parametrize(("high", "severity"), [(200.0, "hint"), (2e5, "warning"), (3e38, "error")])
def test_raw_numbers_get_a_step(tmp_path: Path, high: float, severity: str) -> None:
    x = RANDOM.random((40, 3)).astype(np.float32)
    x[7, 1] = high
    document = on_arrays(tmp_path, x, RANDOM.random(40), Dense(units=1), Output(loss="mse"))
    problem = found(document, tmp_path)["unscaled"]
    assert problem.severity == severity
    mended(document, tmp_path, "unscaled")


@pytest.mark.parametrize(
    ("activation", "target"),
    [("relu", -2.0), ("sigmoid", 99.0), ("tanh", 1.5), ("softplus", -0.5), ("relu6", 7.0), ("exponential", -1.0)],
)
def test_targets_that_no_result_reaches_get_a_linear_end(tmp_path: Path, activation: str, target: float) -> None:
    y = np.append(RANDOM.random(39), target)
    last = Dense(units=1, activation=activation)
    document = on_arrays(tmp_path, RANDOM.random((40, 2)), y, last, Output(loss="mae"))
    assert f"but {activation} can only give numbers" in str(found(document, tmp_path)["out-of-reach"].message)
    mended(document, tmp_path, "out-of-reach")
    inside = on_arrays(tmp_path, RANDOM.random((40, 2)), RANDOM.random(40), last, Output(loss="mae"))
    assert "out-of-reach" not in found(inside, tmp_path)


@pytest.mark.parametrize(
    "y",
    [np.arange(40) % 3, np.arange(40) % 2 + 1, np.linspace(-3, 6, 40), np.arange(40) % 10 - 3],
    ids=["three classes", "one and two", "a quantity", "-3 to 6"],
)
def test_binary_cross_entropy_wants_yes_or_no(tmp_path: Path, y: Any) -> None:
    last, output = Dense(units=1, activation="sigmoid"), Output(loss="binary_crossentropy", metrics=("accuracy",))
    document = on_arrays(tmp_path, RANDOM.random((40, 2)), y, last, output)
    assert "asks dense for yes or no" in str(found(document, tmp_path)["targets-out-of-range"].message)
    mended(document, tmp_path, "targets-out-of-range")


def test_rows_that_do_not_sum_to_one_are_no_choice_among_classes(tmp_path: Path) -> None:
    y = (RANDOM.random((40, 3)) > 0.5).astype(np.float32)
    last, output = Dense(units=3, activation="softmax"), Output(loss="categorical_crossentropy")
    document = on_arrays(tmp_path, RANDOM.random((40, 2)), y, last, output)
    assert "their sums go from" in str(found(document, tmp_path)["not-one-hot"].message)
    mended(document, tmp_path, "not-one-hot")
    good = on_arrays(tmp_path, RANDOM.random((40, 2)), np.arange(40) % 3, last, output, on_y=(OneHot(),))
    assert "not-one-hot" not in found(good, tmp_path)


def test_targets_far_away_get_a_step(tmp_path: Path) -> None:
    y = RANDOM.random(40) * 3e5
    document = on_arrays(tmp_path, RANDOM.random((40, 2)), y, Dense(units=1), Output(loss="mse"))
    mended(document, tmp_path, "large-targets")


def test_a_class_number_that_no_integer_keeps_is_refused_with_its_row(tmp_path: Path) -> None:
    y = np.arange(40) % 2
    y[17] = 2**32 + 1
    last, output = Dense(units=2, activation="softmax"), Output(loss="sparse_categorical_crossentropy")
    document = on_arrays(tmp_path, RANDOM.random((40, 2)), y, last, output, on_y=(Integer(),))
    problem = found(document, tmp_path)["unreadable-column"]
    assert "holds 4294967297 in row 17" in str(problem.message)


def test_classes_of_one_row_are_said_with_a_split(tmp_path: Path) -> None:
    y = np.append(np.arange(39) % 2, 2)
    last, output = Dense(units=3, activation="softmax"), Output(loss="sparse_categorical_crossentropy")
    document = on_arrays(tmp_path, RANDOM.random((40, 2)), y, last, output)
    document = replace(document, training=TrainingPlan(validation_split=0.2, validation_from="stratified"))
    assert "1 of 3 classes of dense stand in one row only" in str(found(document, tmp_path)["class-of-one-row"].message)
