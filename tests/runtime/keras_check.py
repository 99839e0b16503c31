"""Holds the templates against Keras itself, which is no dependency of this project. Two steps, with two Pythons:

    python tests/runtime/keras_check.py train FOLDER        ours: trains every template for two epochs, exports it
    python tests/runtime/keras_check.py compare FOLDER      one with Keras 3: builds and runs the exported scripts

The first fails unless every loss falls; the second unless every script runs and, given our weights, predicts the same
to 1e-5. Names of templates may follow FOLDER.
"""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = 16
TOLERANCE = 1e-5


def layerloom(*arguments: object) -> str:
    """The output of one command of ours."""
    command = [sys.executable, "-m", "runtime", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def train(folder: Path, names: list[str]) -> bool:
    from runtime.files import templates
    from runtime.training.experiment import Experiment, Overrides

    good = True
    for name in names or templates.names():
        here = folder / name
        here.mkdir(parents=True, exist_ok=True)
        layerloom("train", name, "--epochs", 2, "-o", here / "run")
        rows = (here / "run" / "history.csv").read_text(encoding="utf-8").splitlines()
        place = rows[0].split(",").index("loss")
        first, second = (float(row.split(",")[place]) for row in rows[1:3])
        document = Overrides(epochs=1).applied(templates.load(name))
        experiment = Experiment(document)
        x = [column.block(0, SAMPLES) for column in experiment.training.x]
        experiment.network.weights.set(_weights(here, document))
        y = experiment.trainer.predict(experiment.training.part(0, SAMPLES).x, SAMPLES)
        np.savez(
            here / "arrays.npz", **{f"x_{i}": a for i, a in enumerate(x)}, **{f"y_{i}": a for i, a in enumerate(y)}
        )
        layerloom("export", here / "run" / "document.loom", "-o", here / "model.py")
        good &= second < first
        print(f"{name:18} loss {first:.4f} -> {second:.4f}  {'ok' if second < first else 'DOES NOT FALL'}", flush=True)
    return good


def _weights(here: Path, document: Any) -> list[Any]:
    from runtime.files.keras_files import load_weights

    return list(load_weights(here / "run" / "weights.h5", document))


def compare(folder: Path, names: list[str]) -> bool:
    good = True
    for here in sorted(path for path in folder.iterdir() if (path / "model.py").exists()):
        if names and here.name not in names:
            continue
        os.chdir(here)
        model = runpy.run_path("model.py")["build_model"]()
        arrays = np.load("arrays.npz")
        x = [arrays[key] for key in arrays if key.startswith("x_")]
        want = [arrays[key] for key in arrays if key.startswith("y_")]
        model.load_weights("run/weights.h5")
        got = model.predict(x if len(x) > 1 else x[0], verbose=0)
        got = got if isinstance(got, (list, tuple)) else [got]
        worst = max(float(np.abs(a - b).max()) for a, b in zip(got, want, strict=True))
        ran = subprocess.run([sys.executable, "model.py"], capture_output=True, text=True, check=False)
        fine = worst <= TOLERANCE and ran.returncode == 0
        good &= fine
        about = {"difference": worst, "script": ran.returncode, "ok": fine}
        print(f"{here.name:18} {json.dumps(about)}", flush=True)
        if ran.returncode:
            print(ran.stderr[-2000:])
    return good


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    step, where, *chosen = sys.argv[1:]
    if step == "compare":
        sys.path.remove(str(ROOT))
    done = {"train": train, "compare": compare}[step](Path(where).resolve(), chosen)
    sys.exit(0 if done else 1)
