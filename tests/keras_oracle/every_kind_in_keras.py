"""Run by Keras' interpreter for `every_kind.py`: scripts and files in a folder of cases, and what Keras makes of them.

For each case `answer.json` (how far predictions of the script and of our `.keras` file are from ours), `in_keras.npz`
and `back.keras`: what Keras predicts and saves.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from importlib.util import find_spec
from pathlib import Path
from typing import Any

if "KERAS_BACKEND" not in os.environ:
    os.environ["KERAS_BACKEND"] = "jax" if find_spec("jax") else "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
from predictions import loaded


def predicted(model: Any, x: Any) -> list[Any]:
    if keras.backend.backend() == "tensorflow":
        x = [keras.ops.convert_to_tensor(a, dtype="string" if a.dtype.kind == "U" else None) for a in x]
    found = model(x if len(x) > 1 else x[0], training=False)  # uncompiled, which is faster for few numbers
    return [np.asarray(a) for a in (found if isinstance(found, (list, tuple)) else [found])]


def distance(got: list[Any], wanted: list[Any]) -> float:
    worst = 0.0
    for a, b in zip(got, wanted, strict=True):
        if a.dtype.kind not in "biuf" or b.dtype.kind not in "biuf":
            apart: Any = np.asarray(a.astype(str) != b.astype(str))
        else:
            apart = np.abs(a.astype("float64").reshape(b.shape) - b.astype("float64"))
        size = 1.0 if b.dtype.kind not in "biuf" else max(1.0, float(np.abs(b).max()))
        worst = max(worst, float(apart.max()) / size)
    return worst


def texts() -> bool:
    """Whether texts are read, which only programs in Python give: the script's own data would be numbers."""
    return any(array.dtype.kind == "U" for array in np.load("data.npz").values())


def check(found: dict[str, Any]) -> None:
    """One case, in the current folder."""
    with np.load("predicted.npz", allow_pickle=False) as file:
        ours = [file[key] for key in file.files]
    module = loaded(Path("script.py"))
    if hasattr(module, "load_data") and not texts():
        x, y = (found if isinstance(found, list) else [found] for found in module.load_data())
    else:
        data = np.load("data.npz")
        x, y = ([data[key] for key in data.files if key[0] == letter] for letter in "xy")
    model = module.build_model()
    model.load_weights("run.weights.h5")
    theirs = predicted(model, x)
    found["script"] = distance(theirs, ours)
    np.savez("in_keras.npz", *theirs)
    model.save("back.keras")
    found["file"] = distance(predicted(keras.saving.load_model("ours.keras"), x), ours)
    if texts() or not Path.cwd().name.endswith("-0"):
        return  # one fit a kind is enough, and takes the longest
    module.load_data = lambda: (x, y)
    module.build_model = lambda: model
    fit = model.fit
    model.fit = lambda *given, **options: fit(*given, **{**options, "epochs": 1, "verbose": 0})
    compiled = model.compile
    model.compile = lambda *given, **options: compiled(*given, **options, run_eagerly=True)
    model.summary, model.evaluate = lambda: None, lambda *given, **options: None
    module.main()


def main(place: str) -> None:
    for folder in sorted(Path(place).iterdir(), key=lambda folder: folder.stat().st_mtime):
        if not (folder / "ours.keras").is_file():
            continue
        known = folder / "answer.json"
        if known.is_file() and "requires TensorFlow" not in known.read_text():
            continue
        os.chdir(folder)
        keras.backend.clear_session()
        found: dict[str, Any] = {"script": 0.0, "file": 0.0, "trouble": ""}
        try:
            check(found)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            found["trouble"] = (
                f"in Keras: {type(error).__name__}: {str(error)[:400]} ({last.filename[-40:]}:{last.lineno})"
            )
        Path("answer.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
