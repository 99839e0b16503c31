"""What it costs that every step is checked before it counts.

    python -m benchmarks.step_check [SYSTEM …] [--seconds 3]

Steps with the check and steps without take turns, the same network, data and weights; `check %` is what the median step
takes more with it. Both medians are of the time that the process's threads worked, so that others on the machine count
little. On a busy machine the last column swings by a percent or two: look at several runs.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import Any

import numpy as np

import runtime as keras
from benchmarks.systems import SYSTEMS
from runtime.training.optimizers.optimizer import OptimizerRule


class Unchecked:
    """In the guard's place: every step counts."""

    failed = None

    def __init__(self, optimizer: OptimizerRule) -> None:
        self._optimizer = optimizer

    def remember(self) -> None:
        """Nothing is kept."""

    def move(self) -> bool:
        self._optimizer.apply()
        return True


def timed(model: Any, x: Any, y: Any) -> float:
    """Seconds that the process works in a step."""
    began = time.process_time()
    model.train_on_batch(x, y)
    return time.process_time() - began


def measure(name: str, seconds: float) -> tuple[float, float]:
    """Median seconds of a step, with the check and without."""
    keras.utils.set_random_seed(1)
    system = SYSTEMS[name](keras, np.random.default_rng(1))
    model = system.model
    for _ in range(5):
        model.train_on_batch(system.x, system.y)
    trainer = model._trainer
    guards = [trainer._guard, Unchecked(trainer.optimizer)]
    found: list[list[float]] = [[], []]
    until = time.monotonic() + seconds
    while time.monotonic() < until or len(found[0]) < 20:
        for which in (0, 1) if len(found[0]) % 2 else (1, 0):
            trainer._guard = guards[which]
            found[which].append(timed(model, system.x, system.y))
    return statistics.median(found[0]), statistics.median(found[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("systems", nargs="*", choices=[*SYSTEMS, []], default=[])
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args()
    print(f"{'system':24} {'step ms':>8} {'check %':>8}")
    for name in options.systems or SYSTEMS:
        checked, bare = measure(name, options.seconds)
        print(f"{name:24} {1e3 * checked:8.3f} {100 * (checked / bare - 1):8.2f}", flush=True)


if __name__ == "__main__":
    main()
