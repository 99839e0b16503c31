"""Records what Keras' metrics say after each of three batches: `tests/data/keras_metrics.json`.

    python tests/keras_oracle/metric_results.py SETTINGS

runs in Keras' interpreter; SETTINGS is a file that `--settings` of the project's own interpreter writes:
`.venv/bin/python tests/keras_oracle/metric_results.py --settings FILE`. `updated` updates our metrics in the test.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).resolve().parent.parent / "data" / "keras_metrics.json"
ROWS, CLASSES = 12, 4


def updated(metric: Any, seed: int, weighted: bool) -> list[Any]:
    """What the metric says after each batch of probabilities, one-hot targets or class numbers, and whole weights."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(3):
        prediction = draw.dirichlet(np.ones(CLASSES), ROWS).astype("float32")
        classes = draw.integers(0, CLASSES, ROWS)
        target: Any = np.eye(CLASSES, dtype="float32")[classes]
        if type(metric).__name__.startswith("Sparse"):
            target = classes
        if getattr(metric, "from_sorted_ids", False):
            prediction = np.argsort(-prediction, axis=-1).astype("float32")
        weights = draw.integers(0, 4, ROWS).astype("float32") if weighted else None
        metric.update_state(target, prediction, sample_weight=weights)
        found.append(np.asarray(metric.result(), float).tolist())
    return found


def settings() -> list[Any]:
    """Every kind with its examples, unweighted and, but for BinaryIoU, weighted: Keras fails there."""
    from graph.specs.registry import kinds

    return [
        [name, given, weighted]
        for name, kind in kinds("metric").items()
        for given in kind.examples
        for weighted in (False, True)
        if not getattr(kind, "by_name_only", False) and not (weighted and name == "BinaryIoU")
    ]


if __name__ == "__main__":
    if sys.argv[1] == "--settings":
        Path(sys.argv[2]).write_text(json.dumps(settings()), encoding="utf-8")
    else:
        import keras

        recorded = []
        for seed, (kind, given, weighted) in enumerate(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))):
            results = updated(getattr(keras.metrics, kind)(**given), seed, weighted)
            recorded.append({"kind": kind, "settings": given, "seed": seed, "weighted": weighted, "results": results})
        TARGET.write_text("[\n" + ",\n".join(map(json.dumps, recorded)) + "\n]\n", encoding="utf-8")
