"""Buffers that are needed at the same time never overlap, and the others do."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import runtime as keras
from runtime.execution.arena import Life, arrange, buffers
from runtime.execution.plan import Plan

lives = st.lists(
    st.builds(lambda a, n, size: Life(a, a + n, size), st.integers(0, 20), st.integers(0, 9), st.integers(0, 99)),
    max_size=20,
)


@given(lives)
def test_what_meets_is_apart(found):
    places, total = arrange(dict(enumerate(found)))
    for i, a in enumerate(found):
        assert places[i] % 16 == 0
        assert places[i] + a.size <= total
        for j, b in enumerate(found[:i]):
            meet = a.begin <= b.end and b.begin <= a.end
            if meet and a.size and b.size:
                assert places[i] + a.size <= places[j] or places[j] + b.size <= places[i]


def test_a_chain_needs_the_room_of_two_neighbours():
    chain = {i: Life(i, i + 1, 160) for i in range(10)}
    arrays, size = buffers(chain, np.dtype(np.float32))
    assert size == 2 * 160 * 4
    assert np.shares_memory(arrays[0], arrays[2])
    assert not np.shares_memory(arrays[0], arrays[1])


def test_a_deep_network_holds_few_gradients():
    inputs = keras.Input(shape=(64,))
    x = inputs
    for _ in range(20):
        x = keras.layers.Dense(64, activation="tanh")(x)
    model = keras.Model(inputs, x)
    model.compile(optimizer="sgd", loss="mse")
    model.train_on_batch(np.zeros((64, 64)), np.zeros((64, 64)))
    plan = next(p for p in model._network._plans.values() if isinstance(p, Plan))
    memory = {int(g.ctypes.data) for g in plan.gradients.values()}
    assert len(plan.gradients) == 20
    assert len(memory) <= 3
    model.predict_on_batch(np.zeros((64, 64)))
    predicting = next(p for p in model._network._plans.values() if isinstance(p, Plan) and not p.training)
    assert len({int(v.ctypes.data) for v in predicting.values.values()}) <= 4
