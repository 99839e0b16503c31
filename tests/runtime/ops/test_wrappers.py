"""Layers inside layers, and models at each step, against the same put together by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.params import SpecError
from graph.specs.spec import ShapeError, TensorType
from runtime.api.building import to_document
from runtime.api.from_document import from_document

L: Any = keras.layers
DRAW = np.random.default_rng(3)
WORDS = DRAW.integers(0, 5, (6, 3, 4))
NUMBERS = DRAW.standard_normal((6, 3, 4)).astype("float32")


def sentence_model() -> Any:
    words = keras.Input((4,), dtype="int32")
    return keras.Model(words, L.GRU(3)(L.Embedding(5, 2, mask_zero=True)(words)), name="sentence")


def test_a_model_at_each_step_is_the_model_called_on_each() -> None:
    inner, x = sentence_model(), keras.Input((3, 4), dtype="int32")
    model = keras.Model(x, L.TimeDistributed(inner)(x))
    wanted = np.stack([inner.predict(WORDS[:, t], verbose=0) for t in range(3)], axis=1)
    np.testing.assert_allclose(model.predict(WORDS, verbose=0), wanted, atol=1e-6)
    again = from_document(to_document(model).document, keras.Model)
    again.set_weights(model.get_weights())
    np.testing.assert_array_equal(again.predict(WORDS, verbose=0), model.predict(WORDS, verbose=0))


def test_a_model_at_each_step_learns_from_all_steps() -> None:
    """The gradient of a sum over steps, against the model shared by as many calls."""
    found = []
    for spread in (False, True):
        keras.utils.set_random_seed(2)
        x, row = keras.Input((3, 4)), keras.Input((4,))
        inner = keras.Model(row, L.Dense(2, activation="tanh")(row))
        if spread:
            inner_inputs = [keras.Input((4,)) for _ in range(3)]
            model = keras.Model(inner_inputs, L.Concatenate()([inner(i) for i in inner_inputs]))
            data: Any = [np.ascontiguousarray(NUMBERS[:, t]) for t in range(3)]
        else:
            model, data = keras.Model(x, L.Flatten()(L.TimeDistributed(inner)(x))), NUMBERS
        model.compile("sgd", "mse")
        model.fit(data, np.ones((6, 6)), epochs=3, verbose=0)
        found.append(inner.get_weights())
    for one, other in zip(*found, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_normalization_sees_one_step_after_the_other() -> None:
    x = keras.Input((3, 4))
    norm = L.TimeDistributed(L.BatchNormalization(momentum=0.5))
    model = keras.Model(x, norm(x))
    model.compile("sgd", "mse")
    model.fit(NUMBERS, NUMBERS, batch_size=6, epochs=1, verbose=0)
    mean = np.zeros(4)
    for t in range(3):
        mean = 0.5 * mean + 0.5 * NUMBERS[:, t].mean(axis=0)
    np.testing.assert_allclose(norm.get_weights()[2], mean, atol=1e-6)


def test_both_directions_are_two_layers() -> None:
    x = keras.Input((3, 4))
    model = keras.Model(x, L.Bidirectional(L.GRU(2, return_sequences=True), merge_mode="sum")(x))
    forward, backward = L.GRU(2, return_sequences=True), L.GRU(2, return_sequences=True, go_backwards=True)
    parts = keras.Model(x, [forward(x), backward(x)])
    weights = model.get_weights()
    forward.set_weights(weights[:3])
    backward.set_weights(weights[3:])
    one, other = parts.predict(NUMBERS, verbose=0)
    np.testing.assert_allclose(model.predict(NUMBERS, verbose=0), one + other[:, ::-1], atol=1e-6)


def test_cells_in_a_row_are_layers_in_a_row() -> None:
    x = keras.Input((3, 4))
    model = keras.Model(x, L.RNN([L.LSTMCell(2), L.SimpleRNNCell(3)], go_backwards=True)(x))
    first, second = L.LSTM(2, return_sequences=True, go_backwards=True), L.SimpleRNN(3)
    parts = keras.Model(x, second(first(x)))
    parts.set_weights(model.get_weights())
    np.testing.assert_allclose(model.predict(NUMBERS, verbose=0), parts.predict(NUMBERS, verbose=0), atol=1e-6)


def test_a_cell_by_itself_is_a_step() -> None:
    cell, layer = L.GRUCell(2), L.GRU(2)
    state = np.zeros((6, 2), "float32")
    result, new = cell(NUMBERS[:, 0], [state])
    layer(NUMBERS[:, :1])
    layer.set_weights(cell.get_weights())
    np.testing.assert_allclose(layer(NUMBERS[:, :1]), result, atol=1e-6)
    np.testing.assert_array_equal(new, result)


def test_a_regularizer_inside_counts() -> None:
    x = keras.Input((3, 4))
    inner = L.SimpleRNN(2, activity_regularizer=keras.regularizers.L2(0.5), kernel_regularizer="l2")
    layer = L.Bidirectional(inner, merge_mode=None)
    model = keras.Model(x, list(layer(x)))
    model.compile("sgd", ["mse", "mse"])
    results = model.predict(NUMBERS, verbose=0)
    loss = model.evaluate(NUMBERS, results, batch_size=6, verbose=0)[0]
    kernels = [w for v, w in zip(layer.weights, layer.get_weights()) if v.path.endswith("/kernel")]
    wanted = sum(0.5 * (r**2).sum() / 6 for r in results) + sum(0.01 * (k**2).sum() for k in kernels)
    assert loss == pytest.approx(wanted, rel=1e-5)


def test_what_can_not_be_inside_is_said() -> None:
    with pytest.raises(SpecError, match="layer must be one of LSTM, GRU, SimpleRNN, RNN"):
        L.Bidirectional(L.Dense(2))
    with pytest.raises(SpecError, match="can't hold Input"):
        L.TimeDistributed({"kind": "Input"})
    with pytest.raises(ShapeError, match="three axes or more"):
        L.TimeDistributed(L.Dense(2)).spec.outputs((TensorType((None, 3)),))
    with pytest.raises(ShapeError, match="the sum of results of 2 and 3 units"):
        L.Bidirectional(L.GRU(2), "sum", backward_layer=L.GRU(3)).spec.outputs((TensorType((None, 3, 2)),))
