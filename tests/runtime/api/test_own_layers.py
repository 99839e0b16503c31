"""Layers and models of one's own: what `build` and `call` say is traced into nested models, and trained as these."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.export.keras_code import keras_code
from graph.specs.message import MessageError
from runtime import layers, ops

X = np.random.default_rng(0).normal(size=(32, 3)).astype("float32")
Y = X.sum(axis=1, keepdims=True)


class Linear(layers.Layer):
    def __init__(self, units: int = 4, **options: Any) -> None:
        super().__init__(**options)
        self.units = units

    def build(self, input_shape: Any) -> None:
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_normal", name="w")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", name="b")

    def call(self, inputs: Any) -> Any:
        return ops.matmul(inputs, self.w) + self.b


class Block(layers.Layer):
    def __init__(self) -> None:
        super().__init__()
        self.head, self.parts, self.drop = layers.Dense(2), [Linear(4), Linear(3)], layers.Dropout(0.5)

    def call(self, x: Any, training: Any = None) -> Any:
        for part in self.parts:
            x = ops.relu(part(x))
        if training:
            x = self.drop(x, training=training)
        return self.head(x)


class Whole(keras.Model):
    def __init__(self) -> None:
        super().__init__()
        self.block, self.out = Block(), layers.Dense(1)

    def call(self, x: Any) -> Any:
        return self.out(self.block(x))


def test_a_weight_takes_part_as_a_dense_layer_does() -> None:
    x = keras.Input((3,))
    mine, theirs = keras.Model(x, Linear(1)(x)), keras.Model(x, layers.Dense(1)(x))
    start = [np.full((3, 1), 0.1, "float32"), np.zeros(1, "float32")]
    for model in (mine, theirs):
        model.set_weights(start)
        model.compile(keras.optimizers.SGD(0.1), "mse")
        model.fit(X, Y, batch_size=8, epochs=3, shuffle=False, verbose=0)
    for got, want in zip(mine.get_weights(), theirs.get_weights()):
        np.testing.assert_allclose(got, want, rtol=1e-5, atol=1e-6)


def test_a_model_takes_shape_from_its_first_data_and_learns() -> None:
    model = Whole()
    model.compile("adam", "mse")
    losses = model.fit(X, Y, epochs=30, verbose=0).history["loss"]
    assert losses[-1] < losses[0]
    assert [type(layer) for layer in model.layers] == [Block, layers.Dense]
    names = [v.path.partition("/")[2].rstrip("_0123456789") for v in model.weights]
    assert [n.rpartition("/")[2] for n in names] == ["kernel", "bias", "w", "b", "w", "b", "kernel", "bias"]
    np.testing.assert_allclose(model.predict(X, verbose=0), model(X), rtol=1e-5)


def test_on_arrays_a_call_runs_as_it_stands() -> None:
    layer = Linear(2)
    np.testing.assert_allclose(layer(X), X @ layer.w.numpy() + layer.b.numpy(), rtol=1e-5)
    assert [v.path for v in layer.weights] == [f"{layer.name}/w", f"{layer.name}/b"]


def test_the_loss_that_a_call_adds_counts() -> None:
    class Sparse(layers.Layer):
        def call(self, x: Any) -> Any:
            self.add_loss(0.5 * ops.sum(x))
            return x

    x = keras.Input((3,))
    model = keras.Model(x, Sparse()(x))
    model.compile("sgd", "mse")
    assert model.evaluate(X, X, batch_size=32, verbose=0) == pytest.approx(0.5 * X.sum(), rel=1e-5)
    layer = Sparse()
    layer(X)
    assert float(layer.losses[0]) == pytest.approx(0.5 * X.sum(), rel=1e-5)


def test_constants_that_a_layer_is_called_on_train_it() -> None:
    class Positions(layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.table = layers.Embedding(4, 3)

        def call(self, x: Any) -> Any:
            return x + self.table(ops.arange(4))

    x = keras.Input((4, 3))
    model = keras.Model(x, Positions()(x))
    before = model.get_weights()[0]
    model.compile("sgd", "mse")
    model.fit(np.zeros((8, 4, 3), "float32"), np.ones((8, 4, 3), "float32"), verbose=0)
    assert (model.get_weights()[0] != before).all()


def decides(x: Any) -> Any:
    return x if ops.sum(x) > 0 else -x


def other_ways(x: Any, training: Any = None) -> Any:
    return [x, x] if training else x


REFUSED = {
    "decisions": (decides, "neither true nor false"),
    "numpy": (np.tanh, "NumPy can't compute with symbolic tensors. Use keras.ops"),
    "numpy's functions": (np.mean, "symbolic: it has a shape but no numbers"),
    "training": (other_ways, "call gives other results while it is trained than after"),
    "nothing": (lambda _x: None, "call must give tensors"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_graph_can_say_is_refused(case: str) -> None:
    call, sentence = REFUSED[case]
    kind = type("Mine", (layers.Layer,), {"call": staticmethod(call)})
    with pytest.raises((MessageError, TypeError), match=sentence):
        kind()(keras.Input((3,)))


def test_a_weight_read_as_numbers_is_refused() -> None:
    class Frozen(Linear):
        def call(self, inputs: Any) -> Any:
            return inputs * np.mean(self.w)

    with pytest.raises(MessageError, match="is read as numbers where a call is traced"):
        Frozen(3)(keras.Input((3,)))


class Noisy(layers.Layer):
    def __init__(self, draw: Any, **options: Any) -> None:
        super().__init__(**options)
        self.draw = draw

    def call(self, x: Any, training: Any = None) -> Any:
        return self.draw(x, training)


DRAWS = {
    "normal": (lambda x, _t: keras.random.normal(ops.shape(x), 1.0, 2.0), 1.0, 2.0),
    "truncated": (lambda x, _t: keras.random.truncated_normal(ops.shape(x), 1.0, 2.0), 1.0, 1.76),
    "uniform": (lambda x, _t: keras.random.uniform(ops.shape(x), -1.0, 3.0), 1.0, 4 / 12**0.5),
    "whole": (lambda x, _t: keras.random.randint(ops.shape(x), 0, 4), 1.5, 1.25**0.5),
    "dropped": (lambda x, _t: keras.random.dropout(ops.ones_like(x), 0.5), 1.0, 1.0),
    "dropped in training": (
        lambda x, training: keras.random.dropout(ops.ones_like(x), 0.5) if training else ops.ones_like(x),
        1.0,
        0.0,
    ),
}


@pytest.mark.parametrize("case", DRAWS)
def test_numbers_are_drawn_anew_and_spread_as_they_should(case: str) -> None:
    draw, mean, deviation = DRAWS[case]
    x = keras.Input((500,))
    model = keras.Model(x, Noisy(draw)(x))
    zeros = np.zeros((40, 500), "float32")
    first, second = np.asarray(model(zeros), "float64"), np.asarray(model(zeros), "float64")
    assert (first.mean(), first.std()) == (pytest.approx(mean, abs=0.05), pytest.approx(deviation, abs=0.05))
    assert deviation == 0 or (first != second).any()
    if case.startswith("dropped"):
        assert np.asarray(model(zeros, training=True)).std() == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("seed", [3, np.int64(3), None])
def test_a_seed_that_is_a_number_gives_the_same_numbers_each_time(seed: Any) -> None:
    x = keras.Input((5,))
    model = keras.Model(x, Noisy(lambda x, _t: x + keras.random.normal((5,), seed=seed))(x))
    zeros = np.zeros((1, 5), "float32")
    assert np.array_equal(model(zeros), model(zeros)) == (seed is not None)


def test_what_cannot_be_drawn_anew_is_refused() -> None:
    with pytest.raises(MessageError, match=r"keras\.random\.gamma can't be drawn anew in every step"):
        Noisy(lambda x, _t: keras.random.gamma((3,), 1.0))(keras.Input((3,)))
    with pytest.raises(MessageError, match="need sizes that are known"):
        Noisy(lambda x, _t: keras.random.normal(ops.shape(x)))(keras.Input((None, 3)))


def test_what_weights_and_results_add_to_the_loss() -> None:
    dense = layers.Dense(2, kernel_regularizer="l2", activity_regularizer="l1")
    assert dense.losses == []
    found = dense(X)
    want = [0.01 * np.abs(found).sum() / len(X), 0.01 * (dense.get_weights()[0] ** 2).sum()]
    assert [float(v) for v in dense.losses] == pytest.approx(want, rel=1e-5)
    x = keras.Input((3,))
    model = keras.Model(x, dense(x))
    model(X)
    assert [float(v) for v in model.losses] == pytest.approx(want, rel=1e-5)
    dense.trainable = False
    assert len(model.losses) == 1


class Resting(layers.Layer):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.inner = layers.BatchNormalization()

    def call(self, inputs: Any, mask: Any = None) -> Any:
        found = self.inner(inputs, training=False)
        return found if mask is None else found * ops.expand_dims(ops.cast(mask, "float32"), -1)


@pytest.mark.parametrize("known", [False, True])
def test_files_keep_what_is_at_rest_and_what_is_masked(known: bool, tmp_path: Path) -> None:
    ids = keras.Input((4,), dtype="int32")
    model = keras.Model(ids, Resting()(layers.Embedding(5, 3, mask_zero=True)(ids)))
    model.compile("sgd", "mse")
    model.save(tmp_path / "m.keras")
    loaded = keras.models.load_model(tmp_path / "m.keras", custom_objects={"Resting": Resting} if known else None)
    assert isinstance(loaded.layers[-1], Resting) == known
    data = np.array([[1, 2, 0, 3], [4, 0, 0, 1]]), np.ones((2, 4, 3), "float32")
    for each in (model, loaded):
        each.fit(*data, epochs=2, verbose=0)
    np.testing.assert_allclose(loaded.predict(data[0], verbose=0), model.predict(data[0], verbose=0), rtol=1e-6)
    assert (np.asarray(loaded.get_weights()[3]) == 0).all()  # the moving mean stayed
    assert "AtRest(layers.BatchNormalization())" in keras_code(model.compiled_document())


def test_a_clone_keeps_what_is_at_rest() -> None:
    class Still(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.inner = layers.BatchNormalization()

        def call(self, inputs: Any) -> Any:
            return self.inner(inputs, training=False)

    model = Still()
    model(X)
    twin = keras.models.clone_model(model)
    twin.compile("sgd", "mse")
    twin.fit(X, X, verbose=0)
    assert (np.asarray(twin.get_weights()[2]) == 0).all()  # the moving mean stayed


def test_a_script_hands_what_is_at_rest_its_tensors_alone() -> None:
    """Keras refuses tensors and settings together behind `**`."""

    class Looking(layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.inner = layers.MultiHeadAttention(1, 2, dropout=0.5)

        def call(self, inputs: Any) -> Any:
            return self.inner(inputs, inputs, key=inputs, use_causal_mask=True, training=False)

    x = keras.Input((4, 3))
    model = keras.Model(x, Looking()(x))
    model.compile("sgd", "mse")
    code = keras_code(model.compiled_document(), "architecture")
    call = "AtRest(layers.MultiHeadAttention(1, 2, dropout=0.5), {'use_causal_mask': True})(inputs, inputs, key=inputs)"
    assert call in {ast.unparse(node) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)}
    shown = code[code.index("class AtRest") :]
    assert '@keras.saving.register_keras_serializable("Layerloom")\nclass AtRest' in code
    assert "def get_config" in shown and "def from_config" in shown  # the end of a script's training saves the model


@pytest.mark.parametrize("inner", [layers.Dense(3), Linear(3), keras.Sequential([keras.Input((3,)), layers.Dense(3)])])
def test_a_wrapper_is_made_again_whatever_it_wraps(inner: Any) -> None:
    class Twice(layers.Wrapper):
        def call(self, x: Any) -> Any:
            return self.layer(x) * 2

    again = Twice.from_config(Twice(inner).get_config(), custom_objects={"Linear": Linear})
    assert type(again.layer).__name__ == type(inner).__name__ and again.layer is not inner
    assert again(X).shape == (len(X), 3)


def test_methods_for_files_that_nobody_calls_are_told_of() -> None:
    with pytest.warns(UserWarning, match=r"Asset: save_assets of one's own is not called here"):

        class Asset(keras.Layer):
            def save_assets(self, inner_path: str) -> None:
                raise AssertionError(inner_path)


class Crossed(keras.Model):
    """Declares its layers in another order than it calls them."""

    def __init__(self, **common: Any) -> None:
        super().__init__(**common)
        self.last = keras.layers.Dense(4)
        self.first = keras.layers.Dense(4)

    def call(self, x: Any) -> Any:
        return self.last(self.first(x))


@pytest.mark.parametrize("ending", [".keras", ".weights.h5"])
def test_files_know_layers_by_their_names_in_whatever_order(ending: str, tmp_path: Path) -> None:
    x = np.arange(12.0, dtype="float32").reshape(3, 4)
    model, other = Crossed(), Crossed()
    expected, _ = model.predict(x, verbose=0), other(x)
    path = tmp_path / f"model{ending}"
    if ending == ".keras":
        model.save(path)
        other = keras.saving.load_model(path, custom_objects={"Crossed": Crossed})
    else:
        model.save_weights(path)
        other.load_weights(path)
    np.testing.assert_array_equal(other.predict(x, verbose=0), expected)
