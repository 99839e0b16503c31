"""Steps that go wrong: they don't count, and what went wrong first is named."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import runtime as keras

L = keras.layers
ROWS, SIZE = 24, 6


def stack(*layers: Callable[[Any], Any], shape: tuple[int, ...] = (4, 4, 2), dtype: str = "float32") -> Any:
    keras.utils.set_random_seed(3)
    found = inputs = keras.Input(shape, dtype=dtype)
    for layer in layers:
        found = layer(found)
    return keras.Model(inputs, found)


def convolutional() -> Any:
    return stack(
        L.Conv2D(4, 3, activation="relu", name="conv"),
        L.BatchNormalization(name="norm"),
        L.Flatten(),
        L.Dense(2, name="out"),
    )


def recurrent() -> Any:
    return stack(L.Embedding(3000, 8, name="table"), L.LSTM(4), L.Dense(2, name="out"), shape=(5,), dtype="int32")


def data(model: Any) -> tuple[Any, Any]:
    draw = np.random.default_rng(5)
    shape = (ROWS, *model.input_shape[1:])
    if model.input.dtype == "int32":
        x: Any = draw.integers(0, 3000, shape).astype(np.int32)
    else:
        x = draw.standard_normal(shape).astype(np.float32)
    return x, draw.standard_normal((ROWS, *model.output_shape[1:])).astype(np.float32)


def ended(model: Any, x: Any, y: Any, **given: Any) -> str:
    """The sentence that a training ends with."""
    with pytest.warns(RuntimeWarning) as caught:
        model.fit(x, y, batch_size=SIZE, epochs=50, verbose=0, **given)
    assert all(np.isfinite(weight).all() for weight in model.get_weights())
    return str(caught[0].message)


DIVERGING = [
    pytest.param(convolutional, lambda: keras.optimizers.SGD(1e20), id="convolutional-sgd"),
    pytest.param(recurrent, lambda: keras.optimizers.SGD(1e20), id="recurrent-sgd"),
    pytest.param(convolutional, lambda: keras.optimizers.SGD(1e38), id="convolutional-sgd_overflows"),
    pytest.param(convolutional, lambda: keras.optimizers.SGD(50.0, momentum=0.9), id="convolutional-momentum"),
    pytest.param(
        convolutional, lambda: keras.optimizers.SGD(1e30, nesterov=True, momentum=0.5), id="convolutional-nesterov"
    ),
    pytest.param(convolutional, lambda: keras.optimizers.Adam(1e25), id="convolutional-adam"),
    pytest.param(recurrent, lambda: keras.optimizers.Adam(1e25), id="recurrent-adam"),
    pytest.param(convolutional, lambda: keras.optimizers.Adam(1e38), id="convolutional-adam_overflows"),
    pytest.param(convolutional, lambda: keras.optimizers.RMSprop(1e25), id="convolutional-rmsprop"),
    pytest.param(recurrent, lambda: keras.optimizers.RMSprop(1e25), id="recurrent-rmsprop"),
    pytest.param(convolutional, lambda: keras.optimizers.AdamW(1e22, weight_decay=1e-3), id="convolutional-adamw"),
    pytest.param(convolutional, lambda: keras.optimizers.SGD(1e20, use_ema=True), id="convolutional-average"),
    pytest.param(
        convolutional,
        lambda: keras.optimizers.SGD(1e20, gradient_accumulation_steps=2),
        id="convolutional-accumulation",
    ),
]


@pytest.mark.parametrize(("model", "optimizer"), DIVERGING)
def test_a_training_that_diverges_keeps_finite_weights_and_names_where(model: Any, optimizer: Any) -> None:
    made = model()
    made.compile(optimizer(), "mse")
    sentence = ended(made, *data(made))
    assert "Training ended in epoch" in sentence and "The weights are those before that batch" in sentence
    assert any(name in sentence for name in ("conv", "norm", "out", "table", "lstm"))
    assert "A smaller learning rate usually helps" in sentence


def test_the_bad_step_changes_nothing() -> None:
    model = convolutional()
    model.compile(keras.optimizers.Adam(0.01), "mse")
    x, y = data(model)
    model.train_on_batch(x, y)
    before, kept = model.get_weights(), [np.array(v.numpy()) for v in model.optimizer.variables]
    y[3, 1] = np.nan
    with pytest.warns(RuntimeWarning, match=r"The targets of out have nan in row 4.*All weights are as they were"):
        assert np.isnan(model.train_on_batch(x, y))
    for now, then in zip(model.get_weights(), before):
        np.testing.assert_array_equal(now, then)
    for variable, then in zip(model.optimizer.variables, kept):
        np.testing.assert_array_equal(variable.numpy(), then)


def test_gaps_in_the_data_are_named_by_their_row_whatever_the_order() -> None:
    model = convolutional()
    model.compile("sgd", "mse")
    x, y = data(model)
    x[17, 2, 1, 0] = np.inf
    assert "gets inf in row 18. Fill the gap" in ended(model, x, y)
    x, y = data(model)
    assert "The weights of samples for out have nan in row " in ended(model, x, y, sample_weight=np.full(ROWS, np.nan))


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        (
            lambda x: keras.ops.log(keras.ops.relu(x)),
            r"log\w* \(dense\w*\) gives -inf, though all that it gets is finite",
        ),
        (
            lambda x: L.Dense(1)(keras.ops.sqrt(keras.ops.relu(x))),
            r"The gradient of sqrt\w* \(dense\w*\) has -?inf",
        ),
    ],
)
def test_the_operation_that_has_no_number_is_named(last: Any, sentence: str) -> None:
    model = stack(L.Flatten(), L.Dense(3), last)
    model.compile("sgd", "mse")
    with pytest.warns(RuntimeWarning, match=sentence):
        model.fit(*data(model), batch_size=SIZE, epochs=50, verbose=0)


def test_a_step_that_divides_by_nothing_names_its_weight() -> None:
    model = stack(
        L.Flatten(), L.Dense(3, activation="relu", bias_initializer=keras.initializers.Constant(-50), name="dead")
    )
    model.compile(keras.optimizers.Adam(epsilon=1e-50), "mse")
    assert "The step of dead/kernel would not give finite numbers" in ended(model, *data(model))


def test_the_next_training_goes_on_from_there() -> None:
    model = convolutional()
    model.compile("sgd", "mse")
    x, y = data(model)
    worse = x.copy()
    worse[0, 0, 0, 0] = np.nan
    ended(model, worse, y, shuffle=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        history = model.fit(x, y, epochs=2, verbose=0)
    assert np.isfinite(history.history["loss"]).all()


def test_large_batches_in_shards_are_looked_at_too() -> None:
    model = stack(
        L.Conv2D(16, 3, name="first"), L.Conv2D(16, 3, name="second"), L.Flatten(), L.Dense(1), shape=(20, 20, 3)
    )
    model.compile(keras.optimizers.SGD(1e15), "mse")
    draw = np.random.default_rng(1)
    x = draw.standard_normal((64, 20, 20, 3)).astype(np.float32)
    with pytest.warns(RuntimeWarning, match="first|second|dense"):
        model.fit(x, np.ones((64, 1), np.float32), batch_size=32, epochs=9, verbose=0)
    assert all(np.isfinite(weight).all() for weight in model.get_weights())


def test_an_operation_that_goes_wrong_is_told_with_the_layers_that_it_works_on() -> None:
    def formula(x: Any) -> Any:
        return keras.ops.log(L.Dense(3, activation="relu", name="hidden")(x) * 0.0) + 1.0

    model = stack(formula, L.Dense(2, name="out"), shape=(4,))
    model.compile("sgd", "mse")
    assert re.search(r"log\w* \(hidden\) gives -inf", ended(model, *data(model)))


def test_nothing_is_heard_of_the_arithmetic_but_the_one_sentence() -> None:
    """Some layers compute by NumPy, which warns of what overflows."""
    model = stack(L.Flatten(), L.Dense(8), L.PReLU(name="prelu"), L.Dense(2, name="out"))
    model.compile(keras.optimizers.SGD(1e12), "mse")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model.fit(*data(model), batch_size=SIZE, epochs=50, verbose=0)
    assert len(caught) == 1 and "Training ended" in str(caught[0].message)
