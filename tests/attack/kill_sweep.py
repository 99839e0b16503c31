"""`python -m tests.attack.kill_sweep [TRIALS] [KILLS]`: a sweep killed and gone on with, beside one left alone.

Both must have the same trials with the same values and numbers, and the best one trained again must give its number.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from runtime.sweeps.folder import read_history

PROGRAM = [sys.executable, "-m", "runtime"]
RANGES = ["fully_connected", "dense.units=8..64:8", "optimizer.learning_rate=1e-4..0.1:log", "--epochs", "2"]


def trials(path: Path) -> list[dict[str, Any]]:
    said = subprocess.run([*PROGRAM, "trials", str(path), "--json"], capture_output=True, check=True).stdout
    found = json.loads(said)["trials"]
    return sorted(({**t, "seconds": None} for t in found), key=lambda t: t["number"])


def main(count: int, kills: int) -> int:
    place = Path(tempfile.mkdtemp())
    whole, killed = place / "whole", place / "killed"
    more = ["--trials", str(count), "--threads", "1"]
    subprocess.run([*PROGRAM, "sweep", *RANGES, *more, "-o", str(whole)], check=True, stdout=subprocess.DEVNULL)
    command = [*PROGRAM, "sweep", *RANGES, *more, "-o", str(killed)]
    for number in range(kills):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wanted = killed / f"trial_{(number + 1) * count // (kills + 1):03}"
        while not wanted.exists() and process.poll() is None:
            time.sleep(0.05)
        time.sleep(random.uniform(0, 2))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        print(f"killed at {wanted.name}", flush=True)
        command = [*PROGRAM, "sweep", "--resume", str(killed), "--threads", "1"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    one, other = trials(whole), trials(killed)
    same = sum(a == b for a, b in zip(one, other, strict=True))
    print(f"{len(other)} trials, {same} as in the sweep that was left alone")
    best = min((t for t in other if t["state"] == "done"), key=lambda t: t["value"])
    document = killed / f"trial_{best['number']:03}" / "document.loom"
    again = place / "again"
    subprocess.run([*PROGRAM, "train", str(document), "-o", str(again)], check=True, stdout=subprocess.DEVNULL)
    print(f"the best again: {read_history(again)['val_loss'][-1] == best['value']}")
    return 0 if same == count == len(other) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40, int(sys.argv[2]) if len(sys.argv) > 2 else 2))
