"""Random networks over all kinds of layers, computed by Keras and here: predictions, two epochs of training, files.

usage: python tests/keras_oracle/random_graphs.py PYTHON COUNT [SEED] [FOLDER]

PYTHON has Keras 3 on JAX. Predictions must agree to 1e-5 of their size, the history to 1e-4, what is predicted after
the training to 1e-3. Says for each network that differs which kinds it has; the folder keeps them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

import runtime as keras

BATCH = 6


def distance(got: Any, want: Any) -> float:
    """The largest difference by the size of what is wanted."""
    if not np.isfinite(want).all():
        return 0.0
    return float(np.max(np.abs(np.asarray(got) - want)) / max(1.0, float(np.max(np.abs(want)))))


def compare(folder: Path) -> tuple[str, float, float, float]:
    """(what went wrong, distances of predictions, history, predictions after training)."""
    data, case = np.load(folder / "data.npz"), json.loads((folder / "case.json").read_text())

    def arrays(name: str) -> list[Any]:
        keys = [key for key in data if key.startswith(f"{name}.")]
        return [data[key] for key in sorted(keys, key=lambda key: int(key.split(".")[1]))]

    x, y = arrays("x"), arrays("y")

    def predicted(model: keras.Model) -> list[Any]:
        found = model.predict(x, batch_size=BATCH, verbose=0)
        return found if isinstance(found, list) else [found]

    def furthest(got: list[Any], name: str) -> float:
        return max(distance(a, b) for a, b in zip(got, arrays(name), strict=True))

    model = keras.saving.load_model(folder / "model.keras")
    before = predicted(model)
    first = furthest(before, "before")
    model.save(folder / "again.keras")
    for a, b in zip(predicted(keras.saving.load_model(folder / "again.keras")), before, strict=True):
        np.testing.assert_array_equal(a, b, err_msg="after saving")
    model.compile(keras.optimizers.SGD(0.01, clipnorm=1.0), ["mse"] * len(y))
    history = model.fit(x, y, batch_size=BATCH, epochs=2, shuffle=False, verbose=0).history
    if history.keys() != case["history"].keys():
        return f"history has {sorted(history)}, not {sorted(case['history'])}", first, 0.0, 0.0
    trained = max(distance(history[k], case["history"][k]) for k in history)
    return "", first, trained, furthest(predicted(model), "after")


def main(python: str, count: str, seed: str = "0", folder: str = "") -> int:
    place = Path(folder or tempfile.mkdtemp())
    maker = Path(__file__).with_name("random_models.py")
    if not any(place.glob("*/case.json")):
        subprocess.run([python, str(maker), str(place), count, seed], check=True)
    bad, kinds = Counter[str](), Counter[str]()
    cases = sorted(place.glob("*/case.json"))
    for case in cases:
        used = json.loads(case.read_text())["kinds"]
        kinds.update(used)
        try:
            words, first, trained, last = compare(case.parent)
        except Exception as error:  # whatever it is, it is what this program looks for
            words, first, trained, last = f"{type(error).__name__}: {str(error)[:300]}", 0.0, 0.0, 0.0
        if words or first > 1e-5 or trained > 1e-4 or last > 1e-3:
            bad.update(used)
            print(f"{case.parent.name}: {words} {first:.1e} {trained:.1e} {last:.1e} {' '.join(used)}", flush=True)
    print(f"{len(cases)} networks in {place}; kinds in those that differ: {dict(bad.most_common(12))}")
    print(f"{len(kinds)} kinds: {dict(sorted(kinds.items()))}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
