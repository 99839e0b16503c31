"""What somebody new tries: small things that must work as in Keras, or be refused by a sentence that is true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

L = keras.layers
X = np.cos(np.arange(12)).reshape(4, 3).astype("float32")
Y = np.abs(np.sin(np.arange(8))).reshape(4, 2).astype("float32")


def small(loss: Any = "mse", units: int = 2, activation: str = "linear", **options: Any) -> Any:
    x = keras.Input((3,), name="i")
    dense = L.Dense(units, activation=activation, kernel_initializer="ones", name="d")
    model = keras.Model(x, dense(x))
    model.compile("sgd", loss, **options)
    return model


REFUSED: dict[str, tuple[Any, str]] = {
    "an activation of nothing": (lambda: keras.activations.relu(None), "relu: x must be numbers"),
    "numbers of no weights yet": (lambda: L.Dense(3).count_params(), "has no weights yet"),
    "a float for units": (lambda: L.Dense(3.0), r"Dense: units must be a whole number of 1 or more\. Received: 3\.0"),
    "a float for a seed": (lambda: L.Dropout(0.5, seed=3.0), "Dropout: seed must be a whole number"),
    "half classes": (
        lambda: small("sparse_categorical_crossentropy", 2, "softmax").fit(X, np.arange(4) / 4, verbose=0),
        r"the targets of d must be class numbers, 0, 1, 2… Received: 0\.25",
    ),
    "half classes to a loss": (
        lambda: keras.losses.SparseCategoricalCrossentropy()([0.5], [[0.5, 0.5]]),
        "y_true must be class numbers",
    ),
    "a callback that is none": (lambda: small().fit(X, Y, callbacks=[None]), "callbacks must be Callback objects"),
    "a wrong ending": (lambda: small().save("yy"), r"save: the file's name must end in \.keras"),
    "another wrong ending": (lambda: small().save_weights("y.h5"), r"must end in \.weights\.h5"),
    "two inputs side by side": (lambda: L.Add()(X, X), r"several inputs go into one list, layer\(\[a, b\]\)"),
    "two inputs for one": (lambda: L.Dense(3)([X, X]), r"takes one input\. Received: 2\."),
    "uneven lists": (lambda: L.Dense(3)([[1, 2], [3]]), "its rows differ in length or shape"),
    "a loss of numbers": (lambda: keras.losses.MeanSquaredError()(3.0, 1.0), "needs arrays with one row a sample"),
    "a loss of nothing": (lambda: keras.losses.MeanSquaredError()(Y, None), "y_pred must be numbers"),
    "a loss of a word": (lambda: keras.losses.MeanSquaredError()("a", Y), "y_true must be numbers"),
    "a loss that gives nothing": (
        lambda: small(lambda _true, _pred: None).fit(X, Y, verbose=0),
        r"lambda must give numbers, one for each sample or one for the whole batch\. Received: None\.",
    ),
    "no targets": (lambda: small().evaluate(X, None, verbose=0), "evaluate needs targets, what the outputs should be"),
}


@pytest.mark.parametrize("call, sentence", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_by_a_sentence(call: Any, sentence: str) -> None:
    with pytest.raises(MessageError, match=sentence):
        call()


@pytest.mark.parametrize(
    "layer, shape",
    [
        (L.Dense(3), (4,)),
        (L.Conv2D(2, 3), (5, 5, 1)),
        (L.LSTM(2), (5, 5)),
        (L.MaxPooling2D(), (4, 4, 1)),
        (L.Activation("softmax"), (5,)),
        (L.Dropout(0.5), (4,)),
        (L.Flatten(), (2, 3)),
    ],
    ids=lambda given: getattr(given, "name", str(given)),
)
def test_no_samples_give_none(layer: Any, shape: tuple[int, ...]) -> None:
    assert layer(np.zeros((0, *shape), "float32")).shape == (0, *layer(np.zeros((2, *shape), "float32")).shape[1:])


def test_a_model_of_no_samples_gives_none_and_does_not_train() -> None:
    model, none = small(), np.zeros((0, 3))
    for call in (model, model.predict_on_batch, lambda x: model.predict(x, verbose=0)):
        assert call(none).shape == (0, 2)
    with pytest.raises(MessageError, match="There are no samples"):
        model.fit(none, np.zeros((0, 2)), verbose=0)


def test_lists_of_numbers_are_arrays() -> None:
    model = small()
    row = [1.0, 2.0, 3.0]
    for given in ([row], [row, row], (row, row)):
        want = model.predict(np.array(given), verbose=0)
        np.testing.assert_array_equal(model.predict(given, verbose=0), want)
        np.testing.assert_array_equal(model(given), want)
    assert model.evaluate([row], [[1, 2]], verbose=0) == model.evaluate(np.array([row]), np.array([[1, 2]]), verbose=0)
    assert L.Dense(4)([row]).shape == (1, 4)


def test_one_number_for_the_whole_batch_is_a_loss_and_a_metric() -> None:
    def mine(true: Any, pred: Any) -> Any:
        return np.mean(np.square(true - pred))

    model = small(mine, metrics=[lambda _true, _pred: 3.0])
    found = model.fit(X, Y, epochs=3, verbose=0).history  # Keras' own numbers, with keras.ops in place of NumPy
    np.testing.assert_allclose(found["loss"], [2.45648, 2.39096, 2.32726], rtol=1e-5)
    assert found["lambda"] == [3.0] * 3
    weighted = small(mine).fit(X, Y, epochs=3, sample_weight=np.arange(1.0, 5), verbose=0).history["loss"]
    np.testing.assert_allclose(weighted, [6.14119, 5.73603, 5.35874], rtol=1e-5)
    with pytest.raises(MessageError, match="20000 calls"):
        small(mine).train_on_batch(np.zeros((5000, 3)), np.zeros((5000, 2)))


def test_verbose_of_nothing_is_quiet(capsys: Any, tmp_path: Path) -> None:
    model = small()
    model.fit(X, Y, verbose=None)
    model.predict(X, verbose=np.False_)
    model.save(tmp_path / "m.keras")
    assert capsys.readouterr().out == ""


def test_layers_show_what_they_were_given_as_keras_does() -> None:
    layer = L.Dense(3, "relu", kernel_initializer="he_normal", kernel_regularizer="l2", kernel_constraint="max_norm")
    assert layer.activation is keras.activations.relu
    assert layer.activation == "relu" and layer.activation.__name__ == "relu"
    np.testing.assert_array_equal(layer.activation(np.array([-1.0, 2.0])), [0, 2])
    assert isinstance(layer.kernel_initializer, keras.initializers.HeNormal)
    assert isinstance(layer.kernel_regularizer, keras.regularizers.L2)
    assert isinstance(layer.kernel_constraint, keras.constraints.MaxNorm)
    assert layer.bias_regularizer is None
    assert isinstance(
        L.Dense(3, bias_initializer=keras.initializers.Constant([1, 2, 3])).bias_initializer.value, object
    )
    layer.activation = layer.activation
    assert L.Dense.from_config(layer.get_config()).activation is keras.activations.relu


@pytest.mark.parametrize(
    "call, sentence",
    [
        (lambda: L.LSTM(3, activation=lambda x: x), "activation can't be a function of one's own"),
        (
            lambda: small(loss="mean_square_error"),
            "there is no loss 'mean_square_error'. The closest is mean_squared_error",
        ),
        (lambda: keras.optimizers.get("adm"), "there is no optimizer 'adm'. The closest is"),
        (lambda: small().predict([X, X]), "as a list of 2 arrays has it"),
        (
            lambda: small().save("no_folder_of_this_name/m.keras"),
            "The folder of no_folder_of_this_name/m.keras does",
        ),
        (lambda: keras.ops.matmul(X, X), "^matmul: The last axis of"),
        (lambda: L.StringLookup(output_mode="tf_idf"), 'Take "count", and multiply'),
        (lambda: L.TextVectorization(None, None, None, None, "tf_idf"), 'Take "count", and multiply'),
        (lambda: keras.utils.set_random_seed(1.0), "set_random_seed: seed must be a whole number"),
    ],
)
def test_a_name_that_is_almost_one_is_answered_by_the_closest(call: Any, sentence: str) -> None:
    with pytest.raises(MessageError, match=sentence):
        call()


@pytest.mark.parametrize(
    "call, sentence",
    [
        (lambda: keras.Sequential().compile("sgd", loss_of_old=1), r"compile\(\) got an unexpected keyword"),
        (lambda: len(keras.Input((3,))), "is symbolic: it has no length"),
        (lambda: float(keras.Input((3,))), "is symbolic: it is no number"),
        (lambda: int(keras.Input((3,))), "is symbolic: it is no number"),
        (lambda: keras.utils.to_categorical([5], 3), "there is no class 5 among 3"),
    ],
)
def test_what_python_and_numpy_would_say_less_well(call: Any, sentence: str) -> None:
    with pytest.raises((TypeError, IndexError), match=sentence):
        call()


def test_a_function_is_a_learning_rate_asked_before_each_step() -> None:
    now, numbers = [0.0], keras.optimizers.SGD(lambda: 0.25)
    assert numbers.learning_rate == keras.optimizers.SGD.from_config(numbers.get_config()).learning_rate == 0.25
    model, start = small(), small().get_weights()
    model.compile(keras.optimizers.SGD(learning_rate=lambda: now[0]), "mse")
    for rate in (0.0, 0.5, 0.0):
        now[0] = rate
        model.train_on_batch(X, Y)
        assert (not np.array_equal(model.get_weights()[0], start[0])) == (rate > 0)
        start = model.get_weights()
    numbers.learning_rate = lambda: 0.125
    assert numbers.learning_rate == 0.125


def test_nothing_among_metrics_is_nothing() -> None:
    assert small(metrics=[None]).evaluate(X, Y, verbose=0) == small().evaluate(X, Y, verbose=0)
    assert small()(X, training=1).shape == (4, 2)


def test_a_layer_has_the_tensors_of_its_first_call() -> None:
    first, second, layer = keras.Input((3,)), keras.Input((3,)), L.Dense(2)
    with pytest.raises(MessageError, match="has no input and output yet"):
        layer.output  # noqa: B018
    result = layer(first)
    layer(second)
    assert layer.output is result and layer.input is first
    assert layer.compute_dtype == "float32"
    with pytest.raises(MessageError, match="Model needs symbolic tensors"):
        keras.Model()
