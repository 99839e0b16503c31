"""RNN over a cell of one's own computes what the same cell of Keras does: results, masks, training, files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError
from runtime import layers, ops

X = np.random.default_rng(0).normal(size=(6, 4, 3)).astype("float32")
X[1, 2:], X[2, :2], X[3] = 0, 0, 0


@keras.saving.register_keras_serializable("cells")
class Plain(layers.Layer):
    def __init__(self, units: int, **options: Any) -> None:
        super().__init__(**options)
        self.units = self.state_size = units

    def build(self, input_shape: Any) -> None:
        self.k = self.add_weight(shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="k")
        self.r = self.add_weight(shape=(self.units, self.units), initializer="orthogonal", name="r")

    def call(self, x: Any, states: Any) -> Any:
        h = ops.tanh(ops.matmul(x, self.k) + ops.matmul(states[0], self.r))
        return h, [h]

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "units": self.units}


def model_of(cell: Any, **settings: Any) -> Any:
    inputs = keras.Input((4, 3))
    found = layers.RNN(cell, **settings)(layers.Masking()(inputs))
    first, *rest = found if isinstance(found, (list, tuple)) else [found]
    head = layers.LSTM(1)(first) if settings.get("return_sequences") else layers.Dense(1)(first)
    return keras.Model(inputs, layers.Concatenate()([head, *rest]) if rest else head)


@pytest.mark.parametrize(
    "settings",
    [{"return_state": True}, {"return_sequences": True, "go_backwards": True, "zero_output_for_mask": True}],
)
def test_the_same_as_a_cell_of_keras(settings: dict[str, Any], tmp_path: Path) -> None:
    mine, theirs = model_of(Plain(2), **settings), model_of(layers.SimpleRNNCell(2, use_bias=False), **settings)
    theirs.set_weights(mine.get_weights())
    for model in (mine, theirs):
        model.compile(keras.optimizers.SGD(0.1), "mse")
        model.fit(X, np.ones((6, *model.output_shape[1:])), batch_size=3, epochs=2, shuffle=False, verbose=0)
    results = theirs.predict(X, verbose=0)
    np.testing.assert_allclose(mine.predict(X, verbose=0), results, rtol=1e-4, atol=1e-6)
    mine.save(tmp_path / "cells.keras")
    again = keras.saving.load_model(tmp_path / "cells.keras")
    assert isinstance(again.layers[2].cell, Plain)
    np.testing.assert_allclose(again.predict(X, verbose=0), results, rtol=1e-4, atol=1e-6)


def test_states_given_by_name_and_copies() -> None:
    layer, x, state = layers.RNN(Plain(2)), keras.Input((4, 3)), keras.Input((2,))
    model = keras.Model([x, state], layer(x, initial_state=[state]))
    first = np.ones((6, 2), "float32")
    np.testing.assert_allclose(
        model.predict([X, first], verbose=0), layer(X, initial_state=[first]), rtol=1e-5, atol=1e-6
    )
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    np.testing.assert_array_equal(copy.predict([X, first], verbose=0), model.predict([X, first], verbose=0))
    assert layers.deserialize(layers.serialize(layer)).cell.units == 2
    assert layers.deserialize(layers.serialize(layer.cell)).units == 2


REFUSED = {
    "number of steps": lambda: layers.RNN(Plain(2))(keras.Input((None, 3))),
    "state_size": lambda: layers.RNN(layers.Layer()),
    "stateful": lambda: layers.RNN(Plain(2), stateful=True),
    "several in a list": lambda: layers.RNN([layers.LSTMCell(2), Plain(2)]),
    "a layer of one's own": lambda: layers.Bidirectional(Plain(2)),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_can_not_be_says_why(sentence: str) -> None:
    with pytest.raises(MessageError, match=sentence):
        REFUSED[sentence]()
