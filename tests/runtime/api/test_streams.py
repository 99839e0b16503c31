"""Data that comes batch by batch: generators, `PyDataset`s, and what else can be gone through. Numbers are Keras'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

X = np.cos(np.arange(12)).reshape(4, 3).astype("float32")
Y = np.abs(np.sin(np.arange(8))).reshape(4, 2).astype("float32")


def small() -> Any:
    x = keras.Input((3,), name="i")
    model = keras.Model(x, keras.layers.Dense(2, kernel_initializer="ones", name="d")(x))
    model.compile("sgd", "mse")
    return model


def times(count: int, *also: Any) -> Iterator[tuple[Any, ...]]:
    return ((X, Y, *also) for _ in range(count))


class Halves(keras.utils.PyDataset):
    def __init__(self) -> None:
        super().__init__(workers=2)
        self.told: list[str] = []

    def __len__(self) -> int:
        return 2

    def __getitem__(self, index: int) -> Any:
        return X[2 * index : 2 * index + 2], Y[2 * index : 2 * index + 2]

    def on_epoch_begin(self) -> None:
        self.told.append("begin")

    def on_epoch_end(self) -> None:
        self.told.append("end")


@pytest.mark.parametrize(
    "given, options, loss",
    [
        (times(3), {}, [2.39157]),
        (times(3), {"steps_per_epoch": 2}, [2.42372]),
        (times(10), {"steps_per_epoch": 2, "epochs": 2}, [2.42372, 2.29630]),
        (times(3), {"epochs": 2}, [2.39157, 2.23523]),
        (times(3, np.arange(1.0, 5)), {"batch_size": 7}, [6.80157]),
        (Halves(), {"steps_per_epoch": 1, "epochs": 3, "shuffle": False}, [2.18663, 2.66384, 2.06516]),
    ],
)
def test_fit_takes_the_batches_that_keras_takes(given: Any, options: Any, loss: list[float]) -> None:
    history = small().fit(given, verbose=0, **options).history
    np.testing.assert_allclose(history["loss"], loss, rtol=1e-5)


def test_validation_begins_anew_after_each_epoch() -> None:
    found = small().fit(times(3), validation_data=times(3), validation_steps=2, verbose=0).history
    np.testing.assert_allclose([found["loss"], found["val_loss"]], [[2.39157], [2.26534]], rtol=1e-5)
    found = small().fit(X, Y, validation_data=times(3), epochs=2, verbose=0).history
    np.testing.assert_allclose(found["val_loss"], [2.39096, 2.32726], rtol=1e-5)
    halves = Halves()
    small().fit(halves, validation_data=halves, epochs=2, verbose=0)
    assert halves.told == ["begin", "end"] * 4


def test_a_data_set_is_shuffled_where_fit_shuffles() -> None:
    keras.utils.set_random_seed(3)
    seen: list[int] = []

    class Noted(Halves):
        def __getitem__(self, index: int) -> Any:
            seen.append(index)
            return super().__getitem__(index)

    model = small()
    model.fit(Noted(), epochs=8, verbose=0)
    assert seen[1:] != [0, 1] * 8
    assert sorted(seen[1:]) == [0] * 8 + [1] * 8


def test_evaluate_and_predict_take_them_too() -> None:
    model = small()
    whole = model.evaluate(X, Y, verbose=0)
    for given in (times(3), Halves(), iter([(X, Y)]), Batches()):
        assert model.evaluate(given, verbose=0) == pytest.approx(whole, rel=1e-6)
    assert model.evaluate(times(3), steps=1, verbose=0) == pytest.approx(whole, rel=1e-6)
    np.testing.assert_allclose(model.predict(Halves(), verbose=0), model.predict(X, verbose=0), rtol=1e-6)
    assert model.predict(((X,) for _ in range(3)), steps=2, verbose=0).shape == (8, 2)


class Batches:
    """Something else that can be gone through, again and again."""

    def __iter__(self) -> Iterator[Any]:
        return iter([(X[:2], Y[:2]), (X[2:], Y[2:])])


def test_what_ends_too_early_is_warned_about() -> None:
    with pytest.warns(UserWarning, match="The data ran out before the epoch had all its steps"):
        history = small().fit(times(3), steps_per_epoch=5, verbose=0).history
    np.testing.assert_allclose(history["loss"], [2.39157], rtol=1e-5)


@pytest.mark.parametrize(
    "given, options, sentence",
    [
        (lambda: times(1), {"y": Y}, "fit: y can't be given beside x as a generator or data set"),
        (lambda: times(1), {"sample_weight": [1]}, "fit: sample_weight can't be given beside x"),
        (lambda: times(1), {"validation_split": 0.5}, "fit: validation_split can't be given beside x"),
        (lambda: times(0), {}, "fit: x gives no batch at all"),
        (lambda: (X for _ in range(2)), {}, r"fit: each batch must be a tuple, .* Received: ndarray\."),
        (lambda: iter([(X, Y, Y, Y)]), {}, r"fit: each batch must be a tuple, .* Received: a tuple of 4\."),
        (lambda: iter([(X,)]), {}, r"fit needs targets, what the outputs should be: y is None\."),
        (keras.utils.PyDataset, {}, "PyDataset needs __len__, the number of its batches"),
    ],
)
def test_what_can_t_be_gone_through_is_refused(given: Any, options: Any, sentence: str) -> None:
    with pytest.raises(MessageError, match=sentence):
        small().fit(given(), verbose=0, **options)


def test_nothing_to_predict_from_is_refused() -> None:
    with pytest.raises(MessageError, match="predict: x gives no batch at all"):
        small().predict(times(0), verbose=0)
