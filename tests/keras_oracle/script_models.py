"""Runs the scripts in `tests/data/scripts` in real Keras and records what they build, as `model.to_json()` has it.

    KERAS_BACKEND=jax python tests/keras_oracle/script_models.py [NAME …]

needs a Python with Keras 3. With names, only these scripts are run. Nothing is trained and nothing downloaded;
TensorFlow's `keras` is Keras.
"""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path
from typing import Any

import keras
import numpy as np

SCRIPTS = Path(__file__).resolve().parent.parent / "data" / "scripts"


def as_tensorflow() -> None:
    """Let `tensorflow.keras` be Keras."""
    package = types.ModuleType("tensorflow")
    package.keras = keras  # type: ignore[attr-defined]
    package.TensorShape = type("TensorShape", (), {})  # type: ignore[attr-defined]
    package.DType = type("DType", (), {})  # type: ignore[attr-defined]
    package.TypeSpec = type("TypeSpec", (), {})  # type: ignore[attr-defined]
    package.random = types.SimpleNamespace(set_seed=lambda _seed: None)  # type: ignore[attr-defined]
    sys.modules["tensorflow"] = package
    sys.modules["tensorflow.keras"] = keras
    for name in ("layers", "models", "datasets", "utils", "backend", "regularizers", "initializers", "constraints"):
        sys.modules[f"tensorflow.keras.{name}"] = getattr(keras, name)
    sys.modules["tensorflow.keras.datasets.mnist"] = keras.datasets.mnist


def main() -> None:
    as_tensorflow()
    zeros = (np.zeros((60, 28, 28)), np.zeros(60, int))
    keras.datasets.mnist.load_data = lambda: (zeros, zeros)
    keras.Model.fit = lambda *_given, **_options: None
    record = SCRIPTS / "models.json"
    found: dict[str, Any] = json.loads(record.read_text(encoding="utf-8")) if sys.argv[1:] else {}
    for path in sorted(path for path in SCRIPTS.glob("*.py") if path.stem in sys.argv[1:] or not sys.argv[1:]):
        keras.backend.clear_session()
        names: dict[str, Any] = {"__name__": "__main__"}
        try:
            exec(compile(path.read_text(encoding="utf-8"), path.name, "exec"), names)  # noqa: S102 - a script of ours
        except Exception as error:  # whatever it is, the script is no good
            print(f"{path.name}: {type(error).__name__}: {error}")
            continue
        found[path.stem] = json.loads(names["model"].to_json())
    record.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(found)} scripts")


if __name__ == "__main__":
    main()
