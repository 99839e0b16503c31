"""A long training and its curve of memory: what it takes may not grow with the time that it runs.

usage: python -m tests.attack.soak [--minutes 15] [--template fully_connected] [--curve memory.csv]

The template is trained by the command line, as the editor does it: with validation, a history that is written, and
checkpoints. Every five seconds it is asked how much memory the process holds. What comes after the first fifth of the
time, by when everything is there, is laid along a line: its rise must be below 1 MB an hour, and what the history
needs, which remembers every epoch as Keras' does.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import psutil

SECONDS = 5.0
MB = 1 << 20
RISE = 1.0
"""MB an hour that are allowed."""
EPOCH = 1024
"""Bytes that the history, and who hands it on, may keep of an epoch."""
STEPS = "▁▂▃▄▅▆▇█"


def watch(minutes: float, template: str) -> np.ndarray:
    """Rows of (seconds, epochs, bytes)."""
    folder = Path(tempfile.mkdtemp())
    command = [sys.executable, "-m", "runtime", "train", template, "--epochs", "100000000", "-o", str(folder / "run")]
    process = subprocess.Popen(
        [*command, "--threads", "1", "--json"], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    epochs = [0]

    def count() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            epochs[0] += '"event": "epoch"' in line

    threading.Thread(target=count, daemon=True).start()
    rows, begin, inside = [], time.monotonic(), psutil.Process(process.pid)
    while time.monotonic() - begin < 60 * minutes and process.poll() is None:
        time.sleep(SECONDS)
        try:
            rows.append((time.monotonic() - begin, epochs[0], inside.memory_info().rss))
        except psutil.NoSuchProcess:
            break
    if process.poll() is not None:
        raise SystemExit(f"The training ended by itself, with {process.returncode}.")
    process.kill()
    process.wait()
    return np.array(rows, float)


def rise(rows: np.ndarray) -> tuple[float, float]:
    """MB an hour, and epochs an hour, of the last four fifths."""
    late = rows[len(rows) // 5 :]
    hours = late[:, 0] / 3600
    return float(np.polyfit(hours, late[:, 2] / MB, 1)[0]), float(np.polyfit(hours, late[:, 1], 1)[0])


def drawn(values: np.ndarray, width: int = 60) -> str:
    """The curve as one line of text, from its smallest to its largest value."""
    parts = [part.mean() for part in np.array_split(values, min(width, len(values)))]
    low, span = min(parts), max(max(parts) - min(parts), 1.0)
    return "".join(STEPS[int((part - low) / span * (len(STEPS) - 1))] for part in parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--template", default="fully_connected")
    parser.add_argument("--curve", type=Path)
    options = parser.parse_args()
    rows = watch(options.minutes, options.template)
    if options.curve is not None:
        with open(options.curve, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("seconds", "epochs", "bytes"), *rows.tolist()])
    memory, epochs = rise(rows)
    allowed = RISE + EPOCH * epochs / MB
    print(f"{drawn(rows[:, 2])}  {rows[:, 2].min() / MB:.1f} … {rows[:, 2].max() / MB:.1f} MB")
    print(
        f"{rows[-1, 1]:,.0f} epochs in {rows[-1, 0] / 60:.1f} minutes: {memory:+.2f} MB an hour, {allowed:.2f} allowed"
    )
    return int(memory > allowed)


if __name__ == "__main__":
    sys.exit(main())
