"""Missing values: said with count and rows, filled by what the training data says, or left out with their rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.data.data_plan import Binding
from graph.data.data_sets.csv_file import CsvFile
from graph.data.steps.missing import DropMissing, FillClasses, FillNumbers
from graph.data.transforms import Cast, Integer, OneHot, Standardize
from runtime.data import DataError, Dataset, open_dataset
from runtime.data.binding import Feed, PreparedData, prepare, rows_without_gaps
from runtime.data.column import ArrayColumn
from runtime.data.stages import build_pipeline
from tests.runtime.data.test_every_kind import eval_line

TABLE = "age,fare,port,y\n22,7,S,0\n,8,C,1\n30,,S,1\n,9,,0\n40,8,Q,1\n30,8,S,0\n"
NAN = float("nan")


@pytest.fixture
def table(tmp_path: Path) -> Dataset:
    (tmp_path / "t.csv").write_text(TABLE)
    return open_dataset(CsvFile(str(tmp_path / "t.csv")))


def fed(table: Dataset, column: str, *steps: Any, shape: tuple[int, ...] = (1,), **more: Any) -> PreparedData:
    bindings = {"x": Binding(column, steps), "y": Binding("y")}
    return prepare(table, bindings, [Feed("x", "x", shape, **more)], [Feed("y", "y", (1,), is_target=True)])


def numbers(column: Any) -> list[Any]:
    return np.asarray(column[np.arange(len(column))]).reshape(len(column), -1).tolist()


@pytest.mark.parametrize(
    ("column", "shape", "said"),
    [
        ("age", (1,), r"'age' for 'x' has no value in 2 of 6 rows \(row 1, 3, counted from 0\).*FillNumbers"),
        ("age, fare, y", (3,), r"'age, fare' for 'x' has no value in 3 of 6 rows \(row 1, 2, 3, counted"),
        ("port", (1,), r"'port' for 'x' has no value in 1 of 6 rows \(row 3, counted from 0\).*FillClasses"),
    ],
)
def test_a_gap_is_said_with_columns_count_and_rows(table: Dataset, column: str, shape: Any, said: str) -> None:
    with pytest.raises(DataError, match=said):
        fed(table, column, shape=shape)


@pytest.mark.parametrize(
    ("by", "age", "fare"),
    [("mean", 30.5, 8.0), ("median", 30.0, 8.0), ("most_frequent", 30.0, 8.0), ("constant", -1.0, -1.0)],
)
def test_numbers_are_filled_feature_by_feature(table: Dataset, by: str, age: float, fare: float) -> None:
    found = numbers(fed(table, "age, fare", FillNumbers(by=by, value=-1.0), shape=(2,)).x[0])
    assert found == [[22, 7], [age, 8], [30, fare], [age, 9], [40, 8], [30, 8]]


def test_an_indicator_says_where_a_number_was_missing(table: Dataset) -> None:
    found = numbers(fed(table, "age, fare", FillNumbers(by="constant", indicator=True), shape=(4,)).x[0])
    assert found[:4] == [[22, 7, 0, 0], [0, 8, 1, 0], [30, 0, 0, 1], [0, 9, 1, 0]]
    alone = numbers(fed(table, "age", FillNumbers(indicator=True), shape=(2,)).x[0])
    assert alone[:2] == [[22, 0], [30.5, 1]]


def test_categories_are_filled_or_get_one_of_their_own(table: Dataset) -> None:
    most = numbers(fed(table, "port", FillClasses(), OneHot(classes=3), shape=(3,)).x[0])
    assert most[3] == most[0] == [0, 0, 1]
    own = numbers(fed(table, "port", FillClasses(by="own_class"), OneHot(), shape=(4,)).x[0])
    assert own[3] == [0, 0, 0, 1] and own[1] == [1, 0, 0, 0]


def test_rows_are_left_out_of_every_column_and_of_evaluation_but_not_of_prediction(table: Dataset) -> None:
    bindings = {"x": Binding("age", (DropMissing(),)), "y": Binding("y")}
    feeds, targets = [Feed("x", "x", (1,))], [Feed("y", "y", (1,), is_target=True)]
    rows = rows_without_gaps(table, bindings, (*feeds, *targets))
    assert list(rows) == [0, 2, 4, 5]
    data = prepare(table, bindings, feeds, targets, rows=rows)
    assert numbers(data.x[0]) == [[22], [30], [40], [30]] and numbers(data.y[0]) == [[0], [1], [1], [0]]
    with pytest.raises(DataError, match="has no value in 2 of 6 rows"):
        prepare(table, bindings, feeds)


def test_what_fills_comes_from_the_training_data(table: Dataset, tmp_path: Path) -> None:
    trained = fed(table, "age", FillNumbers(by="median"))
    (tmp_path / "new.csv").write_text("age,fare,port,y\n,7,S,0\n100,8,C,1\n100,8,C,1\n")
    other = open_dataset(CsvFile(str(tmp_path / "new.csv")))
    bindings = {"x": Binding("age", (FillNumbers(by="median"),)), "y": Binding("y")}
    held = prepare(other, bindings, [Feed("x", "x", (1,))], [Feed("y", "y", (1,), is_target=True)], trained)
    assert numbers(held.x[0]) == [[30], [100], [100]]


def test_a_step_before_the_filling_one_is_refused_where_it_would_spoil_numbers(table: Dataset) -> None:
    with pytest.raises(DataError, match="Put FillNumbers before Standardize"):
        fed(table, "age", Standardize(), FillNumbers())
    with pytest.raises(DataError, match="has no value in 2 of 6 rows"):
        fed(table, "age", Integer(), FillNumbers())
    with pytest.raises(DataError, match="FillClasses is for categories"):
        fed(table, "age", FillClasses())
    with pytest.raises(DataError, match="no value at all"):
        build_pipeline(ArrayColumn("a", np.full((3, 2), NAN, np.float32)), (FillNumbers(),), "x")


@pytest.mark.parametrize("step", [Integer(), Integer(offset=1), Integer(offset=-1), Cast("int32"), Cast("uint8")])
def test_a_number_that_the_type_cannot_keep_is_refused_with_its_row(step: Any) -> None:
    kept = np.iinfo(step.result((), "int64")[1])
    offset = getattr(step, "offset", 0)
    for wrong in (kept.max - max(0, offset) + 1, kept.min - min(0, offset) - 1, 2**32 + 3):
        column = ArrayColumn("id", np.array([1, 2, wrong], np.int64))
        data = Dataset("set", [column, ArrayColumn("y", np.zeros(3, np.float32))])
        with pytest.raises(DataError, match=f"'id' for 'x' holds {wrong} in row 2"):
            fed(data, "id", step)
    good = ArrayColumn("id", np.array([1, 2, kept.max - max(0, offset)], np.int64))
    assert fed(Dataset("set", [good, ArrayColumn("y", np.zeros(3, np.float32))]), "id", step).rows == 3


@pytest.mark.parametrize("by", ["mean", "median", "most_frequent", "constant"])
@pytest.mark.parametrize("indicator", [False, True])
@pytest.mark.parametrize("shape", [(6,), (6, 2)])
def test_the_line_of_python_fills_as_the_step_does(by: str, indicator: bool, shape: tuple[int, ...]) -> None:
    step = FillNumbers(by=by, indicator=indicator, value=7.0)
    array = np.random.default_rng(0).integers(0, 3, shape).astype(np.float32)
    array.flat[[1, 5]] = NAN
    found = build_pipeline(ArrayColumn("x", array), (step,), "it").run(array)
    np.testing.assert_array_equal(found, eval_line(step, array))


@pytest.mark.parametrize("by", ["most_frequent", "own_class"])
def test_the_line_of_python_fills_categories_as_the_step_does(by: str) -> None:
    array, step = np.array([0, 2, -1, 2, 1], np.int32), FillClasses(by=by)
    found = build_pipeline(ArrayColumn("x", array, ("a", "b", "c")), (step,), "it").run(array)
    np.testing.assert_array_equal(found, eval_line(step, array))
