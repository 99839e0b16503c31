"""Rows of a table, by number, and the sum over all uses of a row."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.updates.embedding import clear_rows, find_rows, gather, list_rows, scatter_add


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int32", "int64", "float32", "float64", "bool"])
def test_numbers_of_any_kind_are_cut_to_whole_ones(dtype):
    rows = np.empty(3, np.int64)
    assert find_rows(np.array([1, 0, 1]).astype(dtype), 2, rows) == -1
    assert rows.tolist() == [1, 0, 1]
    if dtype.startswith("float"):
        assert find_rows(np.array([1.9, 0.5, -0.5], dtype), 2, rows) == -1
        assert rows.tolist() == [1, 0, 0]


@pytest.mark.parametrize("bad", [5, -1, np.nan, np.inf, -np.inf, 1e30])
def test_the_place_of_a_number_without_a_row(bad):
    assert find_rows(np.array([0.0, 4.0, bad, 9.0]), 5, np.empty(4, np.int64)) == 2


def test_gather_and_scatter_are_indexing():
    rng = np.random.default_rng(0)
    table, rows = rng.standard_normal((7, 5)), np.array([3, 3, 0, 6, 3, 1])
    found = np.full((6, 5), np.nan).ravel()
    for begin, end in ((0, 2), (2, 6)):
        gather(rows, table.ravel(), 5, found, begin, end)
    np.testing.assert_array_equal(found.reshape(6, 5), table[rows])
    source, target = rng.standard_normal((6, 5)), rng.standard_normal((7, 5))
    expected = target.copy()
    np.add.at(expected, rows, source)
    sizes = np.zeros(5)
    for begin, end in ((0, 3), (3, 5)):
        scatter_add(rows, source.ravel(), 5, target.reshape(-1), sizes, begin, end)
    np.testing.assert_array_equal(target, expected)
    np.testing.assert_allclose(sizes, [np.abs(source[:, :3]).sum(), 0, 0, np.abs(source[:, 3:]).sum(), 0])


def test_each_row_is_listed_once_and_cleared_with_its_mark():
    marks, found = np.zeros(7, np.bool_), np.full(7, -1)
    count = list_rows(np.array([3, 3, 0, 6]), marks, found, 0)
    count = list_rows(np.array([0, 1, 3]), marks, found, count)
    assert found[:count].tolist() == [3, 0, 6, 1] and found[count:].tolist() == [-1] * 3
    assert np.flatnonzero(marks).tolist() == [0, 1, 3, 6]
    table = np.ones((7, 5))
    for begin, end in ((0, 1), (1, 3)):
        clear_rows(found, marks, 5, table.reshape(-1), begin, end)
    expected = np.ones((7, 5))
    expected[[3, 0, 6]] = 0
    np.testing.assert_array_equal(table, expected)
    assert np.flatnonzero(marks).tolist() == [1]
