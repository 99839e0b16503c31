"""Classes and functions of one's own in the places of kinds. Numbers are those of Keras with the same classes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

X = np.cos(np.arange(12)).reshape(4, 3).astype("float32")
Y = np.abs(np.sin(np.arange(8))).reshape(4, 2).astype("float32")


def fitted(loss: Any = "mse", optimizer: Any = "sgd", epochs: int = 2, metrics: Any = None, **dense: Any) -> Any:
    x = keras.Input((3,), name="i")
    model = keras.Model(x, keras.layers.Dense(2, name="d", **{"kernel_initializer": "ones", **dense})(x))
    model.compile(optimizer, loss, metrics=metrics)
    model.fit(X, Y, epochs=epochs, verbose=0)
    return model


class Scaled(keras.losses.Loss):
    def __init__(self, factor: float = 1.0, **options: Any) -> None:
        super().__init__(**options)
        self.factor = factor

    def call(self, y_true: Any, y_pred: Any) -> Any:
        return self.factor * ((y_true - y_pred) ** 2).mean(-1)


class Sum(keras.metrics.Metric):
    def __init__(self, name: str = "sum", **options: Any) -> None:
        super().__init__(name=name, **options)
        self.total = self.add_weight(name="total", initializer="zeros")

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        self.total.assign_add(np.abs(y_true - y_pred).sum())

    def result(self) -> Any:
        return self.total


class Half(keras.initializers.Initializer):
    def __call__(self, shape: Any, dtype: Any = None) -> Any:
        return np.full(shape, 0.5, dtype)


class Squares(keras.regularizers.Regularizer):
    def __call__(self, x: Any) -> Any:
        return 0.1 * np.sum(x**2)


class SquaresWithGradient(Squares):
    def gradient(self, x: Any) -> Any:
        return 0.2 * x


class Halved(keras.constraints.Constraint):
    def __call__(self, w: Any) -> Any:
        return w * 0.5


class Slower(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step: Any) -> Any:
        return 0.1 / (1.0 + step)


def test_a_loss() -> None:
    np.testing.assert_allclose(fitted(Scaled()).history.history["loss"], [2.45648, 2.39096], rtol=1e-5)
    np.testing.assert_allclose(fitted(Scaled(3.0)).history.history["loss"], [7.36943, 6.78807], rtol=1e-5)
    assert Scaled()(Y, Y + 1) == pytest.approx(1)
    assert Scaled(reduction="sum", name="q")(Y, Y + 1, sample_weight=[1, 2, 3, 4]) == pytest.approx(10)
    assert Scaled(reduction="none")(Y, Y + 1).shape == (4,)
    assert Scaled(name="q").get_config() == {"name": "q", "reduction": "sum_over_batch_size"}


def test_a_metric() -> None:
    mine = Sum()
    model = fitted(metrics=[mine])
    assert mine.result() == model.history.history["sum"][-1] > 0
    assert [v.path for v in mine.variables] == ["sum/total"]
    mine.reset_state()
    mine(Y, Y + 1)
    assert float(mine(Y, Y + 1)) == pytest.approx(16)


def test_an_initializer() -> None:
    for given in (Half(), Half, lambda shape, dtype=None: np.full(shape, 0.5), lambda shape: np.full(shape, 0.5)):
        dense = keras.layers.Dense(2, kernel_initializer=given)
        np.testing.assert_allclose(dense(X), X.sum(1, keepdims=True).repeat(2, 1) / 2, rtol=1e-5)
        assert keras.layers.Dense.from_config(dense.get_config())(X).shape == (4, 2)
    bias = keras.layers.Dense(2, bias_initializer=keras.initializers.Constant([1, 2]), kernel_initializer="zeros")
    np.testing.assert_array_equal(bias(X)[0], [1, 2])
    assert keras.layers.Dense(2, kernel_initializer=None)(X).shape == (4, 2)
    assert keras.initializers.VarianceScaling(1.0, "fan_in", "normal").distribution == "truncated_normal"


@pytest.mark.parametrize("given", [Squares(), SquaresWithGradient(), lambda x: 0.1 * np.sum(x**2)])
def test_a_regularizer(given: Any) -> None:
    model = fitted(kernel_regularizer=given)
    np.testing.assert_allclose(model.history.history["loss"], [3.05648, 2.97209], rtol=1e-5)
    kernel = [0.9663000106811523, 0.9735000133514404, 0.9742000102996826, 0.9781000018119812]
    np.testing.assert_allclose(model.get_weights()[0].ravel()[:4], kernel, atol=1e-4)


@pytest.mark.parametrize("given", [Halved(), lambda w: w * 0.5])
def test_a_constraint(given: Any) -> None:
    model = fitted(kernel_constraint=given)
    np.testing.assert_allclose(model.history.history["loss"], [2.45648, 0.88966], rtol=1e-5)
    np.testing.assert_allclose(model.get_weights()[0].ravel()[:2], [0.2423, 0.2450], atol=1e-4)


def test_a_schedule() -> None:
    model = fitted(optimizer=keras.optimizers.SGD(Slower()), epochs=3)
    np.testing.assert_allclose(model.history.history["loss"], [2.45648, 1.84289, 1.60740], rtol=1e-5)
    assert float(model.optimizer.learning_rate) == pytest.approx(0.1 / 4)


def test_a_file_is_written_without_them_and_says_so(tmp_path: Path) -> None:
    model = fitted(Scaled(name="mine"), metrics=[Sum()], kernel_regularizer=Squares(), kernel_initializer=Half())
    with pytest.warns(UserWarning, match=r"Squares, mine, sum not saved"):
        model.save(tmp_path / "m.keras")
    again = keras.models.load_model(tmp_path / "m.keras")
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))


@pytest.mark.parametrize(
    "call, sentence",
    [
        (lambda: keras.losses.Loss()(Y, Y), r"Loss needs call\(y_true, y_pred\)"),
        (lambda: keras.metrics.Metric().result(), r"Metric needs update_state\(y_true, y_pred\) and result\(\)"),
        (lambda: keras.initializers.Initializer()((2,)), r"Initializer needs __call__\(shape, dtype\) of its own"),
        (lambda: keras.regularizers.Regularizer()(X), r"Regularizer needs __call__\(x\) of its own"),
        (lambda: keras.constraints.Constraint()(X), r"Constraint needs __call__\(w\) of its own"),
        (lambda: keras.optimizers.schedules.LearningRateSchedule()(1), r"needs __call__\(step\) of its own"),
        (lambda: keras.optimizers.Optimizer(0.1), "optimizers of one's own can't be computed here"),
        (lambda: fitted(kernel_initializer=lambda s: 3.0), r"lambda> must give numbers of the shape \(3, 2\)"),
        (lambda: fitted(kernel_constraint=lambda w: None), r"must give numbers of the shape .* Received: None"),
        (lambda: keras.initializers.Constant([1, 2, 3])((2, 2)), r"of shape \(3,\) does not spread to .* \(2, 2\)"),
        (lambda: keras.initializers.Zeros()((2, -1)), "Zeros: shape must be sizes, whole numbers"),
        (lambda: keras.callbacks.CSVLogger("x.csv", ";;"), "CSVLogger: separator must be one character"),
    ],
)
def test_what_is_missing_is_said(call: Any, sentence: str) -> None:
    with pytest.raises(MessageError, match=sentence):
        call()


def test_a_large_weight_wants_a_gradient() -> None:
    x = keras.Input((100,))
    for given, message in ((Squares(), r"Squares has no gradient\(w\)"), (SquaresWithGradient(), "")):
        model = keras.Model(x, keras.layers.Dense(50, kernel_regularizer=given)(x))
        model.compile("sgd", "mse")
        if message:
            with pytest.raises(MessageError, match=message):
                model.train_on_batch(np.ones((2, 100)), np.ones((2, 50)))
        else:
            assert model.train_on_batch(np.ones((2, 100)), np.ones((2, 50))) > 0


# Weights as objects --------------------------------------------------------------------------------------------------


def test_weights_have_names_and_take_part_in_arithmetic() -> None:
    dense = keras.layers.Dense(2, kernel_initializer="ones", name="d")
    with pytest.raises(AttributeError):
        dense.kernel  # noqa: B018 - not made yet
    dense.build((None, 3))
    assert dense.built
    assert (dense.kernel.name, dense.kernel.path, dense.kernel.shape) == ("kernel", "d/kernel", (3, 2))
    np.testing.assert_array_equal(2 * dense.kernel + 1 - dense.kernel / 2, np.full((3, 2), 2.5))
    np.testing.assert_array_equal(-dense.kernel[0], [-1, -1])
    assert (dense.kernel == 1).all() and dense.kernel.ndim == 2
    dense.kernel.assign_add(np.ones((3, 2)))
    dense.kernel.assign_sub([[0.5, 0.5]])
    np.testing.assert_array_equal(dense.kernel.numpy(), np.full((3, 2), 1.5))
    assert keras.layers.Dense(2, use_bias=False)(X).shape == (4, 2)
    plain = keras.layers.Dense(2, use_bias=False)
    plain(X)
    assert plain.bias is None
    with pytest.raises(MessageError, match=r"d/kernel holds an array of shape \(3, 2\)\. Received: shape \(3,\)"):
        dense.kernel.assign(np.ones(3))
    with pytest.raises(MessageError, match="d/kernel holds numbers"):
        dense.kernel.assign("a")
    with pytest.raises(MessageError, match="d/kernel: weights can't be frozen one by one"):
        dense.kernel.trainable = False
    with pytest.raises(MessageError, match="input_shape must be sizes, the batch first"):
        keras.layers.Dense(2).build(3)


def test_variables_are_made_as_keras_makes_them() -> None:
    assert keras.Variable([1.0, 2.0], name="v").path == "v"
    assert keras.Variable("zeros", (2, 3)).shape == (2, 3)
    assert keras.Variable(keras.initializers.Ones(), shape=2).numpy().tolist() == [1, 1]
    assert keras.Variable(np.arange(3)).dtype == "int64"
    with pytest.raises(MessageError, match="holds numbers"):
        keras.Variable([None])


def test_an_optimizer_s_rate_can_be_assigned_and_its_state_be_read() -> None:
    model = fitted(optimizer="adam")
    rate = model.optimizer.learning_rate
    assert float(rate.numpy()) == pytest.approx(rate) == 0.001
    rate.assign(0.5)
    assert model.optimizer.learning_rate == 0.5
    assert model.optimizer.get_config()["learning_rate"] == 0.5
    assert json.dumps(model.optimizer.learning_rate) == "0.5"
    kept = model.optimizer.variables
    assert len(kept) == 6 and int(kept[0]) == 2 and float(kept[1]) == 0.5
    assert [v.shape for v in kept[2:]] == [(3, 2), (3, 2), (2,), (2,)]
    falling = keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 1, 0.5))
    assert float(fitted(optimizer=falling).optimizer.learning_rate) == pytest.approx(0.025)
    assert keras.optimizers.schedules.ExponentialDecay(0.1, 1, 0.5)(2) == pytest.approx(0.025)


def test_metrics_of_ones_own_without_a_name_are_counted() -> None:
    class Seen(keras.metrics.Metric):
        """Nothing is known of it but its name."""

    keras.utils.clear_session()
    assert [Seen().name, Seen(name="mine").name, Seen().name] == ["seen", "mine", "seen_1"]
    keras.utils.clear_session()
    assert Seen().name == "seen"


def test_configs_and_names_of_ones_own_are_found_in_custom_objects() -> None:
    class Doubled(keras.layers.Layer):
        def __init__(self, by: float = 2.0, **others: Any) -> None:
            super().__init__(**others)
            self.by = by

        def call(self, x: Any) -> Any:
            return x * self.by

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "by": self.by}

    def far(y_true: Any, y_pred: Any) -> Any:
        return keras.ops.mean(abs(y_true - y_pred) ** 3, axis=-1)

    layer = keras.layers.deserialize({"class_name": "Doubled", "config": {"by": 3.0}}, {"Doubled": Doubled})
    assert isinstance(layer, Doubled) and layer.by == 3.0
    assert keras.losses.deserialize("far", custom_objects={"far": far}) is far
    config = {"module": "builtins", "class_name": "function", "config": "far", "registered_name": "function"}
    assert keras.losses.deserialize(config, {"far": far}) is far
    with keras.utils.custom_object_scope({"far": far}):
        assert keras.metrics.deserialize("far") is far
    assert type(keras.optimizers.deserialize({"class_name": "SGD", "config": {}}, {"far": far})).__name__ == "SGD"
    with pytest.raises(MessageError, match="far"):
        keras.losses.deserialize("far")
