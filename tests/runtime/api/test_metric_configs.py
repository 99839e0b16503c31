"""Configs of metrics as Keras writes them."""

from __future__ import annotations

from typing import Any

import pytest

import runtime as keras


@pytest.mark.parametrize(
    "kind, settings",
    [
        ("OneHotMeanIoU", {"num_classes": 4, "ignore_class": None, "sparse_y_pred": False, "axis": -1}),
        ("OneHotIoU", {"num_classes": 4, "target_class_ids": [1, 2], "ignore_class": None, "sparse_y_pred": False}),
        ("MeanIoU", {"num_classes": 4, "sparse_y_true": True, "sparse_y_pred": False, "axis": -1}),
        ("IoU", {"num_classes": 4, "target_class_ids": [1], "sparse_y_true": True, "sparse_y_pred": False}),
        ("BinaryIoU", {"target_class_ids": [0, 1], "threshold": 0.5}),
    ],
)
def test_overlaps_that_keras_wrote_are_read(kind: str, settings: dict[str, Any]) -> None:
    """Their config says int32, the type in which Keras counts, where all others say float32."""
    config = {**settings, "name": "mine", "dtype": "int32"}
    found = keras.metrics.deserialize({"module": "keras.metrics", "class_name": kind, "config": config})
    assert (found.spec.kind, found.name) == (kind, "mine")
    assert getattr(keras.metrics, kind)(**config).spec == found.spec
