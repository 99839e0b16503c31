"""Tables of which a step uses a few rows: the numbers are those of a step over the whole table, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest

import runtime as keras
from runtime.jit import threads
from runtime.weights import sparse_rows

ROWS, COLUMNS = 900, 20

OPTIMIZERS = {
    "sgd": lambda: keras.optimizers.SGD(0.1),
    "momentum": lambda: keras.optimizers.SGD(0.1, momentum=0.9),
    "nesterov": lambda: keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01),
    "rmsprop that forgets quickly": lambda: keras.optimizers.RMSprop(0.01, rho=0.05),
    "rmsprop with momentum": lambda: keras.optimizers.RMSprop(0.01, momentum=0.5),
    "rmsprop, centred": lambda: keras.optimizers.RMSprop(0.01, centered=True),
    "adam": lambda: keras.optimizers.Adam(0.01),
    "amsgrad": lambda: keras.optimizers.Adam(0.01, amsgrad=True),
    "clipped by value": lambda: keras.optimizers.RMSprop(0.01, clipvalue=1e-3),
    "clipped by norm": lambda: keras.optimizers.RMSprop(0.01, clipnorm=1e-3),
    "clipped together": lambda: keras.optimizers.SGD(0.01, global_clipnorm=1e-3),
    "decayed": lambda: keras.optimizers.RMSprop(0.01, weight_decay=0.01),
}


def model(optimizer, **settings):
    keras.utils.set_random_seed(3)
    first, second = (keras.Input((6,), dtype="int64") for _ in range(2))
    shared = keras.layers.Embedding(ROWS, COLUMNS, **settings)
    joined = keras.layers.concatenate([keras.layers.Flatten()(shared(x)) for x in (first, second)])
    built = keras.Model([first, second], keras.layers.Dense(1)(joined))
    built.compile(optimizer, "mse")
    return built


def trained(optimizer, steps=40, **settings):
    """(weights, state of the optimizer, rows that wait) after steps on random rows, some of them often, some rarely."""
    built, rng = model(optimizer, **settings), np.random.default_rng(0)
    for _ in range(steps):
        rows = (rng.random((2, int(rng.integers(3, 9)), 6)) ** 4 * ROWS).astype("int64")
        built.train_on_batch([*rows], rng.standard_normal((rows.shape[1], 1)).astype("float32"))
    rule = built._compiled().optimizer
    return built.get_weights(), rule.state()[2], len(rule._lazy)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_as_if_the_whole_table_took_part(name, monkeypatch):
    weights, state, _ = trained(OPTIMIZERS[name]())
    monkeypatch.setattr("runtime.weights.weights.LEAST", 10**9)
    expected_weights, expected_state, waiting = trained(OPTIMIZERS[name]())
    assert waiting == 0
    for given, expected in zip(weights, expected_weights, strict=True):
        np.testing.assert_array_equal(given, expected)
    for given, expected in zip(state, expected_state, strict=True):
        np.testing.assert_array_equal(np.sort(given), np.sort(expected))  # the table lies elsewhere in the flat arrays


def test_the_whole_table_moves_where_every_weight_does():
    assert trained(OPTIMIZERS["rmsprop"](), 1)[2] == 1
    assert trained(OPTIMIZERS["clipped together"](), 1)[2] == 1
    assert trained(OPTIMIZERS["adam"](), 1)[2] == 1
    assert trained(OPTIMIZERS["decayed"](), 1)[2] == 0
    assert trained(keras.optimizers.Adam(epsilon=1e-40), 1)[2] == 0
    assert trained(OPTIMIZERS["rmsprop"](), 1, embeddings_constraint="non_neg")[2] == 0
    assert trained(OPTIMIZERS["rmsprop"](), 1, embeddings_regularizer="l2")[2] == 0


@pytest.mark.parametrize("name", ["rmsprop", "adam"])
def test_threads_change_no_bit(name, monkeypatch):
    monkeypatch.setattr(sparse_rows, "CHUNK", 3 * COLUMNS)
    before, found = threads.thread_count(), []
    for count in (1, 2):
        threads.set_threads(count)
        found.append(trained(OPTIMIZERS[name](), 10))
    threads.set_threads(before)
    for one, two in zip(found[0][0], found[1][0], strict=True):
        np.testing.assert_array_equal(one, two)


def test_the_gradient_of_the_step_before_is_gone():
    built = model("sgd")
    targets = np.ones((1, 1), "float32")
    built.train_on_batch([np.full((1, 6), 3), np.full((1, 6), 4)], targets)
    built.train_on_batch([np.full((1, 6), 5), np.full((1, 6), 5)], targets)
    gradient = next(g for g in built._network.weights.gradient_views.values() if g.shape == (ROWS, COLUMNS))
    assert np.flatnonzero(gradient.any(axis=1)).tolist() == [5]


def test_frozen_tables_have_no_list():
    built = model("rmsprop")
    built.layers[2].trainable = False
    built.compile("rmsprop", "mse")
    built.train_on_batch([np.zeros((1, 6)), np.zeros((1, 6))], np.ones((1, 1)))
    assert not built._network.weights.sparse_rows
