"""What is seen of a column at a glance is what NumPy says of all its values."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.data.column import ArrayColumn
from runtime.data.column_look import CLASS, NUMBER, NUMBERS, PICTURE, TEXT, first_look, look
from runtime.data.errors import DataError
from runtime.data.row_order import filtered_rows, sorted_rows

RANDOM = np.random.default_rng(7)


@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "uint8"])
@pytest.mark.parametrize("rows", [1, 5, 70_000, 200_001])
def test_extent_mean_and_histogram_are_numpys(dtype: str, rows: int) -> None:
    values = (RANDOM.normal(40, 9, rows)).astype(dtype)
    found = look(ArrayColumn("x", values))
    assert (found.kind, found.seen, found.is_whole) == (NUMBER, rows, True)
    assert (found.low, found.high) == (float(values.min()), float(values.max()))
    assert found.mean == pytest.approx(values.mean(dtype=np.float64)) and sum(found.bars) == rows
    assert found.spread == pytest.approx(values.astype(np.float64).std(), abs=1e-9)
    if dtype == "float64" and rows > 5:
        assert np.abs(np.array(found.bars) - np.histogram(values, len(found.bars))[0]).max() <= 1


def test_gaps_are_counted_with_their_first_rows_and_left_out_of_everything_else() -> None:
    values = np.arange(100_000, dtype=np.float32)
    values[[3, 70_000, 70_001]] = np.nan
    found = look(ArrayColumn("x", values))
    assert found.missing == 3 and found.gaps == (3, 70_000, 70_001)
    assert (found.low, found.high) == (0.0, 99_999.0) and sum(found.bars) == 99_997
    empty = look(ArrayColumn("x", np.full(4, np.nan, np.float32)))
    assert empty.missing == 4 and empty.low is None and empty.bars == ()


def test_classes_come_with_their_counts_the_most_frequent_first() -> None:
    column = ArrayColumn("c", np.array([0, 1, 1, -1, 2, 1, 2], np.int32), ("a", "b", "c", "never"))
    found = look(column)
    assert found.kind == CLASS and found.missing == 1 and found.gaps == (3,) and found.different == 3
    assert found.classes == (("b", 3), ("c", 2), ("a", 1))


def test_few_whole_numbers_have_a_bar_each() -> None:
    found = look(ArrayColumn("k", np.array([1, 3, 3, 2, 3], np.int32)))
    assert found.bars == (1, 1, 3) and found.classes == (("1", 1), ("2", 1), ("3", 3))


def test_kinds_are_told_apart() -> None:
    texts = ArrayColumn("t", np.arange(300, dtype=np.int32), tuple(f"text {k}" for k in range(300)))
    assert look(texts).kind == TEXT
    assert look(ArrayColumn("i", np.zeros((4, 28, 28, 1), np.uint8))).kind == PICTURE
    assert look(ArrayColumn("g", np.zeros((4, 28, 28), np.uint8))).kind == PICTURE
    assert look(ArrayColumn("v", np.zeros((4, 7), np.float32))).kind == NUMBERS


def test_a_first_look_says_that_it_saw_a_part_only() -> None:
    found = first_look(ArrayColumn("x", np.zeros(3_000_000, np.float32)))
    assert not found.is_whole and found.seen == 1 << 20 and found.rows == 3_000_000


def test_values_as_far_apart_as_numbers_can_be_have_a_histogram() -> None:
    found = look(ArrayColumn("x", np.array([-1.7e308, 0, 1.7e308])))
    assert sum(found.bars) == 3 and found.bars[0] == found.bars[-1] == 1


def test_rows_are_sorted_with_equal_ones_in_their_order_and_gaps_last() -> None:
    column = ArrayColumn("x", np.array([2, np.nan, 1, 2, 0], np.float32))
    assert sorted_rows(column).tolist() == [4, 2, 0, 3, 1]
    assert sorted_rows(column, descending=True).tolist() == [0, 3, 2, 4, 1]
    assert sorted_rows(column, among=np.array([3, 1, 4])).tolist() == [4, 3, 1]


@pytest.mark.parametrize(
    ("asked", "rows"),
    [("> 1", [0, 3]), ("<=1", [2, 4]), ("≠ 2", [2, 4]), ("2", [0, 3]), ("missing", [1]), ("< 1,5", [2, 4])],
)
def test_numbers_are_asked_for_by_comparing(asked: str, rows: list[int]) -> None:
    assert filtered_rows(ArrayColumn("x", np.array([2, np.nan, 1, 2, 0], np.float32)), asked).tolist() == rows


@pytest.mark.parametrize(
    ("asked", "rows"), [("AL", [0, 1]), ("= male", [0]), ("!= male", [1, 3]), ("missing", [2]), ("x", [3])]
)
def test_texts_are_asked_for_by_a_part_of_them(asked: str, rows: list[int]) -> None:
    column = ArrayColumn("s", np.array([1, 0, -1, 2], np.int32), ("female", "male", "x"))
    expected = rows if asked != "AL" else [0, 1]
    assert filtered_rows(column, asked).tolist() == expected


def test_what_is_no_question_is_a_sentence() -> None:
    with pytest.raises(DataError, match="'abc' is no number"):
        filtered_rows(ArrayColumn("x", np.zeros(3)), "abc")
