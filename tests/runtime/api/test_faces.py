"""Faces that Keras shows by other means than numbers: files that stay, objects of one's own, changes between fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

DATA = np.cos(np.arange(18)).reshape(6, 3).astype("float32"), np.sin(np.arange(12)).reshape(6, 2).astype("float32")


def small(**options: Any) -> Any:
    x = keras.Input((3,), name="x")
    return keras.Model(x, keras.layers.Dense(2, name="out", **options)(x))


# Files ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method, name", [("save", "m.keras"), ("save_weights", "m.weights.h5")])
def test_what_must_not_be_overwritten_stays(tmp_path: Path, method: str, name: str) -> None:
    model, target = small(), tmp_path / name
    getattr(model, method)(filepath=target)
    before = target.read_bytes()
    model.set_weights([w + 1 for w in model.get_weights()])
    with pytest.raises(MessageError, match=r"is there already and overwrite is False"):
        getattr(model, method)(target, overwrite=False)
    with pytest.raises(MessageError, match=r"is there already and overwrite is False"):
        getattr(keras.saving, method if method == "save_weights" else "save_model")(model, target, False)
    assert target.read_bytes() == before
    getattr(model, method)(target)
    assert target.read_bytes() != before
    getattr(model, method)(tmp_path / f"new_{name}", overwrite=False)


def test_outputs_and_inputs_by_name_survive_a_file(tmp_path: Path) -> None:
    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="b")
    h = keras.layers.concatenate([a, b])
    ends = {"q": keras.layers.Dense(2, name="many")(h), "p": keras.layers.Dense(1, name="yes")(h)}
    model = keras.Model({"y": b, "x": a}, ends)
    model.compile("sgd", {"p": "mse", "q": "mae"})
    model.save(tmp_path / "m.keras")
    again = keras.saving.load_model(tmp_path / "m.keras")
    data = {"x": DATA[0], "y": DATA[1]}
    want, got = model.predict(data, verbose=0), again.predict(data, verbose=0)
    assert got.keys() == want.keys()
    np.testing.assert_array_equal(got["p"], want["p"])
    assert again.output_names == ["p", "q"]
    y = {"p": DATA[1][:, :1], "q": DATA[1]}
    assert list(again.fit(data, y, verbose=0).history) == ["loss", "p_loss", "q_loss"]


def test_weights_that_fit_are_taken_and_others_are_named(tmp_path: Path) -> None:
    def model(units: int, last: int) -> Any:
        x = keras.Input((3,), name="x")
        h = keras.layers.Dense(units, name="first")(x)
        return keras.Model(x, keras.layers.Dense(last, name="second")(keras.layers.Dense(4, name="third")(h)))

    given, other = model(5, 2), model(5, 3)
    given.save_weights(tmp_path / "w.weights.h5")
    before = other.get_layer("second").get_weights()
    with pytest.raises(MessageError, match=r"second|shape"):
        other.load_weights(tmp_path / "w.weights.h5")
    with pytest.warns(UserWarning, match=r"second"):
        other.load_weights(tmp_path / "w.weights.h5", skip_mismatch=True)
    for name in ("first", "third"):
        for mine, theirs in zip(other.get_layer(name).get_weights(), given.get_layer(name).get_weights()):
            np.testing.assert_array_equal(mine, theirs)
    for mine, theirs in zip(other.get_layer("second").get_weights(), before):
        np.testing.assert_array_equal(mine, theirs)


# Objects of one's own ------------------------------------------------------------------------------------------------


class Farthest:
    """The largest distance so far, as any object with these three methods."""

    name = "farthest"

    def __init__(self) -> None:
        self.found, self.weights = 0.0, 0

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        self.weights += sample_weight is not None
        self.found = max(self.found, float(np.abs(y_true - y_pred).max()))

    def result(self) -> float:
        return self.found

    def reset_state(self) -> None:
        self.found = 0.0


def test_a_metric_may_be_an_object_with_a_state() -> None:
    model, metric = small(), Farthest()
    model.compile(keras.optimizers.SGD(0.0), "mse", metrics=[metric])
    history = model.fit(*DATA, batch_size=4, epochs=2, verbose=0).history
    want = np.abs(model.predict(DATA[0], verbose=0) - DATA[1]).max()
    np.testing.assert_allclose(history["farthest"], [want, want], rtol=1e-6)
    assert model.evaluate(*DATA, verbose=0, return_dict=True)["farthest"] == pytest.approx(want)
    assert metric.weights == 0
    model.compile("sgd", "mse", weighted_metrics=[metric])
    model.fit(*DATA, sample_weight=np.linspace(0, 1, 6), verbose=0)
    assert metric.weights > 0


def test_a_metric_of_classes_gets_their_numbers() -> None:
    def share(y_true: Any, y_pred: Any) -> Any:
        assert y_true.shape == (len(y_pred),)
        return y_pred.argmax(-1) == y_true

    model = small(activation="softmax")
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=[share, "accuracy"])
    history = model.fit(DATA[0], [0, 1, 0, 1, 1, 0], verbose=0).history
    assert history["share"] == pytest.approx(history["accuracy"])


def test_the_gradient_of_a_loss_of_ones_own_is_that_of_the_same_loss_here() -> None:
    trained = []
    for loss in ("mse", lambda y_true, y_pred: ((y_true - y_pred) ** 2).mean(-1)):
        keras.utils.set_random_seed(3)
        model = small(activation="tanh")
        model.compile(keras.optimizers.Adam(0.01), loss)
        model.fit(*DATA, batch_size=4, epochs=3, verbose=0, sample_weight=np.linspace(0, 1, 6))
        trained.append(model.get_weights())
    for mine, theirs in zip(*trained):
        np.testing.assert_allclose(mine, theirs, atol=1e-6)


def test_a_loss_that_gives_another_number_of_numbers_is_refused() -> None:
    model = small()
    model.compile("sgd", lambda y_true, y_pred: ((y_true - y_pred) ** 2).mean(0))
    with pytest.raises(MessageError, match=r"lambda must give one number for each sample, 6 of them"):
        model.fit(*DATA, verbose=0)


def test_a_model_with_a_loss_of_ones_own_is_saved_without_it(tmp_path: Path) -> None:
    model = small()
    model.compile("sgd", lambda y_true, y_pred: abs(y_true - y_pred).mean(-1))
    with pytest.warns(UserWarning, match=r"lambda.*not saved"):
        model.save(tmp_path / "m.keras")
    again = keras.saving.load_model(tmp_path / "m.keras")
    assert not again.compiled
    np.testing.assert_array_equal(again.predict(DATA[0], verbose=0), model.predict(DATA[0], verbose=0))


# Optimizers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda: keras.optimizers.SGD(0.05, momentum=0.9),
        lambda: keras.optimizers.RMSprop(0.01),
        lambda: keras.optimizers.Adam(0.01, amsgrad=True),
    ],
)
@pytest.mark.parametrize("table", [False, True])
def test_compiling_again_with_the_same_optimizer_changes_nothing(make: Any, table: bool) -> None:
    """Slots, steps and what is known of the rows of a table go on, as if nobody had compiled in between."""
    rows = np.random.default_rng(0).integers(0, 2000, (12, 3))

    def model() -> Any:
        x = keras.Input((3,), dtype="int32") if table else keras.Input((3,))
        h = keras.layers.Flatten()(keras.layers.Embedding(5000, 20)(x)) if table else x
        return keras.Model(x, keras.layers.Dense(2)(h))

    data = (rows if table else rows / 2000.0), np.ones((12, 2))
    trained = []
    for times in (1, 3):
        keras.utils.set_random_seed(5)
        found, optimizer = model(), make()
        for _ in range(times):
            found.compile(optimizer, "mse")
            found.fit(*data, batch_size=4, epochs=6 // times, shuffle=False, verbose=0)
        assert optimizer.iterations == 18
        trained.append(found.get_weights())
    for once, again in zip(*trained):
        np.testing.assert_array_equal(once, again)


def test_a_new_rate_holds_before_compile_between_fits_and_within_a_fit() -> None:
    class Stop(keras.callbacks.Callback):  # type: ignore[name-defined,misc]
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            if epoch == 1:
                self.model.optimizer.learning_rate = 0.0

    optimizer = keras.optimizers.Adam()
    optimizer.learning_rate = 0.0
    model = small()
    model.compile(optimizer, "mse")
    kept = model.get_weights()
    model.fit(*DATA, verbose=0)
    np.testing.assert_array_equal(model.get_weights()[0], kept[0])
    optimizer.learning_rate = 0.1
    losses = model.fit(*DATA, epochs=4, verbose=0, callbacks=Stop()).history["loss"]
    assert losses[0] != losses[1]
    assert losses[1] == pytest.approx(losses[2])
    with pytest.raises(MessageError, match=r"learning_rate must be a number of 0 or more"):
        optimizer.learning_rate = -1


def test_other_settings_of_an_optimizer_hold_from_the_next_fit_on() -> None:
    model, optimizer = small(), keras.optimizers.SGD(0.1)
    model.compile(optimizer, "mse")
    model.fit(*DATA, verbose=0)
    optimizer.momentum = 0.9
    model.fit(*DATA, epochs=3, verbose=0)
    plain = small()
    assert optimizer.iterations == 4
    plain.compile(keras.optimizers.SGD(0.1), "mse")
    assert optimizer.get_config()["momentum"] == 0.9


@pytest.mark.parametrize("raise_error", [False, True])
def test_a_loss_that_is_no_number_ends_a_training(raise_error: bool, capsys: pytest.CaptureFixture[str]) -> None:
    model = small()
    model.compile("sgd", "mse")
    callback = keras.callbacks.TerminateOnNaN(raise_error)
    data = np.full((6, 3), np.nan, "float32"), DATA[1]
    if raise_error:
        with pytest.raises(MessageError, match=r"Batch 0: the loss is nan"):
            model.fit(*data, epochs=3, verbose=0, callbacks=callback)
    else:
        assert len(model.fit(*data, epochs=3, verbose=0, callbacks=callback).epoch) == 1
        assert "Batch 0: the loss is nan" in capsys.readouterr().out


# What was compiled, and how it goes -----------------------------------------------------------------------------------


def test_a_model_tells_its_metrics_and_begins_them_anew() -> None:
    model = small()
    model.compile("sgd", "mse", metrics=["mae"])
    assert (model.metrics, model.get_metrics_result()) == ([], {})
    found = model.evaluate(*DATA, verbose=0, return_dict=True)
    assert [metric.name for metric in model.metrics] == ["loss", "mae"]
    assert {metric.name: metric.result() for metric in model.metrics} == model.get_metrics_result() == found
    assert model.train_on_batch(*DATA, return_dict=True) == model.get_metrics_result()
    model.reset_metrics()
    assert model.get_metrics_result() == {"loss": 0.0, "mae": 0.0}


def test_a_model_tells_what_it_was_compiled_with() -> None:
    model = small()
    assert model.get_compile_config() == {}
    model.compile(keras.optimizers.SGD(0.5), "mse", metrics=["mae"], jit_compile=False, steps_per_execution=2)
    told = model.get_compile_config()
    assert told["optimizer"]["config"]["learning_rate"] == 0.5
    assert (told["loss"], told["metrics"]) == ("mean_squared_error", ["mae"])
    assert (told["run_eagerly"], told["steps_per_execution"], told["jit_compile"]) == (False, 2, False)


def test_the_columns_of_a_summary_end_where_they_are_told_to() -> None:
    inputs = keras.Input((3,))
    model = keras.Model(inputs, keras.layers.Dense(2, name="a_rather_long_name_of_a_layer")(inputs))
    texts: list[str] = []
    for positions in (None, [0.5, 0.7, 1.0], [0.2, 0.7, 1.0]):
        model.summary(line_length=80, positions=positions, print_fn=texts.append)
    tops = [text.splitlines()[1] for text in texts]
    assert [len(top) for top in tops] == [80] * 3
    ends = [top.index("┳") for top in tops]
    assert ends[2] < ends[0] < ends[1]
    for wrong in ([0.5, 1.0], [0.7, 0.5, 1.0], "abc", [0.5, 0.7, 2.0]):
        with pytest.raises(MessageError, match="where the 3 columns end"):
            model.summary(positions=wrong)
