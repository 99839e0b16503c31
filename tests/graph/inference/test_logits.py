"""Outputs know the logits of their probabilities where the loss can be computed from them."""

from __future__ import annotations

import pytest

from graph.document.document import Source, new_document
from graph.editing.edits import add_layer, connect
from graph.inference.logits import through_logits
from graph.inference.program import flatten
from graph.layers.activation import Activation
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output


def program(*layers, loss="binary_crossentropy"):
    """Layers in a row between an Input and an Output."""
    document, _, at = add_layer(new_document(), "m1", Input(shape=(4,)))
    for layer in (*layers, Output(loss=loss)):
        document, _, following = add_layer(document, "m1", layer)
        document = connect(document, "m1", Source(at), following, 0)
        at = following
    return flatten(document)


@pytest.mark.parametrize(
    ("loss", "activation"),
    [
        ("binary_crossentropy", "sigmoid"),
        ("categorical_crossentropy", "softmax"),
        ("sparse_categorical_crossentropy", "softmax"),
    ],
)
def test_a_layer_that_ends_with_the_activation_becomes_two_steps_of_one_call(loss, activation):
    before = program(Dense(units=3, activation=activation), loss=loss)
    after = through_logits(before)
    dense, function = after.steps
    assert dense.call == function.call == before.steps[0].call
    assert (dense.spec, function.spec) == (Dense(units=3), Activation(activation=activation))
    assert dense.outputs == function.inputs == (after.outputs[0].logits,)
    assert after.outputs[0].value == before.outputs[0].value and after.outputs[0].judged == dense.outputs[0]
    assert after.weights == before.weights and after.values == (*before.values, before.values[-1])


def test_before_an_activation_layer_the_logits_are_there_already():
    before = program(Dense(units=3), Activation(activation="sigmoid"))
    after = through_logits(before)
    assert after.steps == before.steps and after.values == before.values
    assert after.outputs[0].logits == before.steps[1].inputs[0]


@pytest.mark.parametrize(
    ("layer", "loss"),
    [
        (Dense(units=3, activation="softmax"), "binary_crossentropy"),
        (Dense(units=3, activation="sigmoid"), "categorical_crossentropy"),
        (Dense(units=3), "binary_crossentropy"),
        (Dense(units=3, activation="sigmoid"), "mse"),
        (Dense(units=3, activation="sigmoid"), None),
        (Dense(units=3, activation="sigmoid", activity_regularizer="l2"), "binary_crossentropy"),
    ],
)
def test_everything_else_stays_as_it_is(layer, loss):
    before = program(layer, loss=loss)
    assert through_logits(before) == before


def test_a_loss_that_was_told_of_logits_takes_the_numbers_at_their_word():
    before = program(Dense(units=3, activation="sigmoid"), loss={"kind": "BinaryCrossentropy", "from_logits": True})
    assert through_logits(before) == before
