"""What each metric costs beside a step of the fully connected network that it watches.

    python -m benchmarks.metric_costs [METRIC …] [--seconds 0.2]

A metric is updated with a batch of 10 classes as the network's own, step and update in turn, by the time that the
process works: others on the machine count little. More than a tenth of a step is marked. Results are computed only
where somebody looks, and have a column of their own.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

import runtime as keras
from benchmarks.systems import SYSTEMS
from graph.specs.registry import kinds, make
from runtime.training.metrics.metric import metric_state, resolved

CLASSES = 10


def timed(work: Callable[[], Any]) -> float:
    """Seconds that all threads of the process work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def cost(metric: Any, step: Callable[[], Any], rows: int, seconds: float) -> tuple[float, float, float]:
    """Median seconds of a step, of an update and of a result."""
    draw = np.random.default_rng(1)
    classes = draw.integers(0, CLASSES, rows)
    target = classes if metric.sparse else np.eye(CLASSES, dtype=np.float32)[classes]
    prediction = draw.dirichlet(np.ones(CLASSES), rows).astype(np.float32)
    state = metric_state(resolved(metric, metric.sparse, CLASSES), metric.sparse, "output")
    weights = np.ones(rows, np.float32)
    state.update(target, prediction, weights)
    found: list[tuple[float, float, float]] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until or len(found) < 9:
        found.append((timed(step), timed(lambda: state.update(target, prediction, weights)), timed(state.result)))
    steps, updates, results = zip(*found)
    return statistics.median(steps), statistics.median(updates), statistics.median(results)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("metrics", nargs="*")
    parser.add_argument("--seconds", type=float, default=0.2)
    given = parser.parse_args()
    system = SYSTEMS["fully_connected"](keras, np.random.default_rng(1))
    rows = len(system.x[0])

    def step() -> Any:
        return system.model.train_on_batch(system.x, system.y)

    for _ in range(20):
        step()
    for name, kind in sorted(kinds("metric").items()):
        if given.metrics and name not in given.metrics:
            continue
        whole, update, result = cost(make(kind, kind.examples[0]), step, rows, given.seconds)
        mark = "  more than a tenth" if update > whole / 10 else ""
        print(f"{name:34} {update * 1e6:8.1f} µs {update / whole:7.1%} of {whole * 1e6:.0f} µs, "
              f"result {result * 1e6:7.1f} µs{mark}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
