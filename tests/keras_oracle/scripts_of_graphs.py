"""Scripts of random networks, run by Keras: with the weights beside them, each must predict what Keras recorded.

usage: python tests/keras_oracle/scripts_of_graphs.py PYTHON FOLDER

FOLDER is one that `random_graphs.py` has filled; PYTHON has Keras 3. Every script must also be formatted as Ruff does.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

CLOSE = 1e-5
SCRIPT = "script.py"


def write_scripts(folder: Path) -> int:
    """A script with weights in each case's folder, by this program; gives how many can't be written."""
    from graph.export.keras_code import keras_code
    from graph.specs.message import MessageError
    from runtime.files.keras_files import load_keras, save_weights

    failed = 0
    for case in sorted(folder.glob("*/model.keras")):
        try:
            document, weights, _ = load_keras(case)
            script = keras_code(document, "weights", weight_file="script.weights.h5")
            case.with_name(SCRIPT).write_text(script, encoding="utf-8")
            save_weights(case.with_name("script.weights.h5"), document, weights or [])
        except MessageError as error:
            failed += 1
            print(f"{case.parent.name}: {error}")
    return failed


def run_scripts(folder: Path) -> int:
    """Run by Keras' interpreter: gives how many scripts differ."""
    import keras

    failed = 0
    for case in sorted(folder.glob("*/script.py")):
        keras.backend.clear_session()
        data: Any = np.load(case.with_name("data.npz"))

        def arrays(name: str, data: Any = data) -> list[Any]:
            keys = [key for key in data if key.startswith(f"{name}.")]
            return [data[key] for key in sorted(keys, key=lambda key: int(key.split(".")[1]))]

        try:
            spec = importlib.util.spec_from_file_location("script", case)
            assert spec is not None and spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            model = module.build_model()
            model.load_weights(module.beside("script.weights.h5"))
            x = arrays("x")
            found = model.predict(x if len(x) > 1 else x[0], verbose=0, batch_size=6)
            found = found if isinstance(found, list) else [found]
            pairs = [(a, b) for a, b in zip(found, arrays("before"), strict=True) if np.isfinite(b).all()]
            worst = max((float(np.max(np.abs(a - b)) / max(1.0, np.max(np.abs(b)))) for a, b in pairs), default=0.0)
            words = ""
        except Exception as error:  # whatever it is, it is what this program looks for
            words, worst = f"{type(error).__name__}: {str(error)[:300]}", 0.0
        if words or not worst < CLOSE:
            failed += 1
            print(f"{case.parent.name}: {words} {worst:.1e}", flush=True)
    return failed


def main(python: str, folder: str) -> int:
    place = Path(folder)
    failed = write_scripts(place)
    scripts = sorted(map(str, place.glob("*/script.py")))
    for width in ("88", "100"):
        subprocess.run(["ruff", "format", "--isolated", "--diff", "--line-length", width, *scripts], check=False)
    environment = {**os.environ, "KERAS_BACKEND": os.environ.get("KERAS_BACKEND", "jax")}
    done = subprocess.run([python, __file__, "--run", folder], env=environment, check=False)
    print(f"{len(scripts)} scripts, {failed} can't be written, {done.returncode} differ")
    return failed + done.returncode


if __name__ == "__main__":
    sys.exit(min(99, run_scripts(Path(sys.argv[2]))) if sys.argv[1] == "--run" else main(*sys.argv[1:]))
