"""Kernels made ready in the background: nothing of the program to be trained changes, and it can be stopped."""

from __future__ import annotations

import numpy as np
import pytest

import runtime as keras
from graph.inference.program import flatten
from graph.specs.message import MessageError
from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.optimizers.sgd import SGD
from runtime.api.building import to_document
from runtime.training import warmup


def program(loss="sparse_categorical_crossentropy"):
    words, numbers = keras.Input((4,), dtype="int64"), keras.Input((3,))
    x = keras.layers.Flatten()(keras.layers.Embedding(11, 5)(words))
    x = keras.layers.Dense(4, activation="softmax")(keras.layers.concatenate([x, numbers]))
    model = keras.Model([words, numbers], x)
    model.compile("sgd", loss)
    return flatten(to_document(model, model._outputs).document)


@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", "categorical_crossentropy", "mse"])
def test_everything_is_made_ready(loss):
    running = warmup.start(program(loss), 8, SGD())
    assert running.wait(60)
    assert running.done == running.total > 5
    assert not running.running


def test_it_ends_when_nobody_waits_any_more():
    running = warmup.start(program(), 8)
    running.stop()
    assert running.wait(60)


def test_a_program_that_cant_be_trained_ends_in_silence():
    given = program()
    strange = Optimizer()  # the base of all, which is none itself
    with pytest.raises(MessageError):
        warmup.warm_up(given, 2, strange)
    running = warmup.start(given, 2, strange)
    assert running.wait(60) and running.total == 0


def test_no_random_number_is_drawn():
    given = program()
    keras.utils.set_random_seed(1)
    first = np.random.random()
    keras.utils.set_random_seed(1)
    warmup.warm_up(given, 4, SGD())
    assert np.random.random() == first
