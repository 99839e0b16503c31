"""Ours against whichever peers are installed, in turn within one run: milliseconds per step and per prediction, memory,
start-up.

usage: python -m benchmarks.peers [SYSTEM …] [--threads 1 2] [--torch PYTHON] [--keras-jax PYTHON] [--keras-tf PYTHON]
       [--seconds S] [--cold] [--json FILE]

Every peer runs in a process of its own, with the interpreter that has it. The processes take turns (A B A B …), so the
ratios hold where the machine's speed drifts; absolute times may not.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.systems import SEED, SYSTEMS

HERE = Path(__file__).parent
ROUNDS = 7


@dataclass
class Peer:
    """A running worker and what it has measured, one entry a round."""

    name: str
    process: subprocess.Popen[str]
    ready: dict[str, float] = field(default_factory=dict)
    train: list[float] = field(default_factory=list)
    predict: list[float] = field(default_factory=list)
    best_train: float = float("inf")
    best_predict: float = float("inf")
    memory: float = 0.0

    def ask(self, command: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                found: dict[str, Any] = json.loads(line)
                return found
        raise RuntimeError(f"{self.name} ended early")


def start(name: str, python: str, kind: str, system: str, threads: int, backend: str = "", cache: str = "") -> Peer:
    chosen = {"KERAS_BACKEND": backend, "LAYERLOOM_CACHE_DIR": cache}
    environment = {**os.environ, **{name: value for name, value in chosen.items() if value}}
    process = subprocess.Popen(
        [python, str(HERE / "worker.py"), kind, system, str(threads)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment,
    )  # fmt: skip
    peer = Peer(name, process)
    peer.ready = peer.answer()
    return peer


def cold_start(system: str, threads: int) -> float:
    """Seconds to the first loss of the first run ever: with an empty cache of kernels."""
    with TemporaryDirectory() as folder:
        peer = start("ours", sys.executable, "ours", system, threads, cache=folder)
        peer.process.kill()
        peer.process.wait()
        return peer.ready["to_first_loss_s"]


def measure(system: str, threads: int, pythons: dict[str, str], seconds: float) -> list[Peer]:
    """All peers on one system; each round gives every peer the same share of time."""
    running = [start("ours", sys.executable, "ours", system, threads)]
    for name, python in pythons.items():
        kinds = [("torch", ""), ("torch_channels_last", "")] if name == "torch" else [("keras", name.split("_")[1])]
        for kind, backend in kinds:
            label = kind if name == "torch" else name
            try:
                running.append(start(label, python, kind, system, threads, {"tf": "tensorflow"}.get(backend, backend)))
            except (RuntimeError, OSError) as error:
                print(f"{label}: not measured ({error})", file=sys.stderr)
    for _ in range(ROUNDS):
        for peer in running:
            once = peer.ask("train 1")["ms"][0]
            times = peer.ask(f"train {max(1, min(400, int(seconds * 1e3 / ROUNDS / max(once, 0.05))))}")["ms"]
            peer.train.append(statistics.median(times))
            peer.best_train = min(peer.best_train, *times)
            once = peer.ask("predict 1")["ms"][0]
            times = peer.ask(f"predict {max(1, min(400, int(seconds * 3e2 / ROUNDS / max(once, 0.05))))}")["ms"]
            peer.predict.append(statistics.median(times))
            peer.best_predict = min(peer.best_predict, *times)
    for peer in running:
        peer.memory = peer.ask("memory")["mb"]
        peer.process.kill()
    return running


def ratio(peers: list[Peer], what: str) -> tuple[str, float, float, float]:
    """(best peer, median, least and largest ratio best peer / ours, round by round)."""
    ours, others = peers[0], peers[1:]
    best = min(others, key=lambda p: statistics.median(getattr(p, what)))
    found = [b / a for a, b in zip(getattr(ours, what), getattr(best, what))]
    return best.name, statistics.median(found), min(found), max(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("systems", nargs="*", default=list(SEED), metavar="SYSTEM", help=", ".join(SYSTEMS))
    parser.add_argument("--threads", nargs="*", type=int, default=[1, 2])
    for name in ("torch", "keras-jax", "keras-tf"):
        parser.add_argument(f"--{name}", metavar="PYTHON", help="an interpreter that has it installed")
    parser.add_argument("--seconds", type=float, default=6.0, help="of training for each peer and system")
    parser.add_argument("--cold", action="store_true", help="also our first run ever, with an empty cache of kernels")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    pythons = {n: getattr(given, n) for n in ("torch", "keras_jax", "keras_tf") if getattr(given, n)}
    results = []
    table = Table(
        "system", "threads", "peer", "train ms (best)", "predict ms (best)", "memory MB", "import s", "first loss s"
    )
    ratios = Table("system", "threads", "best peer", "train: peer / ours", "best peer", "predict: peer / ours")
    for system in given.systems:
        for threads in given.threads:
            peers = measure(system, threads, pythons, given.seconds)
            for p in peers:
                results.append({"system": system, "threads": threads, "peer": p.name, "train": p.train, "predict":
                p.predict,
                                "best_train": p.best_train, "best_predict": p.best_predict, "memory": p.memory,
                                **p.ready})  # fmt: skip
                table.add_row(
                    system, str(threads), p.name, f"{statistics.median(p.train):.2f} ({p.best_train:.2f})",
                    f"{statistics.median(p.predict):.2f} ({p.best_predict:.2f})", f"{p.memory:.0f}",
                    f"{p.ready['import_seconds']:.2f}", f"{p.ready['to_first_loss_s']:.2f}",
                )  # fmt: skip
            if given.cold:
                seconds = cold_start(system, threads)
                results.append({"system": system, "threads": threads, "peer": "ours, cold", "to_first_loss_s": seconds})
                table.add_row(system, str(threads), "ours, cold", "", "", "", "", f"{seconds:.2f}")
            if len(peers) > 1:
                cells = [
                    f"{n}|{m:.2f} ({a:.2f} to {b:.2f})"
                    for n, m, a, b in (ratio(peers, "train"), ratio(peers, "predict"))
                ]
                ratios.add_row(system, str(threads), *(part for cell in cells for part in cell.split("|")))
                print(system, threads, *cells, file=sys.stderr, flush=True)
    Console(width=130).print(table, ratios)
    if given.json:
        given.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
