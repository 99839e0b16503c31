"""Training from a file: a step on arrays in memory, on a mapped file in the page cache, on one larger than the memory.

usage: python -m benchmarks.data [digits|pictures|photographs …] [--rounds N] [--folder FOLDER]
                                 [--size MIB] [--limit MIB]

Each way is a process of its own that trains on the same shuffled rows; they take turns, round by round, and their
losses must be the same to the last bit. The limited process is held by two means that need no rights. Memory of its
own: RLIMIT_DATA, set after the first step, leaves it `--limit` more at most. The file's pages in the page cache: after
a reading they are counted by mincore, at most fifty times a second, and all dropped where they are more than `--limit`,
so that hardly a row is ever met again. What that costs is part of the times. FOLDER must be on a disk. Linux only.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import mmap
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from runtime.data import ArrayColumn

SHAPES: dict[str, tuple[tuple[int, ...], int, int]] = {
    "digits": ((784,), 32, 1500), "pictures": ((32, 32, 3), 64, 150), "photographs": ((128, 128, 3), 32, 30),
}  # fmt: skip
"""By system: one sample, a batch, and the steps of a round."""
WAYS = ("array", "cached", "limited")
SEED = 1


def network(keras: Any, shape: tuple[int, ...]) -> Any:
    """Two Dense layers for rows of numbers, three convolutions for pictures."""
    inputs = x = keras.Input(shape)
    for units in (16, 32, 32) if len(shape) == 3 else ():
        x = keras.layers.MaxPooling2D(2)(keras.layers.Conv2D(units, 3, padding="same", activation="relu")(x))
    x = keras.layers.Flatten()(x) if len(shape) == 3 else keras.layers.Dense(64, activation="relu")(x)
    x = keras.layers.Dense(64, activation="relu")(x)
    model = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(x))
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model


def write(path: Path, shape: tuple[int, ...], rows: int) -> None:
    rng = np.random.default_rng(SEED)
    block = max(1, (16 << 20) // (int(np.prod(shape)) * 4))
    with path.open("wb") as file:
        for start in range(0, rows, block):
            file.write(rng.random((min(block, rows - start), *shape), np.float32).data)
        os.fsync(file.fileno())


class Squeezed(ArrayColumn):
    """A mapped file whose share of the page cache is kept below a limit."""

    def __init__(self, path: Path, array: np.memmap[Any, Any], limit: int) -> None:
        super().__init__(path.name, array, in_memory=False)
        self._libc = ctypes.CDLL(None)
        self._file, self._limit, self._looked = os.open(path, os.O_RDONLY), limit, 0.0
        self._start, self._size = ctypes.c_void_p(array.ctypes.data), ctypes.c_size_t(array.nbytes)
        self._present = np.empty(-(-array.nbytes // mmap.PAGESIZE), np.uint8)
        self.drop()
        if self.held() > limit:
            raise SystemExit("The file's pages can't be dropped: choose a --folder on a disk.")

    def gather(self, rows: np.ndarray[Any, Any], out: np.ndarray[Any, Any]) -> None:
        super().gather(rows, out)
        if time.perf_counter() > self._looked + 0.02:
            if self.held() > self._limit:
                self.drop()
            self._looked = time.perf_counter()

    def held(self) -> int:
        """Bytes of the file in the page cache."""
        self._libc.mincore(self._start, self._size, self._present.ctypes.data_as(ctypes.c_void_p))
        return int(np.count_nonzero(self._present)) * mmap.PAGESIZE

    def drop(self) -> None:
        self._libc.madvise(self._start, self._size, mmap.MADV_DONTNEED)  # pages in use by a process are never dropped
        os.posix_fadvise(self._file, 0, 0, os.POSIX_FADV_DONTNEED)


def own_memory(kind: str) -> int:
    """Bytes that belong to no file: in use (RssAnon), or as RLIMIT_DATA counts them (VmData)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith(kind))


def work(way: str, system: str, path: Path, limit: int) -> None:
    """One process: trains a round for each line on standard input."""
    import runtime as keras

    shape, batch, steps = SHAPES[system]
    mapped = np.memmap(path, np.float32, "r").reshape(-1, *shape)
    x: Any = np.array(mapped) if way == "array" else mapped
    if way == "limited":
        x = Squeezed(path, mapped, limit)
    y = np.random.default_rng(SEED).integers(0, 10, len(x))
    keras.utils.set_random_seed(SEED)
    model = network(keras, shape)
    model.fit(x, y, batch, epochs=1, steps_per_epoch=3, verbose=0)
    if way == "cached":
        mapped.sum()
    if way == "limited":
        resource.setrlimit(resource.RLIMIT_DATA, (own_memory("VmData") + limit, resource.RLIM_INFINITY))
    before = own_memory("RssAnon")
    for number, _ in enumerate(sys.stdin):
        keras.utils.set_random_seed(number)
        begin = time.perf_counter()
        history = model.fit(x, y, batch, epochs=1, steps_per_epoch=steps, verbose=0).history
        spent = time.perf_counter() - begin
        grown = (own_memory("RssAnon") - before) / 2**20
        print(json.dumps({"ms": spent / steps * 1e3, "loss": history["loss"][0], "grown": grown}), flush=True)


def rounds(system: str, folder: Path, rows: int, limit: int, count: int) -> dict[str, list[dict[str, float]]]:
    """What each way's process answered, round by round; the first round, which warms up, is left out."""
    started = {}
    for way in WAYS:  # each has its own file: pages that another process maps are not dropped
        write(Path(folder, way), SHAPES[system][0], rows)
        command = [sys.executable, "-m", "benchmarks.data", system, "--file", str(Path(folder, way))]
        command += ["--limit", str(limit), "--way", way]
        started[way] = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    found: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(count + 1):
        for way, process in started.items():
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write("\n")
            process.stdin.flush()
            found[way].append(json.loads(process.stdout.readline()))
    for process in started.values():
        process.communicate()
    for answers in zip(*found.values(), strict=True):
        if len({answer["loss"] for answer in answers}) > 1:
            raise SystemExit(f"The ways differ in their losses: {answers}")
    return {way: answers[1:] for way, answers in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("systems", nargs="*", default=list(SHAPES), metavar="SYSTEM", help=", ".join(SHAPES))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, default=None, help="where the set is written; the system's own for such")
    parser.add_argument("--size", type=int, default=1024, help="MiB of the set")
    parser.add_argument("--limit", type=int, default=256, help="MiB that the limited process may have")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        work(given.way, given.systems[0], given.file, given.limit << 20)
        return
    ways = (f"{way} ms" for way in WAYS)
    table = Table("system", "KB a batch", *ways, "cached / array", "limited / array", "grown MB")
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for system in given.systems:
            shape, batch, _ = SHAPES[system]
            sample = int(np.prod(shape)) * 4
            found = rounds(system, Path(folder), (given.size << 20) // sample, given.limit, given.rounds)
            ms = {way: [answer["ms"] for answer in answers] for way, answers in found.items()}
            ratios = {way: statistics.median(a / b for a, b in zip(ms[way], ms["array"])) for way in WAYS}
            table.add_row(
                system, f"{batch * sample / 1024:.0f}", *(f"{statistics.median(ms[way]):.3f}" for way in WAYS),
                f"{ratios['cached']:.2f}", f"{ratios['limited']:.2f}", f"{found['limited'][-1]['grown']:.1f}",
            )  # fmt: skip
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
