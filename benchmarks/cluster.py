"""What several processes gain: measured for two on this machine, modelled for 4 to 1,024 on networks.

usage: python -m benchmarks.cluster [SYSTEM …] [--rounds N] [--json FILE]

Measured, in turn: one process of one thread, one of two threads, two processes of one thread each, and two with twice
the batch. The model is T(p) = t(batch / p) + R(p): t is a line through the measured times of a process for several
batches, R is the all-reduce of the gradients' bytes n. Of Rabenseifner's algorithm and the ring, the quicker
(R. Thakur, R. Rabenseifner and W. Gropp, Optimization of collective communication operations in MPICH, 2005):

    2 log2(p) a + 2 (p - 1)/p n b + (p - 1)/p n g        2 (p - 1) a + 2 (p - 1)/p n b + (p - 1)/p n g

with a the latency of a message, b the seconds a byte takes and g those of adding one; of the three networks a is taken
as 50, 20 and 2 microseconds (TCP on two kinds of Ethernet, RDMA), g as 0.25 ns.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import time
from typing import Any

from rich.console import Console
from rich.table import Table

NETWORKS = {"1 Gbit/s": (50e-6, 8e-9), "10 Gbit/s": (20e-6, 0.8e-9), "100 Gbit/s": (2e-6, 0.08e-9)}
ADDING = 0.25e-9
RANKS = (4, 16, 64, 256, 1024)
SYSTEMS = ("fully_connected", "headline", "small_resnet")
BATCHES = (0.5, 1, 2)
"""Of the system's own batch: for the line."""
SECONDS = 1.0
WHOLE = "benchmarks.cluster"


def work(system: str, share: float) -> None:
    """Steps of one rank, or of a process alone, for a while; the first prints the median milliseconds as JSON."""
    import numpy as np

    import runtime as keras
    from benchmarks.systems import SYSTEMS as KNOWN
    from runtime.ranks.ranks import is_launched, join

    ranks = join() if is_launched() else None
    keras.utils.set_random_seed(1)
    made = KNOWN[system](keras, np.random.default_rng(1))
    x, y = ([np.concatenate([a, a])[: round(len(a) * share)] for a in arrays] for arrays in (made.x, made.y))
    for _ in range(3):
        made.model.train_on_batch(x, y)
    times: list[float] = []
    begin = time.perf_counter()
    while time.perf_counter() - begin < SECONDS if ranks is None else ranks.led(time.perf_counter() - begin < SECONDS):
        at = time.perf_counter()
        made.model.train_on_batch(x, y)
        times.append(time.perf_counter() - at)
    if ranks is None or ranks.leads:
        gradients = sum(int(np.prod(w.shape)) for w in made.model.trainable_weights)
        found = {"median": 1e3 * statistics.median(times), "best": 1e3 * min(times)}
        print(json.dumps({**found, "batch": len(x[0]), "bytes": 4 * gradients}))


def measured(system: str, share: float, processes: int, threads: int) -> dict[str, float]:
    from runtime.ranks.launch import SURROUNDINGS, starter

    command = [sys.executable, "-m", WHOLE, "--work", system, str(share)]
    if processes > 1:
        command = [starter(), "-n", str(processes), *command]
    environment = {**SURROUNDINGS, **os.environ, "LAYERLOOM_THREADS": str(threads)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def all_reduce(ranks: int, size: float, latency: float, each: float) -> float:
    """Seconds."""
    moved = (ranks - 1) / ranks * size * (2 * each + ADDING)
    return min(2 * math.ceil(math.log2(ranks)), 2 * (ranks - 1)) * latency + moved


def line(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Seconds of an empty batch and of a sample, by least squares; neither below 0."""
    n, mx, my = len(points), *(statistics.mean(values) for values in zip(*points))
    slope = sum((x - mx) * (y - my) for x, y in points) / (sum((x - mx) ** 2 for x, _ in points) or n)
    slope = max(slope, 0.0)
    return max(my - slope * mx, 0.0), slope


def look(system: str, rounds: int) -> dict[str, Any]:
    """All that is measured of a system, and what follows for networks."""
    kinds = {"1 process, 1 thread": (1.0, 1, 1), "1 process, 2 threads": (1.0, 1, 2)}
    kinds |= {"2 processes": (1.0, 2, 1), "2 processes, twice the batch": (2.0, 2, 1)}
    runs: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, how in kinds.items():
            runs[kind].append(measured(system, *how))
    medians = {kind: statistics.median(run["median"] for run in found) for kind, found in runs.items()}
    ratios = [a["median"] / b["median"] for a, b in zip(runs["1 process, 2 threads"], runs["2 processes"])]
    first = runs["1 process, 1 thread"][0]
    points = [(first["batch"], medians["1 process, 1 thread"] / 1e3)]
    points += [(run["batch"], run["median"] / 1e3) for run in (measured(system, s, 1, 1) for s in BATCHES if s != 1)]
    return {
        "system": system,
        "batch": first["batch"],
        "bytes": first["bytes"],
        "ms": medians,
        "speed of 2 processes against 2 threads": statistics.median(ratios),
        "line": line(points),
        "model": model(line(points), first["batch"], first["bytes"]),
    }


def model(fit: tuple[float, float], batch: float, size: float) -> dict[str, dict[str, Any]]:
    """By network: efficiency where every rank keeps this batch (weak), where ranks share 64 such batches (strong), and
    the batch of each rank from which on the all-reduce takes less than a tenth of a step of 64 ranks."""
    start, each = fit
    found: dict[str, dict[str, Any]] = {}
    for name, (latency, byte) in NETWORKS.items():
        costs = {ranks: all_reduce(ranks, size, latency, byte) for ranks in RANKS}
        alone, shared = start + each * batch, 64 * batch
        weak = {ranks: alone / (alone + cost) for ranks, cost in costs.items()}
        strong = {
            ranks: (start + each * shared) / (ranks * (start + each * shared / ranks + cost))
            for ranks, cost in costs.items()
        }
        needed = (9 * costs[64] - start) / each if each else math.inf
        found[name] = {"weak": weak, "strong": strong, "batch of a rank": max(1, math.ceil(needed))}
    return found


def show(found: dict[str, Any], console: Console) -> None:
    times = ", ".join(f"{kind} {ms:.2f} ms" for kind, ms in found["ms"].items())
    ratio = found["speed of 2 processes against 2 threads"]
    console.print(f"{found['system']}, batch {found['batch']}, {found['bytes'] / 1e6:.2f} MB of gradients: {times}")
    console.print(f"2 processes have {ratio:.2f} of the speed of 2 threads")
    table = Table("network", "scaling", *(f"{ranks} ranks" for ranks in RANKS), "batch of a rank for 90 % of 64")
    for name, kinds in found["model"].items():
        for kind in ("weak", "strong"):
            shares = (f"{share:.0%}" for share in kinds[kind].values())
            table.add_row(name, kind, *shares, f"{kinds['batch of a rank']:,}" if kind == "weak" else "")
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog=f"python -m {WHOLE}", description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("systems", nargs="*", default=SYSTEMS, metavar="SYSTEM")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--work", nargs=2, metavar=("SYSTEM", "SHARE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work[0], float(options.work[1]))
        return
    console, found = Console(), []
    for system in options.systems:
        found.append(look(system, options.rounds))
        show(found[-1], console)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=1)


if __name__ == "__main__":
    main()
