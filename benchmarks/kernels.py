"""Each kernel alone: GFLOP/s or GB/s beside its limit on this machine, and beside NumPy where NumPy has the same.

usage: python -m benchmarks.kernels [NAME …] [--threads 1 2] [--torch PYTHON]

The limits are measured too: arithmetic by the product tile on operands in the cache, memory by a copy of 64 MB, counted
as its reads and writes. Times are the best of many runs. NumPy uses as many threads as its BLAS finds.
"""

from __future__ import annotations

import argparse
from functools import partial
from itertools import chain

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.kernel_cases import MEMORY, convolutions, normal, passes, products, recurrent, zeros
from benchmarks.optimizer_cases import optimizer_steps, torch_steps
from benchmarks.timing import best
from runtime.jit import threads
from runtime.kernels.matmul.gemm import Product


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
    parser.add_argument(
        "--torch", metavar="PYTHON", help="an interpreter with torch, to take its optimizers' steps too"
    )
    given = parser.parse_args()
    table = Table("kernel", "threads", "ms", "ours", "unit", "of the limit", "NumPy", "torch ms")
    for count in given.threads:
        threads.set_threads(count)
        arithmetic, memory = limits(count)
        theirs = torch_steps(given.torch, count) if given.torch else {}
        for case in chain(products(), convolutions(), recurrent(), passes(), optimizer_steps()):
            if given.names and not case.name.startswith(tuple(given.names)):
                continue
            seconds = best(case.ours)
            speed, limit = case.amount / seconds, memory if case.bytes else arithmetic
            table.add_row(
                case.name, str(count), f"{seconds * 1e3:.3f}", f"{speed:.0f}", "GB/s" if case.bytes else "GFLOP/s",
                f"{speed / limit:.0%} of {limit:.0f}", f"{case.amount / best(case.numpy):.0f}" if case.numpy else "",
                f"{theirs[case.name]:.3f}" if case.name in theirs else "",
            )  # fmt: skip
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
