"""The Keras-like interface: symbolic tensors, names, layers and models as callables, weights, freezing, errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError
from runtime.api.naming import clear_session


@pytest.fixture(autouse=True)
def names_begin_anew() -> Iterator[None]:
    clear_session()
    keras.utils.set_random_seed(0)
    yield
    clear_session()


def dense_model(inputs: int = 3, units: int = 2, **options: Any) -> Any:
    x = keras.Input((inputs,), name="x")
    return keras.Model(x, keras.layers.Dense(units, name="out", **options)(x))


def compiled(**options: Any) -> Any:
    model = dense_model()
    model.compile(**{"optimizer": "sgd", "loss": "mse", **options})
    return model


def two_ended() -> Any:
    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="b")
    h = keras.layers.concatenate([a, b])
    return keras.Model([a, b], [keras.layers.Dense(1, name="left")(h), keras.layers.Dense(2, name="right")(h)])


# Tensors and names ---------------------------------------------------------------------------------------------------


def test_an_input_is_a_tensor_with_a_free_batch_axis() -> None:
    x = keras.Input(shape=(28, 28, 1), name="img")
    assert (x.shape, x.dtype, x.name) == ((None, 28, 28, 1), "float32", "img")
    assert keras.Input(batch_shape=(4, None, 3)).shape == (4, None, 3)
    assert keras.Input((5,), dtype="int64").dtype == "int64"


def test_names_count_up_by_class_as_in_keras() -> None:
    x = keras.Input((4, 4, 1))
    layers = [
        keras.layers.Conv2D(1, 1),
        keras.layers.Conv2D(1, 1),
        keras.layers.Conv2DTranspose(1, 1),
        keras.layers.MaxPooling2D(),
        keras.layers.UpSampling2D(),
        keras.layers.GlobalMaxPool2D(),
    ]
    assert [layer.name for layer in layers] == [
        "conv2d",
        "conv2d_1",
        "conv2d_transpose",
        "max_pooling2d",
        "up_sampling2d",
        "global_max_pooling2d",
    ]
    assert (x.name, keras.Input((1,)).name) == ("input_layer", "input_layer_1")
    assert keras.Model(x, layers[0](x)).name == "functional"
    assert keras.layers.LSTM(1).name == "lstm"


def test_a_layer_takes_its_parameters_by_place_and_by_name() -> None:
    layer = keras.layers.Conv2D(8, 3, (2, 1), "same", activation="relu")
    assert (layer.spec.filters, layer.spec.kernel_size, layer.spec.strides) == (8, (3, 3), (2, 1))
    assert layer.get_config()["padding"] == "same"
    assert keras.layers.Dense(4, kernel_initializer=keras.initializers.Ones()).spec.kernel_initializer.kind == "Ones"


def test_adding_tensors_makes_an_operation_which_is_no_layer() -> None:
    x = keras.Input((3,))
    y = keras.layers.Dense(3)(x)
    model = keras.Model(x, x + y)
    assert model.operations[-1].name == "add"
    assert [layer.name for layer in model.layers] == ["input_layer", "dense"]


# Layers and models as callables --------------------------------------------------------------------------------------


def test_a_layer_called_twice_has_one_set_of_weights() -> None:
    x, layer = keras.Input((3,)), keras.layers.Dense(3)
    once, twice = layer(x), layer(layer(x))
    assert once.shape == twice.shape == (None, 3)
    assert keras.Model(x, twice).count_params() == 12
    assert [v.path for v in layer.weights] == ["dense/kernel", "dense/bias"]


def test_a_layer_refuses_an_input_that_its_weights_do_not_fit() -> None:
    layer = keras.layers.Dense(3)
    layer(keras.Input((4,)))
    with pytest.raises(MessageError, match=r"dense .*built for another input.*kernel"):
        layer(keras.Input((5,)))


def test_layers_and_models_can_be_called_on_arrays() -> None:
    layer, data = keras.layers.Dense(2, kernel_initializer="ones"), np.ones((5, 3), "float32")
    np.testing.assert_allclose(layer(data), np.full((5, 2), 3.0))
    np.testing.assert_allclose(layer(2 * data), np.full((5, 2), 6.0))
    model = dense_model(kernel_initializer="ones")
    np.testing.assert_allclose(model(data), model.predict(data, verbose=0))
    first, second = two_ended()([data, data[:, :2]])
    assert (first.shape, second.shape) == ((5, 1), (5, 2))


def test_dropout_works_on_arrays_only_while_training() -> None:
    drop, data = keras.layers.Dropout(0.5), np.ones((2, 50), "float32")
    np.testing.assert_array_equal(drop(data), data)
    assert set(np.unique(drop(data, training=True))) == {0.0, 2.0}


def test_a_model_is_a_layer_of_another_and_shares_its_weights() -> None:
    inner = dense_model(3, 3)
    x = keras.Input((3,))
    outer = keras.Model(x, inner(inner(x)), name="outer")
    assert outer.count_params() == inner.count_params() == 12
    assert [layer.name for layer in outer.layers] == [x.name, inner.name]
    outer.set_weights([np.eye(3), np.ones(3)])
    np.testing.assert_array_equal(inner.get_weights()[1], np.ones(3))
    np.testing.assert_allclose(outer.predict(np.zeros((1, 3)), verbose=0), [[2.0, 2.0, 2.0]])


def test_a_model_of_several_ends_gives_and_takes_lists() -> None:
    model, again = two_ended(), [keras.Input((3,)), keras.Input((2,))]
    ends = model(again)
    assert [t.shape for t in ends] == [(None, 1), (None, 2)]
    assert (model.input_names, model.output_names) == (["a", "b"], ["left", "right"])
    assert model.input_shape == [(None, 3), (None, 2)]
    assert model.output_shape == [(None, 1), (None, 2)]


def test_parts_of_a_model_are_models_with_the_same_weights() -> None:
    x = keras.Input((3,))
    h = keras.layers.Dense(4, name="hidden")(x)
    whole, part = keras.Model(x, keras.layers.Dense(1)(h)), keras.Model(x, h)
    whole.compile("sgd", "mse")
    data = np.ones((8, 3))
    before = part.predict(data, verbose=0)
    whole.fit(data, np.ones((8, 1)), verbose=0)
    assert not np.allclose(part.predict(data, verbose=0), before)
    assert whole.get_layer("hidden") is part.get_layer("hidden") is whole.layers[1] is whole.get_layer(index=1)


# Weights and freezing ------------------------------------------------------------------------------------------------


def test_weights_can_be_read_and_set_by_layer_and_by_model() -> None:
    model = dense_model(2, 2)
    kernel = np.array([[1, 2], [3, 4]], "float32")
    model.get_layer("out").set_weights([kernel, np.zeros(2)])
    np.testing.assert_array_equal(model.get_weights()[0], kernel)
    model.get_weights()[0][...] = 9  # a copy
    np.testing.assert_array_equal(model.weights[0].numpy(), kernel)
    model.weights[0].assign(2 * kernel)
    np.testing.assert_array_equal(model.predict(np.eye(2), verbose=0), 2 * kernel)


def test_a_frozen_layer_keeps_its_weights_and_passes_gradients_on() -> None:
    x = keras.Input((3,))
    first, frozen = keras.layers.Dense(3), keras.layers.Dense(2)
    model = keras.Model(x, frozen(first(x)))
    frozen.trainable = False
    model.compile(keras.optimizers.SGD(0.1), "mse")
    before = model.get_weights()
    model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)
    after = model.get_weights()
    assert [np.array_equal(a, b) for a, b in zip(before, after)] == [False, False, True, True]
    assert (len(model.trainable_weights), len(model.non_trainable_weights)) == (2, 2)


def test_freezing_a_model_freezes_its_layers() -> None:
    inner = dense_model(3, 3)
    x = keras.Input((3,))
    outer = keras.Model(x, keras.layers.Dense(1)(inner(x)))
    inner.trainable = False
    assert not inner.get_layer("out").trainable
    outer.compile("sgd", "mse")
    before = inner.get_weights()
    outer.fit(np.ones((4, 3)), np.ones((4, 1)), verbose=0)
    np.testing.assert_array_equal(inner.get_weights()[0], before[0])
    inner.trainable = True
    assert len(outer.trainable_weights) == 4


# Fit, evaluate, predict ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("losses", [("mse", None), (None, "mse"), ("mse", "mse")])
def test_the_names_are_those_that_evaluate_reports_also_where_an_output_has_no_loss(losses: Any) -> None:
    start = keras.Input((3,))
    model = keras.Model(start, [keras.layers.Dense(1, name=name)(start) for name in "ab"])
    model.compile("sgd", loss=list(losses), metrics=[["mae"], ["mae"]])
    x, y = np.ones((4, 3), np.float32), [np.ones((4, 1))] * 2
    assert set(model.metrics_names) == set(model.evaluate(x, y, verbose=0, return_dict=True))


def test_results_come_as_numbers_lists_and_dicts() -> None:
    model, x, y = compiled(metrics=["mae"]), np.ones((6, 3)), np.ones((6, 2))
    assert isinstance(compiled().evaluate(x, y, verbose=0), float)
    loss, mae = model.evaluate(x, y, verbose=0)
    assert model.evaluate(x, y, verbose=0, return_dict=True) == {"loss": loss, "mae": mae}
    assert model.metrics_names == ["loss", "mae"]
    assert model.predict(x, verbose=0).shape == (6, 2)
    assert [p.shape for p in two_ended().predict([x, x[:, :2]], verbose=0)] == [(6, 1), (6, 2)]


def test_lists_of_samples_and_whole_numbers_are_data_too() -> None:
    model = compiled()
    history = model.fit([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 1]], verbose=0)
    assert model.history is history
    assert list(history.history) == ["loss"]
    assert model.predict(np.arange(6).reshape(2, 3), verbose=0).dtype == np.float32


def test_compile_again_forgets_the_metrics_of_before() -> None:
    model, data = compiled(metrics=["mae"]), (np.ones((4, 3)), np.ones((4, 2)))
    model.compile("sgd", "mse")
    assert list(model.fit(*data, verbose=0).history) == ["loss"]


def test_fit_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    compiled().fit(np.ones((4, 3)), np.ones((4, 2)), epochs=2, verbose=2)
    shown = capsys.readouterr().out
    assert "Epoch 2/2" in shown
    assert "loss" in shown
    compiled().fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)
    assert capsys.readouterr().out == ""


def two_layers_named(name: str) -> Any:
    x = keras.Input((3,))
    return keras.Model(x, keras.layers.Dense(1, name=name)(keras.layers.Dense(1, name=name)(x)))


ONES = np.ones((4, 3)), np.ones((4, 2))
MISTAKES: dict[str, tuple[Any, str]] = {
    "not compiled": (lambda: dense_model().fit(*ONES), r"Compile the model"),
    "not compiled, to be judged": (lambda: dense_model().evaluate(*ONES), r"Compile the model"),
    "no loss": (lambda: compiled(loss=None).fit(*ONES), r"No output has a loss"),
    "no data": (lambda: compiled().fit(), r"x is None"),
    "no targets": (lambda: compiled().fit(ONES[0]), r"y is None"),
    "no samples": (lambda: compiled().fit(np.ones((0, 3)), np.ones((0, 2))), r"no samples"),
    "features": (lambda: compiled().fit(np.ones((4, 5)), ONES[1]), r"input x expects .*\(None, 3\).*\(4, 5\)"),
    "axes": (lambda: compiled().predict(np.ones((4, 3, 2))), r"input x expects"),
    "targets": (lambda: compiled().fit(ONES[0], np.ones((4, 3))), r"output out has shape \(2,?\)|\(None, 2\)"),
    "rows": (lambda: compiled().fit(ONES[0], np.ones((5, 2))), r"same number of samples.*4.*5"),
    "texts": (lambda: compiled().fit(np.array([["a"] * 3] * 4), ONES[1]), r"x must be numbers"),
    "ragged": (lambda: compiled().fit([[1, 2, 3], [1]], ONES[1]), r"x must be an array: its rows differ"),
    "count": (lambda: two_ended().predict([np.ones((4, 3))]), r"x needs 2 arrays, for a, b: .* 1, of \(4, 3\)"),
    "names": (lambda: two_ended().predict({"a": np.ones((4, 3)), "c": np.ones((4, 2))}), r"no entry for b"),
    "optimizer": (lambda: compiled(optimizer="best"), r"The optimizer must be one of"),
    "loss": (lambda: compiled(loss="worst"), r"loss must be one of"),
    "metric": (lambda: compiled(metrics=["nice"]), r"metrics must be one of"),
    "loss names": (lambda: compiled(loss={"other": "mse"}), r"loss names other, but the model's outputs are out"),
    "loss count": (lambda: compiled(loss=["mse", "mse"]), r"one entry for each of the 1 outputs"),
    "loss weight": (lambda: two_ended().compile("sgd", "mse", loss_weights=0.5), r"must be a list or a dict"),
    "momentum": (lambda: keras.optimizers.SGD(momentum=3), r"momentum must be a number from 0 to 1"),
    "units": (lambda: keras.layers.Dense(-1), r"units must be a whole number of 1 or more"),
    "unknown parameter": (lambda: keras.layers.Dense(3, unitz=4), r"Dense has no parameter unitz"),
    "missing parameter": (lambda: keras.layers.Conv2D(3, kernel_size="a"), r"kernel_size must be"),
    "unknown layer": (lambda: keras.layers.Densee(3), r"There is no layer Densee"),
    "shape": (lambda: keras.layers.Conv2D(3, 3)(keras.Input((4,))), r"conv2d: Conv2D expects images"),
    "window": (lambda: keras.layers.Conv2D(3, 9)(keras.Input((4, 4, 1))), r"conv2d: "),
    "arity": (lambda: keras.layers.Add()(keras.Input((4,))), r"add takes 2 inputs. Received: 1"),
    "name": (lambda: keras.layers.Dense(3, name="a/b"), r"without a slash"),
    "no shape": (lambda: keras.Input(), r"Input needs a shape"),
    "array in a model": (lambda: keras.Model(np.ones(3), np.ones(3)), r"Model needs symbolic tensors"),
    "unconnected": (
        lambda: keras.Model(keras.Input((3,)), keras.layers.Dense(1)(keras.Input((3,), name="other"))),
        r"depend on the input other",
    ),
    "weights": (lambda: dense_model().set_weights([np.ones((3, 2))]), r"has 2 weights. Received: 1"),
    "weight shape": (lambda: dense_model().set_weights([np.ones((2, 3)), np.ones(2)]), r"kernel holds .*\(3, 2\)"),
    "layer": (lambda: dense_model().get_layer("hidden"), r"No layer is called hidden"),
    "class": (
        lambda: compiled(loss="sparse_categorical_crossentropy").fit(ONES[0], [0, 1, 5, 0], verbose=0),
        r"class number 5 .*2 classes, 0 to 1",
    ),
    "one-hot": (
        lambda: compiled(loss="categorical_crossentropy").fit(ONES[0], [0, 1, 1, 0]),
        r"one-hot targets",
    ),
    "validation": (lambda: compiled().fit(*ONES, validation_split=0.9999), r"leaves nothing for training"),
    "both weights": (
        lambda: compiled().fit(*ONES, class_weight={0: 1}, sample_weight=np.ones(4)),
        r"can't be used together",
    ),
    "sample weights": (lambda: compiled().fit(*ONES, sample_weight=np.ones(3)), r"each of the 4 samples"),
    "steps of an execution": (lambda: compiled(steps_per_execution=0), r"steps_per_execution must be a whole number"),
    "two names": (lambda: two_layers_named("d"), r'"d" is used by two layers'),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_answered_by_one_clear_sentence(mistake: str) -> None:
    wrong, sentence = MISTAKES[mistake]
    with pytest.raises((MessageError, ValueError, AttributeError), match=sentence) as caught:
        wrong()
    text = str(caught.value)
    assert "\n" not in text
    assert text[0].isupper() or text.split()[0].strip(":,") in text  # a name may come first
    assert len(text) < 400


def test_an_index_that_an_embedding_does_not_know_is_named_with_its_layer() -> None:
    x = keras.Input((3,), dtype="int32")
    model = keras.Model(x, keras.layers.Embedding(4, 2, name="words")(x))
    with pytest.raises(MessageError, match=r"words: The table has rows 0 to 3\. Received: 7 \(sample 1"):
        model.predict(np.array([[0, 1, 2], [3, 7, 0]]), verbose=0)


@pytest.mark.parametrize("mode", [None, "temporal", {"result": "temporal"}])
def test_weights_of_steps_are_told_by_their_shape(mode):
    inputs = keras.Input((3, 4))
    model = keras.Model(inputs, keras.layers.Dense(1, kernel_initializer="ones", name="result")(inputs))
    model.compile("sgd", "mse", weighted_metrics=["mae"], sample_weight_mode=mode)
    x = np.arange(24, dtype=np.float32).reshape(2, 3, 4) / 10
    weights = np.array([[1, 0, 2], [0, 1, 0.5]], np.float32)
    got = model.evaluate(x, np.ones((2, 3, 1), np.float32), sample_weight=weights, verbose=0)
    assert got == pytest.approx([13.453336715698242, 3.5111114978790283])  # Keras 3.15.1 on JAX
