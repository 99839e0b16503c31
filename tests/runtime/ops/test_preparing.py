"""Layers that prepare numbers: what Normalization learns from data, what Masking and Rescaling make of theirs."""

from __future__ import annotations

import numpy as np
import pytest

import runtime as keras

ROWS = np.array([[1.0, -2.0, 4.0], [3.0, 2.0, 4.0], [8.0, 0.0, 4.0]], np.float32)


def test_normalization_learns_mean_and_variance() -> None:
    layer = keras.layers.Normalization()
    layer.adapt(ROWS)
    found = layer(ROWS)
    np.testing.assert_allclose(found.mean(0), 0, atol=1e-6)
    np.testing.assert_allclose(found[:, :2].std(0), 1, rtol=1e-6)
    np.testing.assert_array_equal(found[:, 2], 0)  # numbers that are all equal are not blown up
    back = keras.layers.Normalization(invert=True)
    back.adapt(ROWS)
    np.testing.assert_allclose(back(found), ROWS, atol=1e-6)
    assert [w.shape for w in layer.get_weights()] == [(3,), (3,), ()]
    assert layer.trainable_weights == []


def test_batches_teach_what_all_of_the_data_does() -> None:
    data = np.random.default_rng(0).normal(5, 3, (50, 2, 3)).astype("float32")
    whole, parts, pairs = (keras.layers.Normalization(axis=(1, 2)) for _ in range(3))
    whole.adapt(data)
    parts.adapt(list(np.split(data, [7, 20])))
    pairs.adapt((x, None) for x in np.split(data, [1, 49]))
    np.testing.assert_allclose(whole.get_weights()[0], data.mean(0), rtol=1e-5)
    np.testing.assert_allclose(whole.get_weights()[1], data.var(0), rtol=1e-5)
    for other in (parts, pairs):
        for a, b in zip(whole.get_weights(), other.get_weights(), strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-6)


def test_a_model_normalizes_by_what_its_layer_learns_later() -> None:
    x, layer = keras.Input((3,)), keras.layers.Normalization(axis=None)
    model = keras.Model(x, layer(x))
    np.testing.assert_array_equal(model.predict(ROWS, verbose=0), ROWS)
    layer.adapt(ROWS)
    want = (ROWS - ROWS.mean()) / ROWS.std()
    np.testing.assert_allclose(model.predict(ROWS, verbose=0), want, rtol=1e-5)


def test_what_does_not_fit_is_said() -> None:
    with pytest.raises(ValueError, match="must be given both"):
        keras.layers.Normalization(mean=1.0)
    with pytest.raises(ValueError, match="one shape"):
        keras.layers.Normalization(mean=[1.0, 2.0], variance=[1.0])
    with pytest.raises(ValueError, match="nothing to adapt"):
        keras.layers.Normalization(mean=1.0, variance=2.0).adapt(ROWS)
    with pytest.raises(ValueError, match="needs some data"):
        keras.layers.Normalization().adapt(ROWS[:0])
    with pytest.raises(ValueError, match="not one of the axes"):
        keras.layers.Normalization(axis=0)(ROWS)
    with pytest.raises(ValueError, match="lists of numbers that have one length"):
        keras.layers.Rescaling([[1.0], [1.0, 2.0]])
    with pytest.raises(ValueError, match="doesn't stretch"):
        keras.layers.Rescaling([1.0, 2.0])(ROWS)


def test_masking_reads_its_own_value_and_clears_what_is_left_out() -> None:
    x = np.array([[[9, 9], [9, 1], [2, 9]], [[9, 9], [0, 0], [9, 9]]], np.float32)
    masked = keras.layers.Masking(mask_value=9.0)
    np.testing.assert_array_equal(masked(x)[0], [[0, 0], [9, 1], [2, 9]])
    a = keras.Input((3, 2))
    model = keras.Model(a, keras.layers.LSTM(1, return_sequences=True)(masked(a)))
    found = model.predict(x, verbose=0)
    assert found[1, 0, 0] == 0
    assert found[1, 1, 0] == found[1, 2, 0]


def test_bytes_are_rescaled_without_a_float_copy_of_them() -> None:
    images = np.arange(12, dtype=np.uint8).reshape(2, 3, 2)
    found = keras.layers.Rescaling(1 / 255, offset=[0.0, -1.0])(images)
    np.testing.assert_allclose(found, images / 255 + [0.0, -1.0], rtol=1e-6)
    assert found.dtype == np.float32
