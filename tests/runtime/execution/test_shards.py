"""Shards: the batch cut into parts gives what the whole gives, and the same bits on any number of threads."""

from __future__ import annotations

import numpy as np
import pytest

import runtime as keras
from runtime.execution import shards
from runtime.execution.plan import Plan
from runtime.execution.shards import Shards, shard_count
from runtime.jit import threads

LAYERS = keras.layers


def convolutions(dropout=0.0):
    image = keras.Input(shape=(20, 20, 3))
    x = LAYERS.Conv2D(16, 3, activation="relu")(image)
    side = LAYERS.Conv2D(16, 3, padding="same", activation="tanh")(x)
    x = LAYERS.MaxPooling2D(2)(LAYERS.add([x, side]))
    x = LAYERS.Dropout(dropout)(x)
    x = LAYERS.Conv2DTranspose(4, 3)(x)
    first = LAYERS.GlobalMaxPooling2D(name="first")(x)
    return keras.Model(image, [first, LAYERS.Dense(3, name="second")(LAYERS.Flatten()(x))])


def network_of(model):
    model.compile(optimizer="sgd", loss=["mse", "mse"])
    x, y = images(2)
    model.train_on_batch(x, y)
    return model._trainer.network


def images(rows, seed=0):
    rng = np.random.default_rng(seed)
    return (
        rng.normal(size=(rows, 20, 20, 3)).astype("float32"),
        [rng.normal(size=(rows, n)).astype("float32") for n in (4, 3)],
    )


@pytest.fixture
def always(monkeypatch):
    """Shards also where they don't pay."""
    monkeypatch.setattr(shards, "LEAST_WORK", 0)
    monkeypatch.setattr(shards, "LEAST_REUSE", 0)


@pytest.fixture
def restored():
    before = threads.thread_count()
    yield
    threads.set_threads(before)


@pytest.mark.parametrize("rows", [8, 19, 32])
def test_shards_compute_what_one_plan_computes(always, rows):
    network = network_of(convolutions())
    shapes, losses = ((rows, 20, 20, 3),), tuple(o.value for o in network.program.outputs)
    laned = network.plan(shapes, losses)
    assert isinstance(laned, Shards) and len(laned.shards) == min(4, rows // 4)
    whole = Plan(network.program, network.weights, shapes, training=True, losses_at=losses, random=network.random)
    found = []
    for plan in (laned, whole):
        plan.inputs[0][...] = images(rows)[0]
        plan.forward(True)
        for value, slope in zip(losses, images(rows)[1]):
            plan.gradients[value][...] = slope
        plan.backward()
        found.append([*(o.copy() for o in plan.outputs), network.weights.gradients.copy()])
    for a, b in zip(*found):
        np.testing.assert_allclose(a, b, rtol=2e-4, atol=2e-4)


def test_threads_change_no_bit(always, restored):
    found = []
    for count in (1, 2, 3):
        threads.set_threads(count)
        keras.utils.set_random_seed(3)
        model = convolutions(dropout=0.4)
        model.compile(optimizer="rmsprop", loss=["mse", "mse"])
        x, y = images(50)
        model.fit(x, y, batch_size=24, epochs=2, verbose=0)
        assert any(isinstance(p, Shards) for p in model._trainer.network._plans.values())
        found.append([*model.get_weights(), *model.predict(x, batch_size=20, verbose=0)])
    for other in found[1:]:
        for a, b in zip(found[0], other):
            assert np.array_equal(a, b)


def test_losses_of_whole_batches_see_them_whole(always, restored, monkeypatch):
    found = []
    for count, most in ((1, 4), (3, 4), (1, 1)):
        threads.set_threads(count)
        monkeypatch.setattr(shards, "MOST", most)
        keras.utils.set_random_seed(3)
        model = convolutions()
        model.compile(optimizer="sgd", loss=[keras.losses.Dice(axis=(0,)), keras.losses.Circle(gamma=2.0)])
        x, y = images(24)
        kept = model.fit(x, [y[0] > 0, np.arange(24) % 5], batch_size=24, epochs=2, shuffle=False, verbose=0).history
        assert any(isinstance(p, Shards) for p in model._trainer.network._plans.values()) == (most > 1)
        found.append([*model.get_weights(), *kept.values()])
    for a, b, whole in zip(*found):
        assert np.array_equal(a, b)
        np.testing.assert_allclose(a, whole, rtol=1e-4, atol=1e-5)


def test_every_shard_drops_other_numbers(always):
    keras.utils.set_random_seed(3)
    image = keras.Input(shape=(200,))
    model = keras.Model(image, LAYERS.Dropout(0.5)(image))
    model.compile(optimizer="sgd", loss="mse")
    y = np.asarray(model(np.ones((16, 200), "float32"), training=True))
    assert all(isinstance(p, Shards) for p in model._network._plans.values())
    kept = y.reshape(4, 4, 200) != 0
    assert all(not np.array_equal(kept[0], kept[k]) for k in (1, 2, 3))
    assert 0.4 < kept.mean() < 0.6


def test_samples_that_depend_on_others_stay_together(always):
    image = keras.Input(shape=(20, 20, 3))
    filtered = LAYERS.Conv2D(4, 3)(image)
    plain = keras.Model(image, filtered).predict(images(32)[0], batch_size=32, verbose=0)
    flipped = keras.Model(image, filtered - keras.ops.flip(filtered, axis=0))
    rolled = keras.Model(image, keras.ops.roll(filtered, 1, axis=0))
    for model, want in ((flipped, plain - plain[::-1]), (rolled, np.roll(plain, 1, axis=0))):
        found = model.predict(images(32)[0], batch_size=32, verbose=0)
        np.testing.assert_allclose(found, want, atol=1e-6)


def test_a_batch_is_cut_only_where_it_pays():
    def count(model, rows, training=True):
        program, store = model._trainer.network.program, model._trainer.network.weights
        return shard_count(program, store, tuple((rows, *i.shape[1:]) for i in model.inputs), training)

    inputs = keras.Input(shape=(512,))
    dense = keras.Model(inputs, LAYERS.Dense(512)(LAYERS.Dense(512)(inputs)))
    words = keras.Input(shape=(100,), dtype="int64")
    recurrent = keras.Model(words, LAYERS.LSTM(64)(LAYERS.Embedding(100, 64)(words)))
    image = keras.Input(shape=(64, 64, 8))
    large = keras.Model(image, LAYERS.Conv2D(16, 3)(LAYERS.Conv2D(16, 3)(image)))
    penalized = keras.Model(image, LAYERS.Conv2D(32, 3, activity_regularizer="l2")(image))
    for model in (dense, recurrent, large, penalized):
        model.compile(optimizer="sgd", loss="mse")
        shapes = [(2, *i.shape[1:]) for i in model.inputs]
        model.train_on_batch([np.zeros(s, "float32") for s in shapes], np.zeros((2, *model.outputs[0].shape[1:])))
    assert count(dense, 256) == count(recurrent, 64) == count(penalized, 64) == 1
    assert [count(large, rows) for rows in (4, 8, 16, 32, 128)] == [1, 2, 4, 4, 8]
