"""Counts of right predictions against NumPy, with rows that weigh differently and ties that the first place wins."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.losses.metrics import count_binary, count_categorical, count_sparse


def sample(columns, dtype):
    rng = np.random.default_rng(columns)
    # Few different numbers, so that there are ties.
    prediction = rng.integers(0, 4, (12, columns)).astype(dtype) / 4
    return rng.integers(0, columns, 12), prediction, rng.uniform(0.5, 2, 12).astype(dtype)


@pytest.mark.parametrize("columns", [1, 2, 5])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_class_numbers_and_one_hot_rows(columns, dtype):
    labels, prediction, weights = sample(columns, dtype)
    expected = weights[prediction.argmax(1) == labels].sum(dtype=float), weights.sum(dtype=float)
    np.testing.assert_allclose(count_sparse(labels, prediction, weights), expected, rtol=1e-6)
    one_hot = np.eye(columns, dtype=dtype)[labels]
    np.testing.assert_allclose(count_categorical(one_hot, prediction, weights), expected, rtol=1e-6)


@pytest.mark.parametrize("columns", [1, 2, 5])
@pytest.mark.parametrize("threshold", [0.25, 0.5])
def test_a_number_is_right_on_its_target_s_side_of_the_threshold(columns, threshold):
    _, prediction, weights = sample(columns, np.float64)
    target = np.random.default_rng(1).integers(0, 2, prediction.shape).astype(np.float64)
    right = (prediction > threshold) == (target == 1)
    expected = (weights * right.mean(1)).sum(), weights.sum()
    np.testing.assert_allclose(count_binary(target, prediction, threshold, weights), expected, rtol=1e-12)
