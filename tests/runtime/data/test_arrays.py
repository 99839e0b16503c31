"""NumPy files: what is read, what is refused, and that no damage passes as data."""

from __future__ import annotations

import io
import mmap
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np
import pytest

from graph.data.data_sets.npy_files import NpyFiles
from graph.data.data_sets.npz_file import NpzFile
from runtime.data import DataError, open_dataset
from runtime.data.mapped import mapped_rows
from runtime.data.memory import bytes_text
from runtime.data.readers import npz_file as npz_module

ARRAYS = {
    "x": np.arange(600, dtype=np.float32).reshape(20, 30),
    "y": np.arange(20) % 3,
    "z": np.ones((20, 2, 2), np.uint8),
    "big_endian": np.arange(20, dtype=">f8"),
    "truth": np.arange(20) > 5,
}


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_npz_arrays_become_columns(save: Callable[..., None], tmp_path: Path) -> None:
    save(tmp_path / "a.npz", **ARRAYS)
    dataset = open_dataset(NpzFile("a.npz"), tmp_path)
    assert dataset.rows == 20 and set(dataset.columns) == set(ARRAYS)
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(dataset.column(name).block(0, 20), array)
        assert dataset.column(name).dtype.isnative


def test_large_stored_members_are_mapped_in_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npz_module, "MAPPED_FROM", 1)
    np.savez(tmp_path / "a.npz", **ARRAYS)
    dataset = open_dataset(NpzFile("a.npz"), tmp_path)
    assert not dataset.column("x").in_memory
    rows, out = np.array([3, 0, 19]), np.empty((3, 30), np.float32)
    dataset.column("x").gather(rows, out)
    np.testing.assert_array_equal(out, ARRAYS["x"][rows])


def npy(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


def header(text: str, body: bytes = b"", magic: bytes = b"\x93NUMPY\x01\x00", length: int | None = None) -> bytes:
    raw = text.encode("latin-1")
    return magic + (len(raw) if length is None else length).to_bytes(2, "little") + raw + body


def described(descr: str = "'<f4'", order: str = "False", shape: str = "(2, 2)", body: int = 16) -> bytes:
    return header(f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n", bytes(body))


BAD_ARRAYS = {
    "empty file": (b"", "should begin with"),
    "three bytes": (b"\x93NU", "should begin with"),
    "wrong magic": (b"\x93NUMPX" + npy(np.zeros(3))[6:], "should begin with"),
    "text": (b"hello, this is no array at all", "should begin with"),
    "version 9": (header("{}", magic=b"\x93NUMPY\x09\x00"), "version 9.0"),
    "ends in header": (header("{'descr'", length=200), "ends inside its header"),
    "long header": (header(" " * 5000), "header of 5000 bytes"),
    "objects": (npy(np.array([1, "a", None], object)), "plain numbers"),
    "texts": (npy(np.array(["abc", "de"])), "type U3"),
    "bytes": (npy(np.array([b"abc"])), "type S3|plain numbers"),
    "dates": (npy(np.array(["2020-01-01"], "datetime64[D]")), "type M8"),
    "complex": (npy(np.zeros(3, np.complex64)), "type c8"),
    "structure": (npy(np.zeros(3, [("a", "f4"), ("b", "i4")])), "plain numbers"),
    "void": (npy(np.zeros(3, "V8")), "type V8"),
    "column order": (npy(np.asfortranarray(np.ones((4, 3)))), "ascontiguousarray"),
    "float of 3 bytes": (described("'<f3'"), "type f3"),
    "float of 16 bytes": (described("'<f16'", body=64), "type f16"),
    "no byte order": (described("'|f4'"), "type f4"),
    "negative size": (described(shape="(-2, -2)"), "plain numbers"),
    "float size": (described(shape="(2.0, 2)"), "plain numbers"),
    "huge size": (described(shape="(4611686018427387904, 4)"), "impossible shape|should hold"),
    "2**64": (described(shape="(18446744073709551616,)"), "impossible shape"),
    "product overflows": (described(shape="(4294967296, 4294967296)"), "should hold"),
    "33 axes": (described(shape="(" + ", ".join("1" * 33) + ")", body=4), "impossible shape"),
    "too short": (described(body=12), "should hold 16 bytes"),
    "trailing bytes": (described(body=20), "should hold 16 bytes"),
    "scalar": (npy(np.float32(3)), "single number"),
    "order twice": (
        header("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", bytes(8)),
        "plain numbers",
    ),
    "no shape": (header("{'descr': '<f4', 'fortran_order': False, }", bytes(8)), "plain numbers"),
    "extra key": (header("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}", bytes(8)), "plain numbers"),
    "expression": (described(shape="(2, 1+1)"), "plain numbers"),
    "call": (described(descr="__import__('os')"), "plain numbers"),
    "100 deep": (described(descr="[" * 100 + "]" * 100), "plain numbers"),
    "number as order": (described(order="2"), "plain numbers"),
    "missing brace": (header("'descr': '<f4', 'fortran_order': False, 'shape': (2,)", bytes(8)), "plain numbers"),
    "no rows": (npy(np.zeros((0, 3))), "no rows"),
}


@pytest.mark.parametrize("case", BAD_ARRAYS)
@pytest.mark.parametrize("container", ["npy", "npz"])
def test_bad_array_gives_one_sentence(case: str, container: str, tmp_path: Path) -> None:
    raw, sentence = BAD_ARRAYS[case]
    if container == "npy":
        (tmp_path / "x.npy").write_bytes(raw)
        spec: NpyFiles | NpzFile = NpyFiles("x.npy")
    else:
        with zipfile.ZipFile(tmp_path / "x.npz", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("x.npy", raw)
        spec = NpzFile("x.npz")
    with pytest.raises(DataError, match=sentence) as caught:
        open_dataset(spec, tmp_path)
    assert "\n" not in str(caught.value) and "Traceback" not in str(caught.value)


def archive_of(path: Path, *members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, raw in members:
            archive.writestr(name, raw)


def patched(path: Path, find: bytes, change: Callable[[bytearray, int], None]) -> None:
    raw = bytearray(path.read_bytes())
    at = raw.find(find)
    assert at >= 0
    change(raw, at)
    path.write_bytes(raw)


def set_byte(offset: int, value: int) -> Callable[[bytearray, int], None]:
    def change(raw: bytearray, at: int) -> None:
        raw[at + offset] = value

    return change


GOOD = npy(np.arange(100, dtype=np.float32))
CENTRAL = b"PK\x01\x02"


def bad_archive(case: str, path: Path) -> None:
    match case:
        case "no zip":
            path.write_bytes(b"PK but not really" * 10)
        case "empty":
            path.write_bytes(b"")
        case "no members":
            archive_of(path)
        case "other member":
            archive_of(path, ("x.npy", GOOD), ("readme.txt", b"hello"))
        case "nameless":
            archive_of(path, (".npy", GOOD))
        case "unprintable":
            archive_of(path, ("a\x07b.npy", GOOD))
        case "twice":
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive_of(path, ("x.npy", GOOD), ("x.npy", GOOD))
        case "encrypted":
            archive_of(path, ("x.npy", GOOD))
            patched(path, CENTRAL, set_byte(8, 1))
        case "method":
            archive_of(path, ("x.npy", GOOD), method=zipfile.ZIP_BZIP2)
        case "prefix":
            archive_of(path, ("x.npy", GOOD))
            path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
        case "checksum":
            archive_of(path, ("x.npy", GOOD))
            patched(path, GOOD[-40:], set_byte(5, 255))
        case "cut":
            archive_of(path, ("x.npy", GOOD))
            path.write_bytes(path.read_bytes()[:-30])
        case "bomb":
            archive_of(path, ("x.npy", npy(np.zeros(70_000_000, np.float32))), method=zipfile.ZIP_DEFLATED)
        case "row counts":
            np.savez(path, x=np.zeros((3, 2)), y=np.zeros(4))


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("no zip", "damaged or no .npz"),
        ("empty", "damaged or no .npz"),
        ("no members", "no columns"),
        ("other member", "'readme.txt' is no .npy array"),
        ("nameless", "is no .npy array"),
        ("unprintable", "or can't be shown"),
        ("twice", "two members called 'x.npy'"),
        ("encrypted", "encrypted"),
        ("method", "packed by an unusual method"),
        ("prefix", "overlap or have gaps"),
        ("checksum", "the checksum of 'x.npy' is wrong"),
        ("cut", "damaged"),
        ("bomb", "more than 500 times"),
        ("row counts", "'y' has 4 rows but 'x' has 3"),
    ],
)
def test_bad_archive_gives_one_sentence(case: str, sentence: str, tmp_path: Path) -> None:
    bad_archive(case, tmp_path / "x.npz")
    with pytest.raises(DataError, match=sentence):
        open_dataset(NpzFile("x.npz"), tmp_path)


def mutated(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    at = chance.randrange(len(raw))
    match chance.randrange(5):
        case 0:
            changed[at] ^= 1 << chance.randrange(8)
        case 1:
            del changed[at:]
        case 2:
            del changed[at : at + chance.randrange(1, 40)]
        case 3:
            for _ in range(chance.randrange(1, 10)):
                changed[chance.randrange(len(raw))] = chance.randrange(256)
        case _:
            changed[at:at] = chance.randbytes(chance.randrange(1, 20))
    return bytes(changed)


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_no_damage_passes_as_other_data(save: Callable[..., None], tmp_path: Path) -> None:
    """600 mutations of a file either give the same arrays or a DataError."""
    path = tmp_path / "a.npz"
    save(path, **ARRAYS)
    raw, chance = path.read_bytes(), random.Random(7)
    refused = 0
    for _ in range(600):
        path.write_bytes(mutated(raw, chance))
        try:
            columns = open_dataset(NpzFile(str(path))).columns
        except DataError:
            refused += 1
            continue
        assert set(columns) == set(ARRAYS)
        assert all(np.array_equal(columns[name].block(0, 20), array) for name, array in ARRAYS.items())
    assert refused > 500


def test_npy_files_are_mapped_not_read(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", ARRAYS["x"])
    np.save(tmp_path / "y.npy", ARRAYS["y"])
    for path in (".", "x.npy; y.npy"):
        dataset = open_dataset(NpyFiles(path), tmp_path)
        assert list(dataset.columns) == ["x", "y"]
        assert all(isinstance(column.block(0, 2).base, np.memmap) for column in dataset.columns.values())


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for path in ("x.npy", "a/x.npy"):
        np.save(tmp_path / path, ARRAYS["x"])
    with pytest.raises(DataError, match=r"Two files are called x\.npy"):
        open_dataset(NpyFiles("x.npy;a/x.npy"), tmp_path)


def test_more_than_the_memory_is_refused_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.data.memory.available_bytes", lambda: 1000)
    np.savez_compressed(tmp_path / "a.npz", **ARRAYS)
    with pytest.raises(DataError, match=r"500 bytes may be used\. Save it as \.npy"):
        open_dataset(NpzFile("a.npz"), tmp_path)


def test_sizes_for_people() -> None:
    assert [bytes_text(n) for n in (12, 1536, 3 << 30)] == ["12 bytes", "1.5 KiB", "3.0 GiB"]


@pytest.mark.skipif(not hasattr(mmap.mmap, "madvise"), reason="this system takes no advice")
def test_the_system_is_told_where_the_rows_of_a_mapped_array_lie(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.arange(5000.0).reshape(-1, 10))
    array = np.load(tmp_path / "x.npy", mmap_mode="r")
    whole, part = mapped_rows(array), mapped_rows(array[100:])
    assert whole is not None and part is not None
    assert part._first - whole._first == 100 * 80
    assert whole._first == array.offset % mmap.ALLOCATIONGRANULARITY
    whole.fetch(np.array([0, 499, 250]))
    part.fetch(np.arange(400))
    assert mapped_rows(array[::-1]) is mapped_rows(np.array(array)) is mapped_rows(array[:0]) is None


HEADERS = {
    "keys again and again": b"{'descr': '<f4', " + b"'shape': (3,), " * 100 + b"}",
    "pairs without end": b"{" + b"'fortran_order': False, " * 150 + b"'shape': (3,",
    "blanks": b"{'descr': '<f4'," + b" " * 4000 + b"x}",
    "sizes without end": b"{'descr': '<f4', 'fortran_order': False, 'shape': (" + b"1 , " * 900 + b"}",
}


@pytest.mark.parametrize("case", HEADERS)
def test_headers_that_could_be_divided_in_many_ways_are_refused_at_once(case: str, tmp_path: Path) -> None:
    header = HEADERS[case]
    (tmp_path / "x.npy").write_bytes(b"\x93NUMPY\1\0" + len(header).to_bytes(2, "little") + header + b"\0" * 12)
    begin = process_time()
    with pytest.raises(DataError, match="does not hold an array of plain numbers"):
        open_dataset(NpyFiles("x.npy"), tmp_path)
    assert process_time() - begin < 2


def test_noughts_that_unpack_to_hundreds_of_times_their_size_are_refused(tmp_path: Path) -> None:
    for name, members in (("a.npz", 2), ("b.npz", 1)):
        np.savez_compressed(tmp_path / name, **{f"a{i}": np.zeros(140 << 20, np.uint8) for i in range(members)})
    with pytest.raises(DataError, match="would unpack to more than 500 times their size"):
        open_dataset(NpzFile("a.npz"), tmp_path)
    assert open_dataset(NpzFile("b.npz"), tmp_path).rows == 140 << 20
