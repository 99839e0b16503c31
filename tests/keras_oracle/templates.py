"""Holds every template against real Keras: trained, exported, and predicting the same with the same weights.

    KERAS_BACKEND=jax python tests/keras_oracle/templates.py PYTHON [TEMPLATE ...]

PYTHON is one with Keras 3 installed, which is no dependency of the tests. Each template is trained for two epochs by
the command line, its loss must fall, the exported script must build, compile and fit in Keras, and with the run's
weights predict what the command line predicts, to 1e-5.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASKED = Path(__file__).with_name("predictions.py")
CLOSE = 1e-5


def layerloom(*words: str, folder: Path) -> None:
    """Run the command line; what it says comes out only where it fails."""
    known = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    program = ["-c", "import sys; from runtime.cli import main; sys.exit(main())"]
    done = subprocess.run(
        [sys.executable, *program, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": known},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"layerloom {' '.join(words)}:\n{done.stdout}{done.stderr}")


def losses(run: Path) -> list[float]:
    with open(run / "history.csv", encoding="utf-8", newline="") as file:
        return [float(row["loss"]) for row in csv.DictReader(file)]


def check(name: str, keras_python: str, folder: Path) -> bool:
    """Take one template through everything; prints a line."""
    layerloom("train", name, "--epochs", "2", "--seed", "1", "-o", "run", folder=folder)
    layerloom("predict", "run", "-o", "predicted.npz", folder=folder)
    layerloom("export", name, "-o", "script.py", folder=folder)
    first, last = losses(folder / "run")
    asked = subprocess.run([keras_python, str(ASKED)], cwd=folder, capture_output=True, text=True)
    if asked.returncode:
        print(f"BAD {name}: the script fails in Keras:\n{asked.stderr[-2000:]}")
        return False
    difference = float(asked.stdout.split()[-1])
    good = last < first and difference < CLOSE
    print(
        f"{'ok ' if good else 'BAD'} {name:16} loss {first:.4f} → {last:.4f}, largest difference {difference:.1e}",
        flush=True,
    )
    return good


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    sys.path.insert(0, str(ROOT))
    from runtime.files import templates

    results = []
    for name in sys.argv[2:] or templates.names():
        with tempfile.TemporaryDirectory() as folder:
            results.append(check(name, sys.argv[1], Path(folder)))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
