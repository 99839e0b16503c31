"""How time and memory grow: with batch, width, depth, length of sequences, and threads.

usage: python -m benchmarks.scaling [batch|width|depth|length|threads …]

Every line is a process of its own, so that the memory is that of one network. Times are the best of many steps; memory
is the peak of the whole process, Python included.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.timing import best
from benchmarks.worker import peak_memory

SECONDS = 1.0
PLAIN = {"batch": 32, "width": 64, "depth": 3, "length": 0, "threads": 2}
SERIES: dict[str, list[dict[str, int]]] = {
    "batch": [{"batch": n, "width": 256} for n in (1, 8, 32, 128, 512, 2048)],
    "width": [{"width": n, "batch": 64} for n in (16, 64, 256, 512, 1024, 2048)],
    "depth": [{"depth": n, "width": 8, "batch": 1} for n in (10, 30, 100, 300, 1000)],
    "length": [{"length": n} for n in (10, 50, 100, 500, 1000)],
    "threads": [{"threads": n, "width": 1024, "batch": 256} for n in (1, 2, 4)],
}


def network(keras: Any, width: int, depth: int, length: int) -> Any:
    """Dense layers one after the other, behind an LSTM where there is a sequence."""
    inputs = x = keras.Input((length, width) if length else (width,))
    if length:
        x = keras.layers.LSTM(width)(x)
    for _ in range(depth):
        x = keras.layers.Dense(width, activation="relu")(x)
    model = keras.Model(inputs, x)
    model.compile("sgd", "mse")
    return model


def measure(batch: int, width: int, depth: int, length: int, threads: int) -> dict[str, float]:
    """Seconds to build the plan, milliseconds of a step and of a prediction, megabytes at the worst moment."""
    os.environ["LAYERLOOM_THREADS"] = str(threads)
    import runtime as keras

    keras.utils.set_random_seed(1)
    model = network(keras, width, depth, length)
    draw = np.random.default_rng(1).random
    x = draw((batch, length, width) if length else (batch, width), np.float32)
    y = draw((batch, width), np.float32)
    ready = model._ready()
    begin = time.perf_counter()
    ready.plan((x.shape,), (ready.program.outputs[0].value,))
    plan = time.perf_counter() - begin
    step, predict = (
        best(lambda: model.train_on_batch(x, y), SECONDS),
        best(lambda: model.predict_on_batch(x), SECONDS),
    )
    return {"plan": plan, "step": step * 1e3, "predict": predict * 1e3, "memory": peak_memory()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("series", nargs="*", default=list(SERIES), metavar="SERIES", help=", ".join(SERIES))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(**json.loads(given.one))))
        return
    table = Table("series", *PLAIN, "plan s", "step ms", "step µs / layer", "predict ms", "memory MB")
    for name in given.series:
        for change in SERIES[name]:
            sizes = {**PLAIN, **change}
            command = [sys.executable, "-m", "benchmarks.scaling", "--one", json.dumps(sizes)]
            found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            layer = found["step"] * 1e3 / (sizes["depth"] + bool(sizes["length"]))
            table.add_row(
                name, *(str(n) for n in sizes.values()), f"{found['plan']:.3f}", f"{found['step']:.3f}", f"{layer:.1f}",
                f"{found['predict']:.3f}", f"{found['memory']:.0f}",
            )  # fmt: skip
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
