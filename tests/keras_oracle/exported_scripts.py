"""Runs the exported scripts in real Keras: given the recorded weights, each must predict what is recorded.

    KERAS_BACKEND=jax python tests/keras_oracle/exported_scripts.py [folder of scripts]

needs a Python with Keras 3, which is no dependency of the tests. Each script is also compiled and fitted for one epoch.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import keras
import numpy as np

DATA = Path(__file__).resolve().parent.parent / "data"
CLOSE = 1e-5


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def numbered(arrays: Any, prefix: str) -> list[Any]:
    return [arrays[key] for key in sorted(arrays.files) if key.startswith(f"{prefix}.")]


def largest_difference(script: Path) -> float:
    """Build the script's model with the recorded weights and compare its predictions; then let `main` train it."""
    case = DATA / "conformance" / script.stem
    arrays = np.load(case / "data.npz", allow_pickle=False)
    module = loaded(script)
    model = module.build_model()
    model.set_weights(keras.saving.load_model(case / "model.keras").get_weights())
    x = numbered(arrays, "x")
    predicted = model.predict(x if len(x) > 1 else x[0], verbose=0)
    predicted = predicted if isinstance(predicted, list) else [predicted]
    recorded = [arrays[f"predict.{i}"] for i in range(len(predicted))]
    y = numbered(arrays, "y")
    module.load_data = lambda: (x if len(x) > 1 else x[0], y if len(y) > 1 else y[0])
    module.build_model = lambda: model
    fit = model.fit
    model.fit = lambda *given, **options: fit(*given, **{**options, "epochs": 1, "verbose": 0})
    model.save = lambda _path: None
    module.main()
    return max(float(np.abs(a - b).max()) for a, b in zip(predicted, recorded, strict=True))


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "exported"
    found = {path.stem: largest_difference(path) for path in sorted(folder.glob("*.py"))}
    for name, difference in found.items():
        print(f"{'ok ' if difference < CLOSE else 'BAD'} {name}: largest difference {difference:.2g}")
    return 0 if found and max(found.values()) < CLOSE else 1


if __name__ == "__main__":
    sys.exit(main())
