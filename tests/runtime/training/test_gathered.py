"""Predictions of several batches become one array for each output."""

from __future__ import annotations

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError


def test_what_has_no_row_for_each_sample_follows_one_another() -> None:
    """Ten samples in batches of 4, 4 and 2: shapes are those of Keras."""
    given = keras.Input((4,))
    rows = keras.layers.Dense(3)(given)
    model = keras.Model(given, [rows, keras.ops.mean(rows, axis=0), keras.ops.reshape(rows, (-1,))])
    x = np.random.default_rng(0).random((10, 4)).astype(np.float32)
    each, means, flat = model.predict(x, batch_size=4, verbose=0)
    np.testing.assert_array_equal(flat, each.ravel())
    np.testing.assert_allclose(means, np.concatenate([each[i : i + 4].mean(0) for i in (0, 4, 8)]), rtol=1e-6)


def test_a_single_number_for_a_batch_is_refused() -> None:
    given = keras.Input((4,))
    with pytest.raises(MessageError, match="a single number for each batch"):
        keras.Model(given, keras.ops.mean(given)).predict(np.ones((5, 4)), verbose=0)
