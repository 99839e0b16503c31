"""Files of random networks, written here and opened by Keras and ONNX Runtime: predictions, and training that goes on.

usage: python tests/keras_oracle/written_files.py KERAS ONNX COUNT [SEED] [FOLDER]

KERAS is an interpreter with Keras 3 on JAX, ONNX one with onnxruntime. Each network is trained here for two steps of
Adam and written as .keras, .h5, JSON with .weights.h5, and ONNX. Predictions must agree to 1e-5 of their size, what is
predicted after three more steps in Keras to 1e-4, and after as many here, from the file, exactly.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

import runtime as keras
from graph.inference.program import flatten
from graph.specs.message import MessageError
from runtime.exports.onnx_file import save_onnx
from tests.keras_oracle.random_graphs import BATCH, distance

STEPS = 3


def listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def written(folder: Path) -> dict[str, str]:
    """Write all files of one network and what it predicts; gives what went wrong on the way."""
    data = np.load(folder / "data.npz")
    x, y = ([data[k] for k in sorted(k for k in data if k.startswith(f"{n}."))] for n in "xy")
    trouble: dict[str, str] = {}
    model = keras.saving.load_model(folder / "model.keras")
    model.compile(keras.optimizers.Adam(0.001), ["mse"] * len(y))
    model.fit(x, y, batch_size=BATCH, epochs=1, steps_per_epoch=2, shuffle=False, verbose=0)
    model.save(folder / "ours.keras")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.save(folder / "ours.h5")
    model.save_weights(folder / "ours.weights.h5")
    (folder / "ours.json").write_text(model.to_json())
    document = model._document()
    try:
        save_onnx(folder / "ours.onnx", document, model._ready().weights.of_every_path())
    except MessageError as error:
        trouble["onnx"] = str(error)
    before = listed(model.predict(x, batch_size=BATCH, verbose=0))
    again = keras.saving.load_model(folder / "ours.keras")
    for each in (model, again):
        each.fit(x, y, batch_size=BATCH, epochs=1, steps_per_epoch=STEPS, shuffle=False, verbose=0)
    after, resumed = (listed(m.predict(x, batch_size=BATCH, verbose=0)) for m in (model, again))
    if not all(np.array_equal(a, b, equal_nan=True) for a, b in zip(after, resumed, strict=True)):
        trouble["resumed"] = "what was saved and loaded goes on otherwise"
    named = {f"{n}.{i}": a for n, found in (("before", before), ("after", after)) for i, a in enumerate(found)}
    np.savez(folder / "ours.npz", **named)
    kinds = sorted({step.spec.kind for step in flatten(document).steps})
    (folder / "ours.kinds").write_text(json.dumps(kinds))
    return trouble


def judged(folder: Path, name: str) -> dict[str, Any]:
    """How far the results of another program are from ours, by what it opened; words where it opened nothing."""
    found: dict[str, Any] = json.loads((folder / f"{name}.words").read_text())
    ours, theirs = np.load(folder / "ours.npz"), np.load(folder / f"{name}.npz")
    for key in theirs:
        file, moment, number = key.split("|")
        if f"{moment}.{number}" in ours:
            far = distance(theirs[key], ours[f"{moment}.{number}"])
            found[f"{file} {moment}"] = max(far, found.get(f"{file} {moment}", 0.0))
    return found


def main(python: str, onnx: str, count: str, seed: str = "0", folder: str = "") -> int:
    place, here = Path(folder or tempfile.mkdtemp()), Path(__file__).parent
    if not any(place.glob("*/case.json")):
        subprocess.run([python, str(here / "random_models.py"), str(place), count, seed], check=True)
    trouble: dict[str, dict[str, Any]] = {}
    for case in sorted(place.glob("*/case.json")):
        try:
            trouble[case.parent.name] = dict(written(case.parent))
        except Exception as error:  # whatever it is, it is what this program looks for
            trouble[case.parent.name] = {"written": f"{type(error).__name__}: {str(error)[:300]}"}
    subprocess.run([python, str(here / "written_in_keras.py"), str(place)], check=True)
    subprocess.run([onnx, str(here / "written_in_onnx.py"), str(place)], check=True)
    bad, tally = Counter[str](), Counter[str]()
    for name, words in trouble.items():
        if "written" not in words:
            words |= judged(place / name, "keras") | judged(place / name, "onnxruntime")
        for what, found in words.items():
            fine = isinstance(found, float) and found <= (1e-4 if what.endswith("after") else 1e-5)
            tally[f"{what}: {'same' if fine else 'refused' if isinstance(found, str) else 'differs'}"] += 1
            if not fine:
                file = place / name / "ours.kinds"
                kinds = " ".join(json.loads(file.read_text())) if file.exists() else ""
                print(f"{name} {what}: {found} [{kinds}]", flush=True)
                bad[what] += 1
    print(f"{len(trouble)} networks in {place}: {json.dumps(dict(sorted(tally.items())), indent=1)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
