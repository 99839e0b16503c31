"""What the regularization layers do beyond the tests of every layer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.params import SpecError

L = keras.layers


@pytest.mark.parametrize(
    ("layer", "shape", "places"),
    [
        (L.SpatialDropout1D(0.5), (40, 7, 50), (1,)),
        (L.SpatialDropout2D(0.5), (40, 3, 2, 50), (1, 2)),
        (L.SpatialDropout2D(0.5, data_format="channels_first"), (40, 50, 3, 2), (2, 3)),
        (L.SpatialDropout3D(0.5), (40, 2, 3, 2, 50), (1, 2, 3)),
    ],
)
def test_whole_channels_are_dropped(layer: Any, shape: tuple[int, ...], places: tuple[int, ...]) -> None:
    y = layer(np.ones(shape, "float32"), training=True)
    np.testing.assert_array_equal(y.min(places), y.max(places))
    assert set(np.unique(y)) == {0, 2}
    assert (y == 0).mean() == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("noise_shape", [None, (None, 1, 50)])
def test_alpha_dropout_keeps_mean_and_variance(noise_shape: Any) -> None:
    x = np.random.default_rng(0).standard_normal((200, 20, 50)).astype("float32")
    y = L.AlphaDropout(0.3, noise_shape=noise_shape)(x, training=True)
    assert y.mean() == pytest.approx(0, abs=0.03)
    assert y.std() == pytest.approx(1, abs=0.03)
    assert np.unique(y, return_counts=True)[1].max() / y.size == pytest.approx(0.3, abs=0.02)


def test_noise_is_of_the_strength_that_was_asked_for() -> None:
    x = np.full((300, 200), 2.0, "float32")
    added = L.GaussianNoise(0.25)(x, training=True) - x
    assert (added.mean(), added.std()) == (pytest.approx(0, abs=0.01), pytest.approx(0.25, abs=0.01))
    factors = L.GaussianDropout(0.2)(x, training=True) / x
    assert (factors.mean(), factors.std()) == (pytest.approx(1, abs=0.01), pytest.approx(0.5, abs=0.01))


@pytest.mark.parametrize("layer", [L.GaussianNoise(0.5), L.GaussianDropout(0.5), L.AlphaDropout(0.5)])
def test_outside_training_everything_passes(layer: Any) -> None:
    x = np.arange(6.0, dtype="float32").reshape(2, 3)
    np.testing.assert_array_equal(layer(x), x)
    assert not np.array_equal(layer(x, training=True), x)


def test_a_penalty_on_what_passes_joins_the_loss() -> None:
    given = keras.Input((2,))
    model = keras.Model(given, L.ActivityRegularization(l1=0.1, l2=0.2)(given))
    model.compile("sgd", "mse")
    x = np.array([[1.0, -2.0], [3.0, 0.0]], "float32")
    assert model.evaluate(x, x, verbose=0) == pytest.approx((0.1 * 6 + 0.2 * 14) / 2)


@pytest.mark.parametrize("kind", [L.GaussianDropout, L.AlphaDropout])
def test_a_rate_of_1_is_refused(kind: Any) -> None:
    with pytest.raises(SpecError, match="rate must be below 1"):
        kind(1.0)


@pytest.mark.parametrize("inside", [False, True])
def test_of_a_layer_called_several_times_the_last_call_is_penalized_as_in_keras(inside: bool) -> None:
    """Keras 3.15.1 on JAX: 12 of 3 + 12; within one call of a model all calls of its layers count."""
    layer, x = keras.layers.ActivityRegularization(l2=1.0), keras.Input((3,))
    start = keras.Input((3,))
    shared = keras.Model(start, layer(start)) if inside else layer
    once = shared(x)
    model = keras.Model(x, keras.layers.Add()([once, shared(once * 2.0)]))
    model.compile("sgd", "mse")
    ones = np.ones((4, 3), np.float32)
    assert model.evaluate(ones, 3 * ones, verbose=0) == 12
    assert model.fit(ones, 3 * ones, batch_size=4, verbose=0).history["loss"] == [12]
    outer = keras.Model(start := keras.Input((3,)), keras.Model(x, model.output)(start))
    outer.compile("sgd", "mse")
    assert outer.evaluate(ones, 3 * ones, verbose=0) == 15
