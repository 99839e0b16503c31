"""The reader of CIFAR-10's serialised batches under attack: right values or a sentence; no code, no memory taken."""

from __future__ import annotations

import os
import pickle
import pickletools
import random
import struct
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.data.archive_values import MOST_OPERATIONS, read_values
from runtime.data.errors import DataError
from tests.runtime.data.test_pictures import WRITERS, batch

MUCH = 16 << 20
OPERATIONS = """
PROTO FRAME STOP MARK EMPTY_DICT EMPTY_LIST EMPTY_TUPLE NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 LONG1
SHORT_BINSTRING BINSTRING SHORT_BINBYTES BINBYTES BINBYTES8 SHORT_BINUNICODE BINUNICODE BINPUT LONG_BINPUT MEMOIZE
BINGET LONG_BINGET TUPLE TUPLE1 TUPLE2 TUPLE3 APPEND APPENDS SETITEM SETITEMS GLOBAL STACK_GLOBAL REDUCE BUILD
"""
ALLOWED = set(OPERATIONS.split())
"""The closed list: what batches of images are made of."""
"".encode("raw-unicode-escape")  # loads the codec that pickletools itself may ask for
HARMFUL_EVENTS = ("import", "exec", "compile", "open", "os.", "pickle.", "subprocess.", "socket.", "code.__new__")
REAL = [write(batch()) for write in WRITERS]

_watched: list[str] | None = None


def _watch(event: str, _: Any) -> None:
    if _watched is not None and event.startswith(HARMFUL_EVENTS):
        _watched.append(event)


sys.addaudithook(_watch)


@contextmanager
def harmless() -> Iterator[None]:
    """Nothing within may import, open, look up or run anything."""
    global _watched
    _watched = []
    try:
        yield
        assert _watched == []
    finally:
        _watched = None


@contextmanager
def little_memory() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MUCH
    finally:
        tracemalloc.stop()


def values_or_sentence(raw: bytes) -> dict[str, Any] | None:
    with harmless():
        try:
            return read_values(raw, "batch")
        except DataError as error:
            assert str(error).startswith("batch is not a file of the CIFAR-10") and "\n" not in str(error)
            return None


def refused(raw: bytes, reason: str) -> None:
    with harmless(), pytest.raises(DataError, match=f"^batch is not a file of .*: {reason}"):
        read_values(raw, "batch")


def same(found: Any, expected: Any) -> bool:
    if isinstance(expected, np.ndarray):
        return bool(np.array_equal(found, expected)) and found.dtype == expected.dtype
    return bool(found == expected)


def test_the_audit_sees_what_it_should() -> None:
    with pytest.raises(AssertionError), harmless():
        pickle.loads(pickle.dumps(print))  # noqa: S301 - our own


@pytest.mark.parametrize("raw", REAL)
def test_honest_files_give_what_the_standard_library_gives(raw: bytes) -> None:
    found, expected = read_values(raw, "batch"), pickle.loads(raw, encoding="latin1")  # noqa: S301 - our own
    assert list(found) == list(expected)
    assert all(same(found[key], expected[key]) for key in expected)


@pytest.mark.parametrize("protocol", [2, 3, 4])
@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.int32, np.int64])
@pytest.mark.parametrize("order", ["C", "F"])
def test_arrays_of_whole_numbers_in_either_order_are_read(protocol: int, kind: type, order: Any) -> None:
    array = np.asarray(np.arange(-30, 30).reshape(3, 4, 5).astype(kind), order=order)
    values = {"data": array, "n": [-1, 0, 255, 65535, -(2**31), 2**40, None, True, False, (1, (2,), b"x", "é", 3, 4)]}
    found = read_values(pickle.dumps(values, protocol), "batch")
    assert same(found["data"], array) and found["n"] == values["n"]


def argument_of(operation: Any) -> bytes:
    """A well-formed argument, as short as can be."""
    if operation.arg is None:
        return b""
    if operation.arg.n == pickletools.UP_TO_NEWLINE:
        return b"os\nsystem\n" if "pair" in operation.arg.name else b"1\n" if operation.name != "STRING" else b"'1'\n"
    return b"\0" * 8 if operation.arg.n < 0 else b"\0" * operation.arg.n


@pytest.mark.parametrize("name", [operation.name for operation in pickletools.opcodes])
def test_every_operation_is_known_to_be_needed_or_refused_by_name(name: str) -> None:
    operation = next(o for o in pickletools.opcodes if o.name == name)
    setup = b"\x80\x02}q\x00(cnumpy\nndarray\n(U\x01a)"
    raw = setup + operation.code.encode("latin-1") + argument_of(operation) + b"."
    if name in ALLOWED:
        values_or_sentence(raw)
    else:
        refused(raw, f"it asks for operation {name}")


class Runs:
    def __init__(self, function: Any, *arguments: Any) -> None:
        self.way = (function, arguments)

    def __reduce__(self) -> Any:
        return self.way


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("where", ["value", "list", "key"])
def test_nothing_is_ever_called(protocol: int, where: str) -> None:
    made = Runs(os.mkdir, "harm")
    hostile = {"value": {"data": made}, "list": {"labels": [made]}, "key": {made: 1}}[where]
    refused(pickle.dumps(hostile, protocol), "it asks for ")


NAMES = [
    "os system",
    "builtins eval",
    "builtins getattr",
    "numpy load",
    "numpy.core.multiarray fromstring",
    "numpy dtype.__reduce__",
    "_codecs decode",
    "runtime.data.archive_values read_values",
    " ",
    "numpy  dtype",
]


@pytest.mark.parametrize("names", NAMES)
def test_no_other_name_is_accepted_in_either_spelling(names: str) -> None:
    module, _, attribute = names.partition(" ")
    refused(b"\x80\x02" + f"c{module}\n{attribute}\n.".encode(), "it asks for ")
    texts = b"".join(b"\x8c" + bytes([len(text)]) + text.encode() for text in (module, attribute))
    refused(b"\x80\x04" + texts + b"\x93.", "it asks for ")


TARGETS = {
    "list": b"]",
    "tuple": b")",
    "text": b"U\x01a",
    "name": b"cnumpy\nndarray\n",
    "number": b"K\x01",
    "none": b"N",
}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("fill", [b"U\x01aK\x01s", b"(U\x01aK\x01u", b"K\x01a", b"(K\x01e", b"}b", b")R", b"N\x85R"])
def test_only_what_can_be_filled_is_filled(target: str, fill: bytes) -> None:
    raw = b"\x80\x02" + TARGETS[target] + fill + b"."
    refused(raw, "it (fills|calls|holds no dictionary)")


ARRAY = b"cnumpy.core.multiarray\n_reconstruct\n)R"
TYPE = b"cnumpy\ndtype\nU\x02u1\x85R"
BAD_ARRAYS = {
    "no tuple": b"]",
    "short": b"(K\x01K\x01\x85t",
    "no type": b"(K\x01K\x01\x85U\x02u1\x89U\x01at",
    "objects": b"(K\x01K\x01\x85cnumpy\ndtype\nU\x02O8\x85R\x89]t",
    "no bytes": b"(K\x01K\x01\x85" + TYPE + b"\x89]t",
    "too few bytes": b"(K\x01K\x05\x85" + TYPE + b"\x89U\x01at",
    "too many bytes": b"(K\x01K\x01\x85" + TYPE + b"\x89U\x03abct",
    "negative": b"(K\x01J\xff\xff\xff\xff\x85" + TYPE + b"\x89U\x03abct",
    "shape of truths": b"(K\x01\x88\x85" + TYPE + b"\x89U\x01at",
    "shape in a list": b"(K\x01](K\x01e" + TYPE + b"\x89U\x01at",
    "too many axes": b"(K\x01(K\x01K\x01K\x01K\x01K\x01t" + TYPE + b"\x89U\x01at",
    "huge": b"(K\x01\x8a\x0a" + b"\xff" * 9 + b"\x00\x85" + TYPE + b"\x89U\x01at",
    "huge of nothing": b"(K\x01K\x00\x8a\x0a" + b"\xff" * 9 + b"\x00\x86" + TYPE + b"\x89U\x00t",
    "beyond latin-1": b"(K\x01K\x01\x85" + TYPE + b"\x89X\x03\0\0\0\xe4\xbd\xa0t",
}


@pytest.mark.parametrize("case", BAD_ARRAYS)
def test_arrays_that_cannot_be_are_refused(case: str) -> None:
    refused(b"\x80\x02}U\x04data" + ARRAY + BAD_ARRAYS[case] + b"bs.", "it |its contents make no sense")


LENGTHS = {
    "BINBYTES8": b"\x8e" + struct.pack("<Q", 2**63 - 1),
    "BINBYTES8 beyond": b"\x8e" + struct.pack("<Q", 2**64 - 1),
    "BINBYTES": b"B" + struct.pack("<I", 2**32 - 1),
    "BINSTRING": b"T" + struct.pack("<i", 2**31 - 1),
    "BINSTRING negative": b"T" + struct.pack("<i", -1),
    "BINUNICODE": b"X" + struct.pack("<I", 2**32 - 1),
    "LONG1": b"\x8a\xff",
    "FRAME": b"\x95" + struct.pack("<Q", 2**63),
    "BYTEARRAY8": b"\x96" + struct.pack("<Q", 2**40),
    "LONG4": b"\x8b" + struct.pack("<i", 2**31 - 1),
}


@pytest.mark.parametrize("case", LENGTHS)
def test_lengths_that_lie_take_no_memory(case: str) -> None:
    with little_memory():
        refused(b"\x80\x02" + LENGTHS[case] + b"abc.", "it |its contents make no sense")


PIECE = b"X" + struct.pack("<I", 1 << 20) + b"a" * (1 << 20) + b"q\x00"
BOMBS = {
    "endless memo": b"}" + b"\x94" * (1 << 20),
    "endless numbered memo": b"}" + b"".join(b"r" + struct.pack("<I", n) for n in range(MOST_OPERATIONS)),
    "endless stack": b"N" * (1 << 20),
    "endless lists": b"]" * (1 << 20),
    "endless marks": b"(" * (1 << 20),
    "marks over a deep stack": b"N" * 100_000 + b"(t0" * 300_000,
    "lists of the same lists": b"]q\x00" + b"](h\x00h\x00h\x00h\x00eq\x00" * 60 + b"cnumpy\ndtype\nh\x00\x85R",
    "keys of the same tuples": b")q\x00" + b"h\x00h\x00h\x00\x87q\x00" * 60 + b"}h\x00K\x01s",
    "one key of bytes set often": b"}B"
    + struct.pack("<I", 1 << 20)
    + b"k" * (1 << 20)
    + b"q\x00K\x01s"
    + b"h\x00K\x01s" * 20_000,
    "one text encoded often": b"c_codecs\nencode\nq\x01" + PIECE + b"h\x01h\x00\x85R" * 2000,
    "one text of many arrays": PIECE + (ARRAY + b"(K\x01K\x01\x85" + TYPE + b"\x89h\x00tb") * 2000,
    "a list in itself": b"]q\x00h\x00a",
    "deeply nested tuples": b")" + b"\x85" * (MOST_OPERATIONS - 10),
    "deeply nested lists": b"]q\x00" + b"]h\x00aq\x00" * (MOST_OPERATIONS // 4 - 10),
    "a number of many digits": b"L" + b"9" * (1 << 20) + b"L\n",
}


@pytest.mark.parametrize("case", BOMBS)
def test_bombs_are_refused_before_they_take_memory_or_time(case: str) -> None:
    """What would take a thousand gigabytes or years ends at once; a hang would never come back here."""
    raw = b"\x80\x02" + BOMBS[case] + b"."
    tracemalloc.start()
    try:
        refused(raw, "it |its contents make no sense|a ")
        assert tracemalloc.get_traced_memory()[1] < 8 * len(raw) + 8 * MUCH
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("raw", REAL)
def test_a_truncated_file_is_refused(raw: bytes) -> None:
    for end in [*range(200), *range(200, len(raw), 97)]:
        if end < len(raw):
            refused(raw[:end], "it ends too early")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(REAL), st.integers(0, 2**32), st.integers(1, 8))
def test_a_damaged_file_gives_values_of_the_allowed_kinds_or_a_sentence(raw: bytes, seed: int, count: int) -> None:
    chance, changed = random.Random(seed), bytearray(raw)
    interesting = [at for _, _, at in pickletools.genops(raw) if at is not None]
    for _ in range(count):
        at = min(chance.choice(interesting) + chance.randrange(3), len(changed) - 1)
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at] = chance.choice(pickletools.opcodes).code.encode("latin-1")[0]
            case 2:
                del changed[at : at + chance.randrange(1, 8)]
            case _:
                changed[at:at] = chance.randbytes(chance.randrange(1, 8))
    found = values_or_sentence(bytes(changed)) or {}
    assert all(type(key) is str for key in found)
    assert all(
        isinstance(value, (np.ndarray, list, tuple, dict, str, bytes, int, type(None))) for value in found.values()
    )


SINGLE = [o.code.encode("latin-1") + argument_of(o) for o in pickletools.opcodes if o.name in ALLOWED - {"STOP"}]
PIECES = [
    *SINGLE,
    ARRAY,
    TYPE,
    b"U\x01a",
    b"K\x03",
    b"q\x00",
    b"h\x00",
    b"c_codecs\nencode\n",
    *BAD_ARRAYS.values(),
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_program_of_allowed_operations_ends_in_values_or_a_sentence(program: list[bytes]) -> None:
    values_or_sentence(b"\x80\x02" + b"".join(program) + b".")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_values_or_a_sentence(raw: bytes) -> None:
    values_or_sentence(raw)
