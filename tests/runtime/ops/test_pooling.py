"""Poolings where numbers are equal, where a mask says what counts, and where nothing does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.layers.pooling.adaptive import AdaptiveMaxPooling2D
from graph.layers.pooling.global_pooling import GlobalAveragePooling1D
from graph.layers.pooling.windowed import AveragePooling1D, MaxPooling2D, MaxPooling3D
from graph.specs.spec import ShapeError, TensorType, example
from tests.runtime.ops.one_layer import Trial

Array = np.ndarray[Any, Any]


def gradient_at_ties(spec: Any, *shape: int) -> list[int]:
    """The places of a sample of equal numbers that get a share of the gradient."""
    trial = Trial(spec, example(shape).inputs)
    trial.inputs[0].fill(1)
    ((_, _, gradient),) = trial.gradients()
    return np.flatnonzero(gradient[0]).tolist()


def test_in_a_window_the_first_of_equals_gets_the_gradient() -> None:
    assert gradient_at_ties(MaxPooling2D(), 2, 4, 1) == [0, 2]
    assert gradient_at_ties(MaxPooling3D(), 2, 2, 4, 1) == [0, 2]


def test_of_equals_in_a_part_the_first_column_wins_before_the_first_row() -> None:
    """As Keras, which takes the largest of each column first, and then the first of the largest columns."""
    trial = Trial(AdaptiveMaxPooling2D(output_size=1), example((2, 2, 1)).inputs)
    trial.inputs[0][...] = np.array([[0, 1], [1, 0]])[:, :, None]
    ((_, _, gradient),) = trial.gradients()
    assert np.flatnonzero(gradient[0]).tolist() == [2]


def test_at_the_edge_only_what_lies_inside_is_averaged() -> None:
    trial = Trial(AveragePooling1D(pool_size=3, strides=1, padding="same"), example((5, 1)).inputs)
    trial.inputs[0][...] = np.arange(1.0, 6)[:, None]
    np.testing.assert_allclose(trial.forward()[0][0, :, 0], [1.5, 2, 3, 4, 4.5])


def test_what_a_mask_leaves_out_may_be_no_number() -> None:
    trial = Trial(GlobalAveragePooling1D(), example((4, 3), masked=True).inputs)
    mask = trial.masks[0]
    assert mask is not None
    trial.inputs[0][~mask] = np.nan
    means, count = trial.forward()[0], mask.sum(1)
    np.testing.assert_allclose(means[0], trial.inputs[0][0][mask[0]].mean(0))
    assert count[2] == 0 and not means[2].any()


def test_a_mask_along_another_axis_is_refused() -> None:
    with pytest.raises(ShapeError, match="channels_last"):
        GlobalAveragePooling1D(data_format="channels_first").outputs((TensorType((None, 4, 3), masked=True),))
