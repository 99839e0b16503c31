"""Objects that somebody made and keeps a hand on: metrics, losses and layers, changed or read after they were given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

X = np.cos(np.arange(12)).reshape(4, 3).astype("float32")
Y = (np.arange(8).reshape(4, 2) % 3 == 0).astype("float32")


def small(activation: str = "linear") -> Any:
    x = keras.Input((3,), name="x")
    return keras.Model(x, keras.layers.Dense(2, activation=activation, kernel_initializer="ones", name="out")(x))


def test_the_metric_that_was_given_is_the_one_that_is_updated() -> None:
    mine, model = keras.metrics.MeanSquaredError(), small()
    model.compile("sgd", "mse", metrics=[mine])
    for call in (model.train_on_batch, model.test_on_batch, lambda *a: model.evaluate(*a, verbose=0)):
        assert call(X, Y)[1] == mine.result() > 0
    model.fit(X, Y, validation_data=(X + 1, Y), verbose=0)
    assert mine.result() == model.history.history["val_mean_squared_error"][-1]
    mine.reset_state()
    assert mine.result() == 0
    assert mine.dtype == "float32"


def test_a_metric_can_be_read_in_a_callback_and_serves_the_next_model() -> None:
    mine, model, seen = keras.metrics.MeanAbsoluteError(name="mae"), small(), []
    model.compile("sgd", "mse", metrics=[mine])
    note = keras.callbacks.LambdaCallback(on_epoch_end=lambda _epoch, logs: seen.append((mine.result(), logs["mae"])))
    model.fit(X, Y, epochs=3, verbose=0, callbacks=[note])
    assert len(seen) == 3
    assert all(a == b > 0 for a, b in seen)
    other = small()
    other.compile("sgd", "mse", weighted_metrics=[mine])
    assert other.evaluate(X + 1, Y, verbose=0)[1] == mine.result() != seen[-1][0]


def test_a_loss_that_is_changed_after_it_was_given_counts_as_it_is() -> None:
    loss, model = keras.losses.BinaryCrossentropy(), small("sigmoid")
    model.compile("sgd", loss)
    before = model.evaluate(X, Y, verbose=0)
    loss.label_smoothing = 0.4
    after = model.evaluate(X, Y, verbose=0)
    assert after == pytest.approx(float(loss(Y, model.predict(X, verbose=0))), rel=1e-5)
    assert after != before


@pytest.mark.parametrize("activation, name", [("sigmoid", "binary"), ("softmax", "categorical")])
def test_a_cross_entropy_says_the_same_as_a_metric(activation: str, name: str) -> None:
    model, kind = small(activation), f"{name.title()}Crossentropy"
    metric = getattr(keras.metrics, kind)(name="same")
    model.compile("sgd", f"{name}_crossentropy", metrics=[metric], weighted_metrics=[f"{name}_crossentropy"])
    found = model.evaluate(X * 400, Y, verbose=0, return_dict=True)
    assert found["loss"] > 20 if name == "binary" else found["loss"] > 0
    assert found["same"] == found[f"{name}_crossentropy"] == pytest.approx(found["loss"], rel=1e-6)


def test_a_parameter_that_is_set_holds_from_then_on() -> None:
    model = small()
    model.compile("sgd", "mse")
    linear, steps = model.predict(X, verbose=0), model.train_on_batch(X, Y)
    layer = model.layers[-1]
    layer.activation = keras.activations.sigmoid
    kept = model.predict(X, verbose=0)
    assert steps > 0
    assert ((kept > 0) & (kept < 1)).all()
    assert not np.allclose(kept, linear)
    model.train_on_batch(X, Y)
    assert model.optimizer.iterations == 2
    drop = keras.layers.Dropout(0.5)
    drop.rate = 0.0
    np.testing.assert_array_equal(drop(X, training=True), X)
    unused = keras.layers.Dense(3)
    unused.units = 5
    assert unused(X).shape == (4, 5)


def test_a_parameter_that_can_t_change_any_more_is_refused() -> None:
    layer = small().layers[-1]
    with pytest.raises(MessageError, match=r"out: units can't become 5 any more: .* Make a new layer\."):
        layer.units = 5
    with pytest.raises(MessageError, match=r"out: kernel_initializer would change nothing any more"):
        layer.kernel_initializer = "zeros"
    with pytest.raises(MessageError, match=r"Dense: units must be a whole number of 1 or more\. Received: 'many'"):
        layer.units = "many"
    assert layer.units == 2
    recurrent = keras.layers.LSTM(2)
    recurrent(np.ones((2, 3, 2), "float32"))
    recurrent.return_sequences = True
    assert recurrent(np.ones((2, 3, 2), "float32")).shape == (2, 3, 2)


@pytest.mark.parametrize("given", ["no", 2, None, [True]], ids=str)
def test_trainable_is_true_or_false(given: Any) -> None:
    model = small()
    for owner in (model, model.layers[-1]):
        with pytest.raises(MessageError, match=r"\w+: trainable can only be True or False here\. Received: "):
            owner.trainable = given
        owner.trainable = np.False_
        assert owner.trainable is False


@pytest.mark.parametrize("given", ["dice", keras.losses.dice, keras.losses.Dice()])
def test_a_loss_is_a_metric_too(given):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="sigmoid")])
    model.compile("sgd", "dice", metrics=[given])
    loss, metric = model.evaluate(np.ones((4, 3)), np.eye(2)[[0, 1, 1, 0]], verbose=0)
    assert metric == pytest.approx(loss, rel=1e-6)


@pytest.mark.parametrize("given", [keras.losses.Dice(axis=1), "ctc"])
def test_a_loss_that_needs_more_than_rows_is_no_metric(given):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    with pytest.raises(ValueError, match="row by row"):
        model.compile("sgd", "mse", metrics=[given])


def test_an_initializer_may_be_the_numbers_themselves():
    numbers = np.arange(6.0).reshape(3, 2)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, kernel_initializer=numbers)])
    assert np.array_equal(model.get_weights()[0], numbers)
    assert np.array_equal(keras.initializers.get(numbers)((3, 2)), numbers)


def test_an_activation_within_is_no_layer():
    with pytest.raises(ValueError, match="put the layer ReLU behind"):
        keras.layers.LSTM(2, activation=keras.layers.ReLU())
