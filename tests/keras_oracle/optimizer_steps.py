"""Records the weights that Keras' optimizers leave after each of some steps: `tests/data/keras_optimizers.json`.

    python tests/keras_oracle/optimizer_steps.py SETTINGS

runs in Keras' interpreter; SETTINGS is a file of [kind, settings] pairs that `--settings` of the project's own
interpreter writes: `.venv/bin/python tests/keras_oracle/optimizer_steps.py --settings FILE`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).resolve().parent.parent / "data" / "keras_optimizers.json"
STEPS = 4


def settings() -> list[Any]:
    from graph.specs.registry import kinds

    return [[name, given] for name, kind in kinds("optimizer").items() for given in kind.examples]


def record(kind: str, given: dict[str, Any], number: int) -> dict[str, Any]:
    import keras

    draw = np.random.default_rng(number)
    kernel, bias = draw.standard_normal((3, 2)), draw.standard_normal(2)
    gradients = [[draw.standard_normal((3, 2)), draw.standard_normal(2)] for _ in range(STEPS)]
    variables = [
        keras.Variable(kernel, dtype="float32", name="kernel"),
        keras.Variable(bias, dtype="float32", name="bias"),
    ]
    optimizer = getattr(keras.optimizers, kind)(**given)
    after = []
    for step in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(g, "float32") for g in step], variables)
        after.append([np.asarray(v).astype(float).tolist() for v in variables])
    return {
        "kind": kind,
        "number": number,
        "settings": given,
        "kernel": kernel.tolist(),
        "bias": bias.tolist(),
        "gradients": [[g.tolist() for g in step] for step in gradients],
        "after": after,
    }


if __name__ == "__main__":
    if sys.argv[1] == "--settings":
        Path(sys.argv[2]).write_text(json.dumps(settings()), encoding="utf-8")
    else:
        pairs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
        found = [record(kind, given, number) for number, (kind, given) in enumerate(pairs)]
        TARGET.write_text(json.dumps(found) + "\n", encoding="utf-8")
