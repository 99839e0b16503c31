"""Batches that are read where they lie: the same numbers, and no array is kept or written to."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

import runtime as keras
from runtime.data.column import ArrayColumn
from runtime.data.rows import RowRange
from runtime.training import batches

LAYERS = keras.layers


def lstm():
    inputs = keras.Input(shape=(6, 5))
    return keras.Model(inputs, LAYERS.LSTM(4)(inputs))


def images(**options):
    inputs = keras.Input(shape=(12, 12, 3))
    first = LAYERS.Conv2D(3, 3, padding="same", activation="relu", **options)(inputs)
    second = LAYERS.Conv2D(16, 3, padding="same")(inputs)
    third = LAYERS.MaxPooling2D(3, strides=1, padding="same")(inputs)
    parts = [LAYERS.add([inputs, first, third]), second, LAYERS.Conv2D(1, 3, padding="same")(second)]
    return keras.Model(inputs, LAYERS.GlobalMaxPooling2D()(LAYERS.concatenate(parts)))


def also_dense():
    inputs = keras.Input(shape=(6, 5))
    return keras.Model(inputs, LAYERS.Dense(3)(inputs))


def wide_dense():
    inputs = keras.Input(shape=(600,))
    return keras.Model(inputs, LAYERS.Dense(1000, activation="relu")(inputs))


def results(make, batch, seed=1):
    keras.utils.set_random_seed(seed)
    model = make()
    model.compile(optimizer="rmsprop", loss="mse")
    rng = np.random.default_rng(0)
    x = rng.standard_normal((5 * batch // 2, *model.inputs[0].shape[1:])).astype(np.float32)
    y = rng.standard_normal((5 * batch // 2, *model.outputs[0].shape[1:])).astype(np.float32)
    before = x.copy()
    history = model.fit(x, y, batch_size=batch, epochs=2, shuffle=False, verbose=0).history["loss"]
    found = [history, model.predict(x, batch_size=batch, verbose=0), model.train_on_batch(x, y), *model.get_weights()]
    found.append(model.evaluate(x[3:], y[3:], batch_size=batch // 2, verbose=0))
    assert np.array_equal(x, before)
    return found


@pytest.mark.parametrize(("make", "batch"), [(lstm, 8), (images, 8), (also_dense, 8), (wide_dense, 64)])
def test_lent_batches_give_the_same_bits(monkeypatch, make, batch):
    copied = results(make, batch)
    monkeypatch.setattr(batches, "WORTH_LENDING", 0)
    for a, b in zip(copied, results(make, batch), strict=True):
        assert np.array_equal(a, b)


def test_no_array_is_kept(monkeypatch):
    monkeypatch.setattr(batches, "WORTH_LENDING", 0)
    model = lstm()
    x = np.zeros((4, 6, 5), np.float32)
    kept = weakref.ref(x)
    model.predict_on_batch(x)
    del x
    gc.collect()
    assert kept() is None


def test_no_targets_are_kept_and_all_are_read(monkeypatch):
    monkeypatch.setattr(batches, "WORTH_LENDING", 0)
    inputs = keras.Input(shape=(4,))
    model = keras.Model(inputs, LAYERS.Dense(4)(inputs))
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss="mse", metrics=["mae"])
    x, y = np.ones((3, 4), np.float32), np.zeros((3, 4), np.float32)
    losses = [model.train_on_batch(x, y + k)[0] for k in range(2)] + [model.evaluate(x, y.copy(), verbose=0)[0]]
    weighted = model.train_on_batch(x, y.copy(), sample_weight=np.array([1.0, 0.0, 0.0]))[0]
    assert losses[0] == pytest.approx(losses[2]) == pytest.approx(3 * weighted) and losses[1] != losses[0]
    kept = weakref.ref(y)
    model.train_on_batch(x, y)
    del y
    gc.collect()
    assert kept() is None


def test_a_step_that_failed_leaves_no_loan(monkeypatch):
    monkeypatch.setattr(batches, "WORTH_LENDING", 0)
    model = lstm()
    x = np.random.default_rng(0).standard_normal((8, 6, 5)).astype(np.float32)
    plan = model._ready().plan(((4, 6, 5),))
    column = ArrayColumn("x", x)
    batches.bring(plan, [column], np.arange(4))  # and then nobody gave it back
    batches.bring(plan, [column], np.array([7, 1, 6, 2]))
    plan.forward(False)
    scattered = plan.outputs[0].copy()
    batches.bring(plan, [ArrayColumn("x", x[[7, 1, 6, 2]])], np.arange(4))
    plan.forward(False)
    assert np.array_equal(scattered, plan.outputs[0])


def test_only_neighbours_of_the_right_type_are_lent():
    array = np.arange(40, dtype=np.float32).reshape(10, 4)
    column, kind = ArrayColumn("x", array), np.dtype(np.float32)
    assert np.shares_memory(column.lend(np.arange(2, 5), kind), array)
    assert column.lend(np.array([2, 4, 3, 5]), kind) is None
    assert column.lend(np.array([1, 3]), kind) is None
    assert column.lend(np.arange(3), np.dtype(np.float64)) is None
    assert ArrayColumn("x", array[:, ::2]).lend(np.arange(3), kind) is None
    assert ArrayColumn("x", array, in_memory=False).lend(np.arange(3), kind) is None
    assert np.array_equal(RowRange(column, 4, 9).lend(np.arange(1, 3), kind), array[5:7])


def test_targets_of_a_known_form_are_still_checked_and_still_read():
    keras.utils.set_random_seed(1)
    inputs = keras.Input(shape=(4,))
    model = keras.Model(inputs, LAYERS.Dense(3, activation="softmax")(inputs))
    x, one_hot = np.ones((3, 4), np.float32), np.eye(3, dtype=np.float32)
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss="categorical_crossentropy")
    first = [model.train_on_batch(x, y) for y in (one_hot, one_hot[::-1].copy(), one_hot[[0, 0, 0]])]
    assert first[0] == pytest.approx(first[1]) and first[0] != pytest.approx(first[2])
    for wrong in (one_hot[:2], np.eye(4, dtype=np.float32)[:3], np.arange(3)):
        with pytest.raises(ValueError, match=r"targets|samples"):
            model.train_on_batch(x, wrong)
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss="sparse_categorical_crossentropy")
    assert model.train_on_batch(x, np.arange(3)) == pytest.approx(first[0])
    assert model.train_on_batch(x, np.zeros(3, np.int64)) == pytest.approx(first[2])
