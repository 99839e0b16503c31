"""Metrics that could not be computed are problems before a training begins, in the words of the training."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.editing.edits import set_params
from graph.layers.core.ends import Output
from graph.specs.registry import find
from graph.storage.storage import loads
from graph.validate import problems

TEMPLATE = Path(__file__).resolve().parents[3] / "resources" / "templates" / "fully_connected.loom"


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("SparseCategoricalAccuracy", {}, "compares class numbers, but its targets are arrays"),
        ("SparseTopKCategoricalAccuracy", {}, "compares class numbers, but its targets are arrays"),
        ("Precision", {"class_id": 10}, "class_id is 10, but there are 10 classes: 0 to 9"),
        ("RecallAtPrecision", {"precision": 0.5, "class_id": 12}, "class_id is 12, but there are 10 classes"),
        ("Recall", {"top_k": 11}, "top_k is 11, but there are 10 classes"),
        ("AUC", {"multi_label": True, "num_labels": 3}, "num_labels says 3 labels, but there are 10"),
        ("MeanIoU", {"num_classes": 10, "sparse_y_pred": False}, "sparse_y_true and sparse_y_pred must say"),
        ("OneHotMeanIoU", {"num_classes": 10}, None),
        ("Precision", {"class_id": 9, "top_k": 10}, None),
        ("Accuracy", {}, None),
    ],
)
def test_a_metric_that_does_not_fit_is_a_problem(kind: str, given: dict[str, Any], sentence: str | None) -> None:
    document = loads(TEMPLATE.read_text(encoding="utf-8"))
    end = next(key for key, layer in document.main.layers.items() if isinstance(layer.spec, Output))
    spec = find("metric", kind)
    assert spec is not None
    changed = set_params(document, document.root, end, {"metrics": (spec(**given),)})
    found = [str(problem.message) for problem in problems(changed) if problem.code == "metric-misfit"]
    assert len(found) == (sentence is not None)
    assert sentence is None or sentence in found[0]
