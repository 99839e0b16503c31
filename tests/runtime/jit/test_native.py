"""A kernel's entry: each kind of argument arrives, each kind of result comes back, what is of another kind is not."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pytest

from runtime.jit import native
from runtime.jit.declare import INTERPRETED, kernel

pytestmark = pytest.mark.skipif(INTERPRETED, reason="kernels are plain Python then")


class Sizes(NamedTuple):
    rows: int
    columns: int
    turned: bool


@kernel
def total(a: Any) -> Any:
    found = a.dtype.type(0)
    for number in a.flat:
        found += number
    return found


@kernel
def double(number: Any) -> Any:
    return number + number


@kernel
def area(sizes: Any) -> Any:
    return -sizes.rows * sizes.columns if sizes.turned else sizes.rows * sizes.columns


@kernel
def first_of(pair: Any) -> Any:
    return pair[0][0]


@kernel
def both(a: Any, b: Any) -> Any:
    return a * b, a > b


@kernel
def set_first(a: Any) -> None:
    a[0] = 1


ARRAY = np.arange(12, dtype=np.float32).reshape(3, 4)
ARRAYS = {
    "a_row": ARRAY[0],
    "a_matrix": ARRAY,
    "every_second": ARRAY[:, ::2],
    "turned": ARRAY.T,
    "backwards": ARRAY[::-1],
    "doubles": ARRAY.astype(np.float64),
    "whole_numbers": ARRAY.astype(np.int64),
    "none": ARRAY[:0],
    "of_an_own_type": ARRAY.view(np.dtype("float32", metadata={"of": "mine"})),
    "of_a_subclass": ARRAY.view(np.memmap),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_an_array_arrives_whatever_its_form(name):
    assert total(ARRAYS[name]) == ARRAYS[name].sum()


def test_an_array_that_can_not_be_written_is_read():
    frozen = ARRAY.copy()
    frozen.flags.writeable = False
    assert total(frozen) == total(ARRAY) == ARRAY.sum()


def test_an_array_is_written_where_it_lies():
    a = np.zeros(3)
    assert set_first(a) is None
    assert a.tolist() == [1, 0, 0]


@pytest.mark.parametrize("number", [3, -1, 2**40, 2.5, np.float32(0.25), np.int64(7), np.float64(1.5), np.int32(-4)])
def test_numbers(number):
    assert double(number) == 2 * number


@pytest.mark.parametrize("number", [2**63, 2**70, -(2**63) - 1])
def test_a_number_too_large_for_the_machine_is_refused(number):
    @kernel
    def sign(number: Any) -> Any:
        return number > 0

    for _ in range(2):
        with pytest.raises(OverflowError):
            sign(number)
    assert sign(2**63 - 1) and not sign(-(2**63))


def test_truth_values_and_named_tuples():
    assert area(Sizes(3, 4, False)) == 12 and area(Sizes(3, 4, True)) == -12
    assert first_of((ARRAY[1], ARRAY[2])) == ARRAY[1, 0]


def test_several_results():
    assert both(3, 2) == (6, True)
    assert both(1.5, 2.0) == (3.0, False)


def test_what_no_kernel_takes_is_named():
    with pytest.raises(TypeError, match="Received: 'text'"):
        double("text")


def test_what_is_called_is_the_newest_version_itself():
    @kernel
    def first(a: Any) -> Any:
        return a[0]

    assert callable(first) and first.__name__ == "first"
    assert first(ARRAY[0]) == 0
    version = first.__call__
    assert type(version) is type(len) and partial(version, ARRAY[1])() == 4
    assert first(ARRAY[1]) == 4 and first.__call__ is version


def test_a_version_hands_on_what_it_was_not_made_for():
    @kernel
    def summed(a: Any, by: Any) -> Any:
        found = 0.0
        for number in a.flat:
            found += number * by
        return found

    others = [ARRAY.astype(np.float64), ARRAY[:, ::2], ARRAY[0], ARRAY.astype(np.int64)]
    assert summed(ARRAY, 2) == 132
    oldest = summed.__call__
    for other in others:
        assert summed(other, 2) == oldest(other, 2) == 2 * other.sum()
        assert summed(other, 2.0) == 2 * other.sum()
    versions = len(summed._by_kinds)
    for other in (ARRAY, *others):
        assert summed(other, 0.5) == oldest(other, 0.5) == 0.5 * other.sum()
        assert summed(other, 1) == oldest(other, 1) == other.sum()
    assert versions == 9 and len(summed._by_kinds) == 10


@pytest.mark.parametrize("arguments", [(), (ARRAY, 1)])
def test_another_number_of_arguments_is_refused(arguments):
    assert total(ARRAY) == ARRAY.sum()
    with pytest.raises(TypeError):
        total(*arguments)


def test_a_call_leaves_no_reference_behind():
    text, large = ("a",), 2**40
    things = [ARRAY, ARRAY.dtype, Sizes, Sizes(3, 4, True), text, large, None, NotImplemented, total, both]

    def call() -> None:
        total(ARRAY), double(large), area(things[3]), first_of((ARRAY[1], ARRAY[2])), set_first(ARRAY.copy())
        both(3, 2), both(1.5, 2.0), double(np.float32(0.5))
        for bad in (text, None):
            with pytest.raises(TypeError):
                total(bad)
        with pytest.raises(OverflowError):
            double(2**70)

    call()
    gc.collect()
    before = [sys.getrefcount(thing) for thing in things]
    for _ in range(200):
        call()
    gc.collect()  # errors and their frames
    grown = [sys.getrefcount(thing) - count for thing, count in zip(things, before)]
    assert all(abs(count) < 100 for count in grown), grown  # others count None too, but not twice a hundred times


def test_a_damaged_file_is_not_trusted(tmp_path):
    code = native.Code(b"objects", "entry", ())
    native.save(tmp_path / "kept", code)
    assert native.load(tmp_path / "kept") == code
    whole = (tmp_path / "kept").read_bytes()
    for damaged in (whole[:-1], whole[:20], b"", whole.replace(b'"entry"', b'"antry"'), whole.replace(b"obj", b"job")):
        (tmp_path / "kept").write_bytes(damaged)
        assert native.load(tmp_path / "kept") is None
    native.save(tmp_path / "kept", native.Code(b"objects", "entry", ("no_such_symbol",)))
    assert native.load(tmp_path / "kept") is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no such modes")
@pytest.mark.parametrize("mode", [0o602, 0o620, 0o666])
def test_a_file_that_others_can_write_is_not_run(tmp_path, mode):
    native.save(tmp_path / "kept", native.Code(b"objects", "entry", ()))
    assert native.load(tmp_path / "kept") is not None
    os.chmod(tmp_path / "kept", mode)
    assert native.load(tmp_path / "kept") is None
