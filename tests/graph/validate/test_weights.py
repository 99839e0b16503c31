"""Weights that an initializer, a regularizer or a constraint doesn't fit are found before training."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.document.document import Document
from graph.layers.convolution.conv import Conv2D
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.specs.spec import Spec
from graph.validate import problems


@pytest.mark.parametrize(
    ("layer", "code", "word"),
    [
        (Dense(units=2, bias_initializer="identity"), "weight-shape", "bias"),
        (Conv2D(filters=2, kernel_regularizer="orthogonal_regularizer"), "weight-shape", "matrix"),
        (Dense(units=2, kernel_constraint={"kind": "MaxNorm", "axis": 2}), "weight-shape", "axis"),
        (Dense(units=2, kernel_initializer="stft"), "weight-shape", "frequencies"),
        (Conv2D(filters=2, activity_regularizer="OrthogonalRegularizer"), "activity-shape", "matrix"),
        (Dense(units=2, kernel_regularizer="orthogonal_regularizer", kernel_constraint="unit_norm"), "", ""),
    ],
)
def test_a_value_that_does_not_fit(chain: Callable[..., Document], layer: Spec, code: str, word: str) -> None:
    shape: Any = (6, 6, 1) if isinstance(layer, Conv2D) else (5,)
    document = chain(Input(shape=shape), layer, Output(loss="mse"))
    found = [p for p in problems(document) if p.code in ("weight-shape", "activity-shape")]
    assert [p.code for p in found] == [code] * bool(code)
    assert all(word in str(p.message) and p.layer == "l4" and p.for_training for p in found)
