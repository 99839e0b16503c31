"""Damaged files of data, one kind after the other: each must open, or be refused with a sentence, within two seconds.

    python -m tests.attack.mutated_data
    python -m tests.attack.mutated_data 4000 parquet xlsx

The number is that of mutations a format. They run in processes of their own, so that one which ends by a fault in a
library, or never ends, is found and told by its number: the same number makes the same file. A short run is among the
tests (`test_mutated_data.py`).
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from graph.specs.message import MessageError
from runtime.data import guess_spec, open_dataset
from tests.runtime.data.workbooks import sheet_xml, write_ods, write_xlsx

PATIENCE = 2.0
"""Seconds of processor time that a file may take."""
STUCK = 60.0
"""Seconds without a sign after which a process counts as stuck."""
ROWS = [["name", "x", "y", "ok"], *(["abc"[i % 3], i / 4, i, i % 2 == 0] for i in range(40))]


def _csv() -> bytes:
    lines = [",".join(map(str, row)) for row in ROWS] + ['"q, ""r""\nz",1,2,True']
    return "\n".join(lines).encode()


def _typed(write: Callable[[object, Path], None]) -> bytes:
    import pyarrow as pa

    names, rows = ROWS[0], ROWS[1:]
    columns: dict[str, object] = {str(name): [row[i] for row in rows] for i, name in enumerate(names)}
    columns |= {"list": [[1, 2, 3]] * len(rows), "coded": pa.array(["u", None] * 20).dictionary_encode()}
    return _made(lambda path: write(pa.table(columns), path))


def _parquet(table: object, path: Path) -> None:
    from pyarrow import parquet

    parquet.write_table(table, path, write_page_checksum=True, row_group_size=16)


def _feather(table: object, path: Path) -> None:
    from pyarrow import feather

    feather.write_feather(table, path)


def _made(write: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        write(path)
        return path.read_bytes()


def _npz() -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, x=np.arange(60.0).reshape(20, 3), y=np.arange(20))
    return file.getvalue()


def _npy() -> bytes:
    file = io.BytesIO()
    np.save(file, np.arange(60.0).reshape(20, 3))
    return file.getvalue()


def _records() -> bytes:
    return "\n".join(json.dumps({**dict(zip(ROWS[0], row)), "l": [1, 2], "o": {"i": 1}}) for row in ROWS[1:]).encode()


def _picture() -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(np.arange(300, dtype=np.uint8).reshape(10, 10, 3)).save(file, "PNG")
    return file.getvalue()


def _wave() -> bytes:
    from tests.runtime.data.test_folders_and_archives import wave

    return wave(16, np.sin(np.arange(100) / 5)[:, None])


def _idx() -> bytes:
    return bytes((0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 5)) + bytes(range(100))


def _cifar() -> bytes:
    import pickle  # the archives are written by it; nothing here is read by it

    return pickle.dumps({b"data": np.zeros((4, 3072), np.uint8), b"labels": [0, 1, 2, 3]}, protocol=2)


SHEET = {"S": sheet_xml(ROWS), "T": sheet_xml([["a"], ["=A1"]])}
CELL = '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>'
ODS = "".join(f"<table:table-row>{CELL.format(i)}{CELL.format(i / 2)}</table:table-row>" for i in range(20))
FORMATS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "csv": ("t.csv", _csv),
    "parquet": ("t.parquet", lambda: _typed(_parquet)),
    "feather": ("t.feather", lambda: _typed(_feather)),
    "xlsx": ("t.xlsx", lambda: _made(lambda path: write_xlsx(path, SHEET))),
    "ods": ("t.ods", lambda: _made(lambda path: write_ods(path, ODS))),
    "jsonl": ("t.jsonl", _records),
    "json": ("t.json", lambda: b"[" + _records().replace(b"\n", b",") + b"]"),
    "npz": ("t.npz", _npz),
    "npy": ("t.npy", _npy),
    "picture": ("f/a/p.png", _picture),
    "text": ("f/a/p.txt", lambda: "some words, naïve ones\n".encode() * 9),
    "wave": ("f/a/p.wav", _wave),
    "idx": ("f/train-images-idx3-ubyte", _idx),
    "packed idx": ("f/train-images-idx3-ubyte.gz", lambda: gzip.compress(_idx(), mtime=0)),
    "cifar": ("f/data_batch_1", _cifar),
}
"""By format: the file's name and its sound contents. `f` is a folder that is opened as a whole."""


def mutated(data: bytes, number: int) -> bytes:
    """The contents changed in one to four places: a byte, a run of noughts, a piece cut, doubled or moved."""
    rng = random.Random(number)
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        if not found:
            break
        at, size = rng.randrange(len(found)), rng.choice((1, 1, 2, 4, 8, rng.randrange(1, 200)))
        match rng.randrange(8):
            case 0 | 1:
                found[at] ^= 1 << rng.randrange(8)
            case 2:
                found[at] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, 0x22, 0x2C, 0x0A))
            case 3:
                found[at : at + size] = bytes(len(found[at : at + size]))
            case 4:
                del found[at : at + size]
            case 5:
                found[at:at] = found[at : at + size] * rng.choice((1, 3))
            case 6:
                found[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"9999"))
            case _:
                del found[at:]
    return bytes(found)


def tried(folder: Path, kind: str, number: int) -> str:
    """What became of one mutation: "" if it opened, else the sentence. Anything else that happens is an error."""
    name, make = FORMATS[kind]
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(mutated(make(), number))
    if kind.endswith("idx"):
        (place.parent / "train-labels-idx1-ubyte").write_bytes(b"\0\0\x08\x01\0\0\0\x04\0\1\2\3")
    for other in range(2, 6):
        if kind == "cifar":
            (place.parent / f"data_batch_{other}").write_bytes(make())
    begin = time.process_time()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset = open_dataset(guess_spec(folder / name.split("/")[0]))
            dataset.describe()
            for column in dataset.columns.values():
                column.block(0, min(len(column), 1000))
        sentence = ""
    except MessageError as error:
        sentence = str(error)
        assert "\n" not in sentence and sentence, sentence
    taken = time.process_time() - begin
    assert taken < PATIENCE or number < 0, f"it took {taken:.1f} s"
    return sentence


def worker(kind: str, first: int, last: int) -> None:
    """Try mutations one by one, telling the number of each before it begins."""
    with tempfile.TemporaryDirectory() as folder:
        tried(Path(folder), kind, -1)  # what is imported late is no part of the time
        for number in range(first, last):
            print(number, flush=True)
            tried(Path(folder), kind, number)


def attack(kind: str, count: int) -> list[str]:
    """All mutations of a format; what went wrong, by number."""
    wrong: list[str] = []
    first = 0
    while first < count:
        command = [sys.executable, "-m", "tests.attack.mutated_data", "worker", kind, str(first), str(count)]
        with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(command, stdout=told, stderr=errors)
            code = _ended(process, told)
            told.seek(0)
            numbers = told.read().split()
            last = int(numbers[-1]) if numbers else first
            if code == 0:
                break
            errors.seek(0)
            lines = errors.read().decode(errors="replace").strip().splitlines() or [""]
            wrong.append(f"{kind} {last}: ended with {code}: {lines[-1][:200]}")
        first = last + 1
    return wrong


def _ended(process: subprocess.Popen[bytes], told: io.IOBase) -> int:
    """The exit code; of a process that says nothing more for long, after it was ended, −9."""
    size, since = 0, time.monotonic()
    while process.poll() is None:
        time.sleep(0.2)
        now = os.fstat(told.fileno()).st_size
        if now != size:
            size, since = now, time.monotonic()
        elif time.monotonic() - since > STUCK:
            process.kill()
            process.wait()
    return process.returncode


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["worker"]:
        worker(arguments[1], int(arguments[2]), int(arguments[3]))
        return 0
    count = int(arguments[0]) if arguments else 200
    failed = 0
    for kind in arguments[1:] or FORMATS:
        wrong = attack(kind, count)
        failed += len(wrong)
        print(f"{kind}: {count} mutations, {len(wrong)} went wrong", *wrong, sep="\n  ", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
