"""A kernel's entry: each kind of argument arrives, each kind of result comes back, what is of another kind is not."""

from __future__ import annotations

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


def test_a_number_too_large_for_the_machine_is_refused():
    with pytest.raises(OverflowError):
        double(2**70)


def test_truth_values_and_named_tuples():
    assert area(Sizes(3, 4, False)) == 12 and area(Sizes(3, 4, True)) == -12
    assert first_of((ARRAY[1], ARRAY[2])) == ARRAY[1, 0]


def test_several_results():
    assert both(3, 2) == (6, True)
    assert both(1.5, 2.0) == (3.0, False)


def test_what_no_kernel_takes_is_named():
    with pytest.raises(TypeError, match="Received: 'text'"):
        double("text")


def test_a_version_refuses_what_it_was_not_made_for():
    version = total._version((ARRAY,))
    assert version(ARRAY) == ARRAY.sum()
    for other in (1, None, [1.0], ARRAY[0], ARRAY.astype(np.float64), ARRAY[:, ::2]):
        assert version(other) is NotImplemented
    assert version() is NotImplemented and version(ARRAY, 1) is NotImplemented
    loose = total._version((ARRAY[:, ::2],))
    assert loose(ARRAY) is NotImplemented and loose(ARRAY[:, ::2]) == ARRAY[:, ::2].sum()


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
