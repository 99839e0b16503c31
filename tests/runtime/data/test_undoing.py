"""Steps on a target are undone, so that answers are in the column's own unit."""

from __future__ import annotations

import numpy as np
import pytest

from graph.data.steps.missing import DropMissing, FillNumbers
from graph.data.steps.scaling import Clip, Log, MinMax, RobustScale
from graph.data.transforms import Cast, Flatten, Integer, OneHot, Scale, Standardize, Transform
from runtime.data.column import ArrayColumn
from runtime.data.stages import build_pipeline

VALUES = np.array([[1.5, 20.0], [2.0, 35.0], [7.25, 90.0], [0.5, 41.0]], np.float32)


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (Standardize(),),
        (Standardize(over="all"), Scale(factor=0.25, offset=3.0)),
        (MinMax(low=-1.0, high=2.0),),
        (RobustScale(), Flatten()),
        (Log(), MinMax()),
        (Log(form="signed_log1p"),),
        (Log(form="log"), Clip(low=-9.0, high=9.0)),
        (DropMissing(), FillNumbers(by="median"), Standardize(), Cast(dtype="float64")),
    ],
    ids=lambda steps: " ".join(step.kind for step in steps) or "none",
)
def test_what_steps_made_of_numbers_is_undone(steps: tuple[Transform, ...]) -> None:
    pipeline = build_pipeline(ArrayColumn("y", VALUES), steps, "Output 'y'")
    found = pipeline.undone(pipeline.run(VALUES))
    assert found is not None
    np.testing.assert_allclose(found, VALUES, rtol=1e-4)


def test_class_numbers_are_moved_back_and_what_loses_its_values_cannot_be_undone() -> None:
    codes = np.array([3, 5, 4], np.int32)
    pipeline = build_pipeline(ArrayColumn("y", codes), (Integer(offset=-3),), "Output 'y'")
    undone = pipeline.undone(np.array([0, 2, 1]))
    assert undone is not None and undone.tolist() == [3, 5, 4]
    spread = build_pipeline(ArrayColumn("y", codes), (OneHot(classes=6),), "Output 'y'")
    assert spread.undone(np.ones((2, 6), np.float32)) is None
