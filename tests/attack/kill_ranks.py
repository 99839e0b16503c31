"""kill -9 of a rank at many moments: all must be gone soon, and the training go on to the same result.

usage: python tests/attack/kill_ranks.py [--moments 20] [--template fully_connected] [--ranks 2]

A training in one process says what the result is. Others in several processes are killed at moments spread over the
time they take, now one rank, now another, and resumed with one more or one less rank, until they are through.
"""

from __future__ import annotations

import argparse
import csv
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import h5py
import numpy as np
import psutil

SECONDS = 10.0
LAYERLOOM = [sys.executable, "-m", "runtime"]


def train(run: Path, arguments: list[str], ranks: int) -> subprocess.Popen[bytes]:
    more = ["--processes", str(ranks)] if ranks > 1 else []
    with open(run.with_suffix(".log"), "ab") as log:
        command = [*LAYERLOOM, "train", *arguments, *more, "--threads", "1"]
        return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)


def ranks_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    try:
        inside = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return sorted((p for p in inside if "PMI_RANK" in environment(p)), key=lambda p: environment(p)["PMI_RANK"])


def environment(process: psutil.Process) -> dict[str, str]:
    try:
        found: dict[str, str] = process.environ()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return {}
    return found if Path(found.get("_", "python")).name != "mpiexec" else {}


def weights(run: Path) -> dict[str, np.ndarray]:
    found: dict[str, np.ndarray] = {}
    with h5py.File(run / "weights.h5") as file:
        file.visititems(
            lambda name, thing: found.update({name: thing[()]}) if isinstance(thing, h5py.Dataset) else None
        )
    return found


def apart(a: Path, b: Path) -> float:
    rows = [[list(map(float, row)) for row in list(csv.reader((run / "history.csv").open()))[1:]] for run in (a, b)]
    one, other = weights(a), weights(b)
    ends = [float(np.abs(one[k] - other[k]).max(initial=0)) for k in one if one[k].dtype.kind == "f"]
    return max(*ends, float(np.abs(np.subtract(*map(np.array, rows))).max()))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--template", default="fully_connected")
    parser.add_argument("--ranks", type=int, default=2)
    parser.add_argument("--epochs", default="6")
    options = parser.parse_args()
    begun = [options.template, "--epochs", options.epochs, "--seed", "7", "-o"]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole"
        assert train(whole, [*begun, str(whole)], 1).wait() == 0
        once, began = Path(folder) / "once", time.monotonic()
        assert train(once, [*begun, str(once)], options.ranks).wait() == 0
        takes = time.monotonic() - began
        for moment in range(options.moments):
            run, ranks = Path(folder) / f"run_{moment}", options.ranks
            process = train(run, [*begun, str(run)], ranks)
            time.sleep(takes * (moment + 0.5) / options.moments)
            found = ranks_of(process)
            victim = found[moment % len(found)] if found else None
            if victim is not None:
                try:
                    victim.send_signal(signal.SIGKILL)
                except psutil.NoSuchProcess:
                    victim = None
            killed = time.monotonic()
            code = process.wait(60)
            psutil.wait_procs(found, 60)
            gone = time.monotonic() - killed
            again = [] if code == 0 else [str(1 + (ranks + moment) % 3)]
            for count in again:
                resumable = (run / "document.loom").exists() and (run / "checkpoint.json").exists()
                arguments = ["--resume", str(run)] if resumable else [*begun, str(run)]
                code = train(run, arguments, int(count)).wait()
            far = apart(whole, run) if code == 0 else float("inf")
            good = far < 1e-6 and (gone < SECONDS or victim is None)
            failed += not good
            what = "not begun yet" if victim is None else f"rank {moment % len(found)}"
            print(f"{moment}: {what}, gone after {gone:.1f} s, apart {far:.1e}{'' if good else '  FAILED'}", flush=True)
            if not good:
                print(run.with_suffix(".log").read_text()[-2000:], file=sys.stderr)
    print(f"{options.moments - failed} of {options.moments} went well.")
    sys.exit(failed > 0)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parents[2]))
    main()
