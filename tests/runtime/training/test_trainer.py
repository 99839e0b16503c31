"""The trainer: the same bits from the same seed, no memory per step, dropout, last batches, optimizers step by step."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from runtime.jit import threads
from runtime.training.callbacks.callback import Callback

ROOT = Path(__file__).resolve().parent.parent.parent.parent
Array = np.ndarray[Any, Any]


@pytest.fixture
def own_threads() -> Iterator[None]:
    """Give the process its threads back."""
    before = threads.thread_count()
    yield
    threads.set_threads(before)


def images(rows: int = 40) -> tuple[Array, Array]:
    rng = np.random.default_rng(5)
    return rng.standard_normal((rows, 12, 12, 2)).astype("float32"), rng.integers(0, 3, rows)


def image_model(rate: float = 0.4) -> Any:
    """Everything at once: convolutions, a branch, dropout, several layers of each size."""
    x = keras.Input((12, 12, 2))
    h = keras.layers.Conv2D(8, 3, padding="same", activation="relu")(x)
    h = keras.layers.add([h, keras.layers.Conv2D(8, 3, padding="same", activation="tanh")(h)])
    h = keras.layers.Flatten()(keras.layers.MaxPooling2D(2)(h))
    h = keras.layers.Dropout(rate)(keras.layers.Dense(300, activation="relu")(h))
    return keras.Model(x, keras.layers.Dense(3, activation="softmax")(h))


def trained(seed: int = 3, epochs: int = 2, rate: float = 0.4) -> tuple[list[Array], dict[str, list[float]]]:
    keras.utils.set_random_seed(seed)
    model = image_model(rate)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(*images(), batch_size=16, epochs=epochs, validation_split=0.2, verbose=0).history
    return model.get_weights(), history


def same(a: tuple[list[Array], Any], b: tuple[list[Array], Any]) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(a[0], b[0], strict=True)) and a[1] == b[1]


def test_the_same_seed_gives_the_same_bits() -> None:
    assert same(trained(), trained())


def test_another_seed_gives_others() -> None:
    assert not same(trained(3), trained(4))


def test_the_number_of_threads_changes_no_bit(own_threads: None) -> None:
    found = []
    for count in (1, 2, 3):
        threads.set_threads(count)
        found.append(trained())
    assert same(found[0], found[1])
    assert same(found[0], found[2])


def test_sequences_too_are_the_same_on_any_number_of_threads(own_threads: None) -> None:
    found = []
    ids = np.random.default_rng(0).integers(0, 50, (64, 20))
    for count in (1, 2):
        threads.set_threads(count)
        keras.utils.set_random_seed(1)
        x = keras.Input((20,), dtype="int32")
        h = keras.layers.LSTM(32, dropout=0.2)(keras.layers.Embedding(50, 24, mask_zero=True)(x))
        model = keras.Model(x, keras.layers.Dense(1, activation="sigmoid")(h))
        model.compile("rmsprop", "binary_crossentropy")
        history = model.fit(ids, ids[:, 0] > 20, batch_size=32, epochs=2, verbose=0).history
        found.append((model.get_weights(), history))
    assert same(*found)


def test_dropout_falls_otherwise_in_each_step_and_call_but_the_same_for_a_seed() -> None:
    x = keras.Input((200,))
    drop = keras.layers.Dropout(0.5, seed=7)
    network = keras.Model(x, [drop(x), drop(x)])._ready()
    ones = np.ones((2, 200), "float32")
    first, second = network(ones, training=True)
    assert set(np.unique(first)) == {0.0, 2.0}
    assert not np.array_equal(first, second)
    assert not np.array_equal(first[0], first[1])
    np.testing.assert_array_equal(network(ones, training=True)[0], first)
    network.set_step(1)
    assert not np.array_equal(network(ones, training=True)[0], first)
    np.testing.assert_array_equal(network(ones)[0], ones)


def test_the_last_smaller_batch_counts_by_its_samples() -> None:
    x = keras.Input((1,))
    model = keras.Model(x, keras.layers.Dense(1, kernel_initializer="ones")(x))
    model.compile(keras.optimizers.SGD(0.0), "mae", metrics=["mse"])
    data = np.arange(7.0).reshape(7, 1)
    kept = model.fit(data, np.zeros((7, 1)), batch_size=3, verbose=0).history
    assert kept == {"loss": [pytest.approx(3.0)], "mse": [pytest.approx(13.0)]}


def test_predictions_do_not_depend_on_the_size_of_the_batch() -> None:
    keras.utils.set_random_seed(0)
    model, (x, _) = image_model(), images(23)
    whole = model.predict(x, batch_size=23, verbose=0)
    for size in (1, 2, 5, 16):
        np.testing.assert_allclose(model.predict(x, batch_size=size, verbose=0), whole, atol=1e-6)


class Growth(Callback):
    """What Python and NumPy hold before each step, and how much more within it."""

    def __init__(self) -> None:
        self.held: list[int] = []
        self.peaks: list[int] = []

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        gc.collect()  # Python keeps the memory of small tuples until then
        self.held.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.reset_peak()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.peaks.append(tracemalloc.get_traced_memory()[1] - self.held[-1])


def test_a_step_allocates_no_arrays() -> None:
    keras.utils.set_random_seed(0)
    model, growth = image_model(), Growth()
    model.compile(keras.optimizers.Adam(clipnorm=1.0), "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = images(64)
    model.fit(x, y, batch_size=16, epochs=2, verbose=0)
    gc.collect()
    gc.freeze()  # what is there already is not looked through at every batch
    tracemalloc.start()
    try:
        model.fit(x, y, batch_size=16, epochs=30, verbose=0, callbacks=[growth])
    finally:
        tracemalloc.stop()
        gc.unfreeze()
    smallest_buffer = 16 * 300 * 4  # the Dense layer's outputs
    settled = growth.held[40:]
    assert settled[-1] - settled[0] < 400 * len(settled)  # what this callback and the history note of a step
    assert max(growth.peaks[40:]) < smallest_buffer


TRACES = {
    "rmsprop": ({}, (0.99683774, 0.99398059, 0.99138993)),
    "adam": ({}, (0.99900001, 0.99803483, 0.99707681)),
    "sgd": ({"momentum": 0.9}, (0.995, 0.9805, 0.95245)),
    "SGD": ({"momentum": 0.9, "nesterov": True}, (0.9905, 0.96745, 0.927205)),
}


@pytest.mark.parametrize("name", TRACES)
def test_an_optimizer_takes_the_steps_of_keras(name: str) -> None:
    """One weight of 1 with the gradients 0.5, 1 and 1.5: of y = w · x with the loss |y − 0| it is x."""
    options, wanted = TRACES[name]
    x = keras.Input((1,))
    model = keras.Model(x, keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")(x))
    model.compile(getattr(keras.optimizers, {"rmsprop": "RMSprop", "adam": "Adam"}.get(name, "SGD"))(**options), "mae")
    for slope, weight in zip((0.5, 1.0, 1.5), wanted):
        model.train_on_batch(np.array([[slope]]), np.array([[0.0]]))
        assert float(model.get_weights()[0][0, 0]) == pytest.approx(weight, abs=2e-7)


@pytest.mark.parametrize(("option", "wanted"), [({"clipvalue": 0.25}, 0.25), ({"clipnorm": 0.25}, 0.25), ({}, 0.5)])
def test_gradients_are_clipped_before_the_step(option: dict[str, float], wanted: float) -> None:
    x = keras.Input((1,))
    model = keras.Model(x, keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")(x))
    model.compile(keras.optimizers.SGD(1.0, **option), "mae")
    model.train_on_batch(np.array([[0.5]]), np.array([[0.0]]))
    assert float(model.get_weights()[0][0, 0]) == pytest.approx(1 - wanted)


LOSSES = ("mse", "mae", "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy")


@pytest.mark.parametrize("loss", LOSSES)
def test_nan_in_the_data_stays_visible(loss: str) -> None:
    """A loss that hides NaN would go on with a network that is broken."""
    x = keras.Input((2,))
    model = keras.Model(x, keras.layers.Dense(3, activation="sigmoid")(x))
    model.compile("sgd", loss)
    target = np.zeros(4, int) if loss.startswith("sparse") else np.ones((4, 3))
    data = np.ones((4, 2))
    data[1, 0] = np.nan
    assert np.isnan(model.evaluate(data, target, verbose=0))
    with pytest.warns(RuntimeWarning, match="gets nan in row 2"):
        assert np.isnan(model.fit(data, target, verbose=0).history["loss"][0])
    assert np.isfinite(model.get_weights()[0]).all()


class StopAt(Callback):
    def __init__(self, batch: int) -> None:
        self.batch = batch

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if batch == self.batch:
            self.model.stop_training = True


def test_stopping_ends_the_epoch_with_its_validation_and_a_later_fit_goes_on() -> None:
    x, y = images(40)
    model = image_model()
    model.compile("sgd", "sparse_categorical_crossentropy")
    stopped = model.fit(x, y, batch_size=4, epochs=5, validation_split=0.2, verbose=0, callbacks=[StopAt(1)])
    assert stopped.epoch == [0]
    assert sorted(stopped.history) == ["loss", "val_loss"]
    assert model.optimizer.iterations == 2
    again = model.fit(x, y, batch_size=20, epochs=2, verbose=0)
    assert again.epoch == [0, 1]
    assert model.optimizer.iterations == 6


def test_an_optimizer_remembers_from_fit_to_fit() -> None:
    x, y = images(32)
    found = []
    for parts in ((2,), (1, 1)):
        keras.utils.set_random_seed(9)
        model = image_model(0.0)
        model.compile("adam", "sparse_categorical_crossentropy")
        for epochs in parts:
            model.fit(x, y, batch_size=8, epochs=epochs, shuffle=False, verbose=0)
        found.append(model.get_weights())
    for a, b in zip(*found, strict=True):
        np.testing.assert_array_equal(a, b)


def test_shuffling_shows_every_sample_once_in_an_order_of_each_epoch() -> None:
    seen: list[list[int]] = []

    class Watch(Callback):
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            seen.append([])

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            plan = model._trainer._objectives  # type: ignore[union-attr]
            newest = max((o for _, o in plan.values()), key=lambda o: o.plan.batch)
            seen[-1].extend(int(v) for v in newest.plan.inputs[0][:, 0])

    keras.utils.set_random_seed(2)
    x = keras.Input((1,))
    model = keras.Model(x, keras.layers.Dense(1)(x))
    model.compile(keras.optimizers.SGD(0.0), "mse")
    data = np.arange(12.0).reshape(12, 1)
    model.fit(data, data, batch_size=4, epochs=2, verbose=0, callbacks=[Watch()])
    assert sorted(seen[0]) == sorted(seen[1]) == list(range(12))
    assert seen[0] != seen[1]
    seen.clear()
    model.fit(data, data, batch_size=4, shuffle="batch", verbose=0, callbacks=[Watch()])
    blocks = [sorted(seen[0][i : i + 4]) for i in (0, 4, 8)]
    assert sorted(blocks) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]


def test_training_works_without_the_compiler() -> None:
    """Everything is plain Python underneath: slow, but the same numbers, for finding an error in a kernel."""
    code = """
import numpy as np, runtime as keras
keras.utils.set_random_seed(0)
x = keras.Input((6, 6, 1))
h = keras.layers.MaxPooling2D(2)(keras.layers.Conv2D(2, 3, activation="relu")(x))
h = keras.layers.LSTM(2)(keras.layers.Reshape((2, -1))(keras.layers.Dropout(0.2)(h)))
model = keras.Model(x, keras.layers.Dense(2, activation="softmax")(h))
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
data = np.sin(np.arange(8 * 36)).reshape(8, 6, 6, 1)
print(model.fit(data, np.arange(8) % 2, batch_size=4, epochs=2, verbose=0).history["loss"])
"""
    found = []
    for off in ("0", "1"):
        environment = {**os.environ, "NUMBA_DISABLE_JIT": off, "PYTHONPATH": str(ROOT)}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr[-2000:]
        found.append([float(v) for v in run.stdout.strip("[] \n").split(",")])
    np.testing.assert_allclose(found[0], found[1], rtol=1e-4)
