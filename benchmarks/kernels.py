"""Each kernel alone: GFLOP/s or GB/s beside its limit on this machine, and beside NumPy where NumPy has the same.

usage: python -m benchmarks.kernels [NAME …] [--threads 1 2]

The limits are measured too: arithmetic by the product tile on operands in the cache, memory by a copy of 64 MB, counted
as its reads and writes. Times are the best of many runs. NumPy uses as many threads as its BLAS finds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from rich.console import Console
from rich.table import Table

from runtime import threads
from runtime.kernels import activations, embedding, optimizers
from runtime.kernels.gemm import Product
from runtime.kernels.packed_product import PackedProduct, pays
from runtime.kernels.reductions import column_sums
from runtime.op import Array

SECONDS = 0.3
MEMORY = 16 << 20
"""Numbers in an array that fits no cache."""

Call = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """One line: how many GFLOP, or GB where `bytes`, a call is; `numpy` does the same by NumPy."""

    name: str
    amount: float
    bytes: bool
    ours: Call
    numpy: Call | None = None


def normal(*shape: int) -> Array:
    return np.random.default_rng(0).standard_normal(shape, np.float32)


def zeros(shape: tuple[int, ...]) -> Array:
    return np.zeros(shape, np.float32)


def products() -> Iterator[Measured]:
    """The products of dense layers: forward, gradient of the input, gradient of the weight."""
    for batch, inward, outward in ((32, 784, 64), (64, 512, 512), (256, 1024, 1024), (128, 2048, 2048)):
        x, w, y = normal(batch, inward), normal(inward, outward), normal(batch, outward)
        cases = {"": (x, w), " dX": (y, w.T), " dW": (x.T, y)}
        for label, (a, b) in cases.items():
            c = zeros((a.shape[0], b.shape[1]))
            amount = 2e-9 * a.shape[0] * a.shape[1] * b.shape[1]
            name = f"product {batch}×{inward}×{outward}{label}"
            yield Measured(name, amount, False, Product(a, b, c, zeros), partial(np.matmul, a, b, out=c))
            if pays(a, b):
                yield Measured(f"{name}, packed", amount, False, PackedProduct(a, b, c, zeros))


def passes() -> Iterator[Measured]:
    """Kernels that are bound by the memory, on arrays that fit no cache."""
    n, one = MEMORY, np.float32(0.01)
    w, g, v, m = (normal(n) for _ in range(4))
    chunk = 1 << 17
    np.abs(v, out=v)
    run = threads.run
    yield Measured("relu", 8e-9 * n, True, partial(run, activations.forward("relu"), n, chunk, g, w, 0.0, 0.0),
                   partial(np.maximum, g, 0, out=w))  # fmt: skip
    yield Measured("tanh", 8e-9 * n, True, partial(run, activations.forward("tanh"), n, chunk, g, w, 0.0, 0.0),
                   partial(np.tanh, g, out=w))  # fmt: skip
    yield Measured("SGD", 12e-9 * n, True, partial(run, optimizers.sgd, n, chunk, w, g, one))
    yield Measured("RMSprop", 20e-9 * n, True, partial(run, optimizers.rmsprop, n, chunk, w, g, v, one, one, one))
    yield Measured("Adam", 28e-9 * n, True, partial(run, optimizers.adam, n, chunk, w, g, m, v, one, one, one, one))
    matrix, sums = g.reshape(-1, 64), zeros((64,))
    yield Measured("column sums", 4e-9 * n, True,
                   partial(column_sums, g, n // 64, 64, zeros((64,)), sums, False, 0, 64),
                   partial(np.sum, matrix, axis=0, out=sums))  # fmt: skip
    rows = np.random.default_rng(0).integers(0, n // 512, 4096)
    out = zeros((4096 * 512,))
    yield Measured("rows of a table", 8e-9 * out.size, True,
                   partial(run, embedding.gather, 4096, 64, rows, w, 512, out),
                   partial(np.take, w.reshape(-1, 512), rows, 0, out.reshape(-1, 512), "clip"))  # fmt: skip


def best(call: Call) -> float:
    """The shortest of many runs, in seconds."""
    call()
    found, end = float("inf"), time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        begin = time.perf_counter()
        call()
        found = min(found, time.perf_counter() - begin)
    return found


def limits(count: int) -> tuple[float, float]:
    """(GFLOP/s of so many threads, GB/s of one thread that copies)."""
    a, b, c = normal(12 * 12, 256), normal(256, 32), zeros((12 * 12, 32))
    once = Product(a, b, c)

    def often() -> None:
        for _ in range(20):
            once()

    source, target = normal(MEMORY), zeros((MEMORY,))
    return count * 20 * 2e-9 * c.size * 256 / best(often), 8e-9 * MEMORY / best(partial(np.copyto, target, source))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only kernels whose name begins so")
    parser.add_argument("--threads", nargs="*", type=int, default=[1, 2])
    given = parser.parse_args()
    table = Table("kernel", "threads", "ms", "ours", "unit", "of the limit", "NumPy")
    for count in given.threads:
        threads.set_threads(count)
        arithmetic, memory = limits(count)
        for case in (*products(), *passes()):
            if given.names and not case.name.startswith(tuple(given.names)):
                continue
            seconds = best(case.ours)
            speed, limit = case.amount / seconds, memory if case.bytes else arithmetic
            table.add_row(
                case.name, str(count), f"{seconds * 1e3:.3f}", f"{speed:.0f}", "GB/s" if case.bytes else "GFLOP/s",
                f"{speed / limit:.0%} of {limit:.0f}", f"{case.amount / best(case.numpy):.0f}" if case.numpy else "",
            )  # fmt: skip
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
