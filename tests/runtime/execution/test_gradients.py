"""Which gradients are owed, and that they arrive."""

from __future__ import annotations

import numpy as np

import runtime as keras


def test_whole_numbers_beside_an_output_keep_no_gradient_back():
    given = keras.Input((5,))
    best, _places = keras.ops.top_k(keras.layers.Dense(4)(given), 2)
    model = keras.Model(given, best)
    model.compile(keras.optimizers.SGD(0.1), "mse")
    before = model.get_weights()[0]
    model.fit(np.ones((8, 5), np.float32), np.full((8, 2), 3.0), verbose=0)
    assert np.abs(model.get_weights()[0] - before).max() > 1e-3
