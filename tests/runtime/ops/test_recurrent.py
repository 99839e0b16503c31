"""Recurrent layers beyond what every layer is tested for: memory from batch to batch, dropout's factors, float32."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

import runtime as keras
from graph.layers.recurrent.gru import GRU
from graph.layers.recurrent.lstm import LSTM
from graph.layers.recurrent.simple_rnn import SimpleRNN
from graph.specs.spec import TensorType
from runtime.jit import threads
from runtime.ops.faults import DataFault
from tests.runtime.kernels.recurrent import naive_recurrent as naive
from tests.runtime.ops.one_layer import Trial

SEQUENCE = TensorType((None, 6, 3))


def trial(types=(SEQUENCE,), dtype="float64", backward=True, **parameters):
    return Trial(LSTM(units=4, **parameters), types, dtype=dtype, backward=backward)


def expected(t, **options):
    weights = (t.weights[k].astype(float) for k in ("kernel", "recurrent_kernel", "bias"))
    return naive.lstm(t.inputs[0].astype(float), *weights, **options)


@pytest.mark.parametrize("backward", [True, False])
def test_single_precision_follows_the_naive_cell(backward):
    t = trial(dtype="float32", backward=backward, return_sequences=True)
    np.testing.assert_allclose(t.forward()[0], expected(t)[0], atol=2e-6)


def test_a_stateful_layer_goes_on_until_it_is_reset():
    t = trial(stateful=True, backward=False)
    first, h, c = expected(t)
    np.testing.assert_allclose(t.forward()[0], first[:, -1], atol=1e-12)
    np.testing.assert_allclose(t.forward()[0], expected(t, h=h, c=c)[0][:, -1], atol=1e-12)
    for array in t.op.carried():
        array.fill(0)
    np.testing.assert_allclose(t.forward()[0], first[:, -1], atol=1e-12)


def test_given_states_and_the_last_ones():
    t = trial((SEQUENCE, TensorType((None, 4)), TensorType((None, 4))), return_state=True)
    outputs, h, c = expected(t, h=t.inputs[1].copy(), c=t.inputs[2].copy())
    for found, wanted in zip(t.forward(), (outputs[:, -1], h, c)):
        np.testing.assert_allclose(found, wanted, atol=1e-12)


def test_dropout_acts_in_training_only_and_changes_with_the_step():
    t = trial(dropout=0.5, recurrent_dropout=0.5)
    plain = expected(t)[0][:, -1]
    np.testing.assert_allclose(t.forward(training=False)[0], plain, atol=1e-12)
    first, again = t.forward()[0], t.forward()[0]
    np.testing.assert_array_equal(first, again)
    t.io.random.step += 1
    assert not np.allclose(first, t.forward()[0])
    assert not np.allclose(first, plain)


def test_gradients_that_fade_to_nothing_stay_fast_and_finite():
    t = trial((TensorType((None, 300, 3)),), dtype="float32")
    found = {name: gradient for name, _, gradient in t.gradients()}
    assert all(np.isfinite(g).all() for g in found.values())
    assert (found["input 0"][:, 0] == 0).all()


def test_a_function_of_a_whole_row_is_refused():
    with pytest.raises(DataFault, match="softmax mixes the numbers of a row"):
        trial(activation="softmax")


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize(
    "spec, cell",
    [
        (GRU(units=5), naive.gru),
        (GRU(units=5, reset_after=False), partial(naive.gru, after=False)),
        (SimpleRNN(units=5), naive.simple_rnn),
    ],
    ids=["gru", "gru before", "simple_rnn"],
)
def test_other_cells_are_the_naive_ones(spec, cell, masked, backwards):
    spec = spec.replace(return_sequences=True, go_backwards=backwards)
    t = Trial(spec, (TensorType((None, 27, 3), masked=masked),))
    weights = (t.weights[k] for k in ("kernel", "recurrent_kernel", "bias"))
    wanted = cell(t.inputs[0], *weights, mask=t.masks[0], backwards=backwards)
    np.testing.assert_allclose(t.forward()[0], wanted, atol=1e-12)


def test_two_threads_share_no_workspace():
    """More rows of weights than fit evenly into chunks, again and again: threads meet in every order."""
    found, before = [], threads.thread_count()
    for count in (1, 2):
        threads.set_threads(count)
        for _ in range(4):
            keras.utils.set_random_seed(1)
            inputs = keras.Input((40, 150))
            h = keras.layers.GRU(64, return_sequences=True)(inputs)
            model = keras.Model(inputs, keras.layers.LSTM(64)(h))
            model.compile("sgd", "mse")
            draw = np.random.default_rng(1).standard_normal
            model.train_on_batch(draw((32, 40, 150)), draw((32, 64)))
            found.append(model.get_weights())
    threads.set_threads(before)
    for other in found[1:]:
        for one, two in zip(found[0], other, strict=True):
            np.testing.assert_array_equal(one, two)
