"""Run by Keras' interpreter for `written_files.py`: opens what was written here, predicts, trains, predicts again.

usage: PYTHON written_in_keras.py FOLDER
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np

BATCH, STEPS = 6, 3


def opened(folder: Path, name: str) -> Any:
    if name == "json":
        model = keras.models.model_from_json((folder / "ours.json").read_text())
        model.load_weights(folder / "ours.weights.h5")
        return model
    return keras.saving.load_model(folder / f"ours.{name}")


def main(place: str) -> None:
    warnings.simplefilter("ignore")
    for case in sorted(Path(place).glob("*/ours.npz")):
        folder, words, found = case.parent, dict[str, str](), dict[str, Any]()
        data = np.load(folder / "data.npz")
        x, y = ([data[k] for k in sorted(k for k in data if k.startswith(f"{n}."))] for n in "xy")
        for name in ("keras", "h5", "json"):
            keras.backend.clear_session()
            try:
                model = opened(folder, name)
                moments = {"before": model.predict(x, batch_size=BATCH, verbose=0)}
                if name == "keras":
                    model.fit(x, y, batch_size=BATCH, epochs=1, steps_per_epoch=STEPS, shuffle=False, verbose=0)
                    moments["after"] = model.predict(x, batch_size=BATCH, verbose=0)
            except Exception as error:  # the words are the result
                words[name] = f"{type(error).__name__}: {str(error)[:200]}"
                continue
            for moment, results in moments.items():
                results = results if isinstance(results, list) else [results]
                found.update({f"{name}|{moment}|{i}": a for i, a in enumerate(results)})
        np.savez(folder / "keras.npz", **found)
        (folder / "keras.words").write_text(json.dumps(words))


if __name__ == "__main__":
    main(sys.argv[1])
