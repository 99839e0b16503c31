"""Sets that don't fit into memory: converted once, the same numbers, never from half a file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from graph.storage.processes import own_name
from runtime.data import DataError, Dataset, guess_spec, open_dataset
from runtime.data.progress import watched
from tests.attack.mutated_data import tried

HEAD = "a,b,city,whole,large,empty\n"
ROWS = [
    f"{i / 7:.4f},{'' if i % 9 == 0 else i - 5.5},{['Rome', 'Bonn', '', 'Lund'][i % 4]},{i},{2**40 + i},"
    for i in range(5000)
]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine that has little memory, and a cache of its own."""
    monkeypatch.setenv("LAYERLOOM_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("runtime.data.memory.available_bytes", lambda: 2000)
    return tmp_path / "cache" / "data"


def table(folder: Path, kind: str) -> Path:
    path = folder / f"t.{kind}"
    if kind == "csv":
        path.write_text(HEAD + "\n".join(ROWS))
        return path
    import pyarrow as pa
    from pyarrow import feather, parquet

    numbers = np.arange(600)
    found = pa.table({"x": numbers / 3, "n": numbers, "ok": numbers % 2 == 0, "t": ["u", None, "v"] * 200,
                      "l": [[i, i + 1] for i in range(600)], "r": [[1.0] * (i % 3) for i in range(600)]})  # fmt: skip
    if kind == "parquet":
        parquet.write_table(found, path, row_group_size=20)
    else:
        feather.write_feather(found, path, chunksize=100, compression="uncompressed")
    return path


def same(one: Dataset, other: Dataset) -> None:
    assert list(one.columns) == list(other.columns) and one.styles == other.styles
    assert [str(note) for note in one.notes] == [str(note) for note in other.notes]
    for a, b in zip(one.columns.values(), other.columns.values(), strict=True):
        assert (a.dtype, a.shape, a.classes) == (b.dtype, b.shape, b.classes), a.name
        np.testing.assert_array_equal(np.asarray(a.block(0, len(a))), np.asarray(b.block(0, len(b))))


@pytest.mark.parametrize("kind", ["csv", "feather", "parquet"])
def test_a_table_is_converted_once_to_the_same_numbers(
    kind: str, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path, kind)
    with monkeypatch.context() as roomy:
        roomy.setattr("runtime.data.memory.available_bytes", lambda: 1 << 30)
        whole = open_dataset(guess_spec(path))
    if kind == "parquet":  # each row group must fit; the table need not
        monkeypatch.setattr("runtime.data.memory.available_bytes", lambda: 8000)
    told: list[float] = []
    with watched(lambda what, share: told.append(share)):
        same(whole, open_dataset(guess_spec(path)))
        count = len(told)
        again = open_dataset(guess_spec(path))
    same(whole, again)
    assert count and len(told) == count, "the second time it is read from the cache"
    assert not any(column.in_memory for column in again.columns.values())
    path.write_bytes(path.read_bytes() + (b"\n1,2,Rome,3,4,\n" if kind == "csv" else b""))
    changed = open_dataset(guess_spec(path))
    assert changed.rows == whole.rows + (kind == "csv")


def test_columns_side_by_side_of_a_converted_table_are_read_at_once(small: Path, tmp_path: Path) -> None:
    dataset = open_dataset(guess_spec(table(tmp_path, "csv")))
    both = dataset.column("a, b")
    assert type(both).__name__ == "ArrayColumn" and not both.in_memory and both.shape == (5000, 2)
    out = np.empty((3, 2), np.float32)
    both.gather(np.array([4999, 0, 17]), out)
    np.testing.assert_allclose(out[2], [17 / 7, 11.5], atol=1e-4)


@pytest.mark.parametrize("damage", ["description", "numbers", "folder"])
def test_what_is_damaged_in_the_cache_is_made_anew(damage: str, small: Path, tmp_path: Path) -> None:
    path = table(tmp_path, "csv")
    first = open_dataset(guess_spec(path)).column("whole").block(0, 5000).tolist()
    index = next(small.glob("*.json"))
    folder = small / json.loads(index.read_text())["folder"]
    if damage == "description":
        index.write_text("{")
    elif damage == "numbers":
        file = next(folder.glob("int32.npy"))
        file.write_bytes(file.read_bytes()[:-100])
    else:
        index.write_text(json.dumps({"folder": "../.."}))
    assert open_dataset(guess_spec(path)).column("whole").block(0, 5000).tolist() == first


def test_what_was_not_finished_is_removed_and_old_sets_make_room(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path, "csv")
    open_dataset(guess_spec(path))
    half = small / f"{own_name().split('-')[0]}-999999999-00000000-1.{'0' * 40}"
    half.mkdir()
    before = {folder for folder in small.iterdir() if folder.is_dir()}
    monkeypatch.setattr("runtime.data.converted.LIMIT", 300_000)
    other = tmp_path / "other.csv"
    other.write_text(HEAD + "\n".join(ROWS[:4000]))
    open_dataset(guess_spec(other))
    left = {folder for folder in small.iterdir() if folder.is_dir()}
    assert len(left) == 1 and not left & before
    monkeypatch.setattr("runtime.data.converted.LIMIT", 1000)
    with pytest.raises(DataError, match=r"t\.csv needs .* may be used\. Make room there"):
        open_dataset(guess_spec(path))
    assert {folder for folder in small.iterdir() if folder.is_dir()} == left


def test_a_table_that_is_wrong_leaves_nothing_behind(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(HEAD + "\n".join([*ROWS, "x,1,Rome,3,4,"]))
    with pytest.raises(DataError, match="line 5002"):
        open_dataset(guess_spec(path))
    assert list(small.iterdir()) == []


def test_pictures_are_decoded_once_into_a_file(small: Path, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / "p" / name).mkdir(parents=True)
        for i in range(3):
            Image.new("RGB", (20, 20), (i * 40, 7, 9)).save(tmp_path / "p" / name / f"{i}.png")
    spec = guess_spec(tmp_path / "p")
    column = open_dataset(spec).column("image")
    first = column.block(0, 5)
    assert not list(small.glob("*.json")), "one is missing still"
    out = np.empty((2, *column.shape[1:]), np.uint8)
    column.gather(np.array([5, 0]), out)
    again = open_dataset(spec).column("image")
    np.testing.assert_array_equal(again.block(0, 5), first)
    np.testing.assert_array_equal(again.block(5, 6)[0], out[0])
    assert len(list(small.glob("*.json"))) == 1
    half = open_dataset(spec.replace(colour="grey"))
    half.column("image").block(0, 2)
    folders = len([folder for folder in small.iterdir() if folder.is_dir()])
    del half  # what was decoded goes with its column, and waits for no collection
    assert len([folder for folder in small.iterdir() if folder.is_dir()]) == folders - 1


@pytest.mark.parametrize("number", [218, 220, 269])
def test_a_damaged_table_is_called_damaged_and_leaves_nothing(
    number: int, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtime.data.readers.parquet_file.budget", lambda: 10)
    monkeypatch.setattr("runtime.data.memory.available_bytes", lambda: 1 << 30)
    assert "is damaged, or no table of Parquet" in tried(tmp_path / "f", "parquet", number)
    assert list(small.iterdir()) == []
