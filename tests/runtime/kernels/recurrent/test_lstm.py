"""The LSTM's kernels against the naive cell, and their gradients against central differences."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.elementwise.activations import FORMULAS
from runtime.kernels.recurrent import lstm
from runtime.kernels.recurrent.recurrent import Drops, Inputs, Layout, WeightGradients, Weights, gradient_work
from tests.runtime.kernels.examples import PLAIN
from tests.runtime.kernels.recurrent import naive_recurrent as naive

EMPTY = np.zeros(0)
NO_MASK = np.zeros(0, np.bool_)


class Case:
    """One call of an LSTM on random numbers, in float64."""

    def __init__(
        self,
        batch=3,
        steps=4,
        features=2,
        units=5,
        bias=True,
        mask=False,
        backwards=False,
        sequences=True,
        zero_masked=False,
        drops=(0, 0),
        activation="tanh",
        recurrent_activation="sigmoid",
        seed=0,
    ):
        draw = np.random.default_rng(seed).standard_normal
        self.layout = Layout(batch, steps, features, units, 4, steps, steps + 1, backwards, sequences, zero_masked)
        self.activations = activation, recurrent_activation
        self.x, self.kernel = draw((batch, steps, features)), draw((features, 4 * units))
        self.recurrent, self.bias = draw((units, 4 * units)), draw(4 * units) if bias else None
        self.h, self.c = draw((batch, units)), draw((batch, units))
        self.mask = np.random.default_rng(seed).random((batch, steps)) < 0.6 if mask else None
        self.inputs_drop = draw((drops[0], batch, features)) if drops[0] else None
        self.state_drop = draw((drops[1], batch, units)) if drops[1] else None
        self.d_sequence, self.d_last = draw((batch, steps, units)), draw((batch, units))
        self.dh, self.dc = draw((batch, units)), draw((batch, units))

    def naive(self):
        phi, sigma = (lambda z, f=FORMULAS[name]: np.vectorize(f.value)(z, f.a, f.b) for name in self.activations)
        return naive.lstm(
            self.x,
            self.kernel,
            self.recurrent,
            self.bias,
            h=self.h.copy(),
            c=self.c.copy(),
            mask=self.mask,
            activation=phi,
            recurrent_activation=sigma,
            backwards=self.layout.backwards,
            zero_masked=self.layout.zero_masked,
            inputs_drop=self.inputs_drop,
            state_drop=self.state_drop,
        )

    def result(self):
        outputs, h, c = self.naive()
        return (outputs if self.layout.sequences else outputs[:, -1]), h, c

    def loss(self):
        out, h, c = self.result()
        return (out * self.d_out).sum() + (h * self.dh).sum() + (c * self.dc).sum()

    @property
    def d_out(self):
        return self.d_sequence if self.layout.sequences else self.d_last

    def flat_drops(self):
        n = self.layout
        inputs = EMPTY if self.inputs_drop is None else self.inputs_drop.ravel()
        state = EMPTY if self.state_drop is None else self.state_drop.ravel()
        return Drops(inputs, state, np.zeros(4 * n.batch * n.features), np.zeros(4 * n.batch * n.units))

    def inputs(self):
        return Inputs(self.x.ravel(), NO_MASK if self.mask is None else self.mask.ravel(), self.flat_drops())

    def memory(self):
        n = self.layout
        gates = np.full(n.gate_slots * 4 * n.batch * n.units, np.nan)
        kept = np.full_like(gates, np.nan) if any(FORMULAS[name].from_input for name in self.activations) else EMPTY
        h, c = (np.full((n.state_slots, n.batch, n.units), np.nan) for _ in range(2))
        h[0], c[0] = self.h, self.c
        return lstm.Memory(gates, kept, h.ravel(), c.ravel())

    def forward(self, cuts=()):
        n = self.layout
        out, memory, inputs = np.full(self.d_out.size, np.nan), self.memory(), self.inputs()
        weights = Weights(self.kernel.ravel(), self.recurrent.ravel(), EMPTY if self.bias is None else self.bias)
        run = lstm.forward(*self.activations)
        for begin, end in zip((0, *cuts), (*cuts, n.batch)):
            run(n, inputs, weights, memory, out, begin, end)
        last = n.steps % n.state_slots
        h, c = (a.reshape(n.state_slots, n.batch, n.units)[last] for a in (memory.output, memory.cell))
        return out.reshape(self.d_out.shape), h, c, memory, inputs

    def backward(self, accumulate=False, cuts=()):
        n = self.layout
        *_, memory, inputs = self.forward()
        dh = np.zeros((2, n.batch, n.units))
        dh[n.steps % 2] = self.dh
        dc, start = self.dc.copy(), 1.0 if accumulate else np.nan
        dx = np.full(self.x.size, start)
        turned = lstm.Turned(self.kernel.T.ravel(), self.recurrent.T.ravel())
        d = lstm.Gradients(self.d_out.ravel(), dh.ravel(), dc.ravel(), dx, accumulate)
        lstm.backward(*self.activations)(n, inputs, turned, memory, d, 0, n.batch)
        weights = [np.full(a.size, start) for a in (self.kernel, self.recurrent)]
        weights.append(np.full(4 * n.units, start) if self.bias is not None else EMPTY)
        rows = n.features + n.units + 1
        work = np.full((3, gradient_work(n, rows)), np.nan)
        wanted = WeightGradients(*weights, accumulate)
        for begin, end in zip((0, *cuts), (*cuts, rows)):
            lstm.gradients(n, inputs, memory, wanted, work, 1, begin, end)
        assert np.isnan(work[[0, 2]]).all()  # the places of other threads
        grads = {"x": dx, "kernel": weights[0], "recurrent": weights[1], "h": dh[0], "c": dc}
        if self.bias is not None:
            grads["bias"] = weights[2]
        return {k: g.reshape(getattr(self, k).shape) - (accumulate and k not in "hc") for k, g in grads.items()}


CASES = {
    "plain": {},
    "last output only": {"sequences": False},
    "one step": {"steps": 1},
    "wider than a tile, no bias": {"units": 37, "features": 19, "batch": 14, "steps": 3, "bias": False},
    "backwards": {"backwards": True},
    "more steps than a block": {"steps": 27, "backwards": True},
    "masked": {"mask": True, "steps": 6},
    "masked with zeros": {"mask": True, "zero_masked": True, "steps": 6},
    "masked last output": {"mask": True, "sequences": False, "backwards": True, "steps": 5},
    "masked zero last output": {"mask": True, "sequences": False, "zero_masked": True, "steps": 5},
    "dropped inputs": {"drops": (1, 0)},
    "dropped inputs and states": {"drops": (4, 4), "backwards": True},
    "slopes from inputs": {"activation": "silu", "recurrent_activation": "hard_silu"},
    "linear cell with hard gates": {"activation": "linear", "recurrent_activation": "hard_sigmoid"},
}


@pytest.mark.parametrize("name", CASES)
def test_forward_is_the_naive_cell(name):
    case = Case(**CASES[name])
    for given, expected in zip(case.forward()[:3], case.result()):
        np.testing.assert_allclose(given, expected, atol=1e-12)


@pytest.mark.parametrize("name", CASES)
def test_two_slots_are_enough_to_predict(name):
    case = Case(**CASES[name])
    kept = case.forward()
    case.layout = case.layout._replace(gate_slots=1, state_slots=2)
    for given, expected in zip(case.forward()[:3], kept):
        np.testing.assert_array_equal(given, expected)


@pytest.mark.parametrize("name", ["plain", "masked", "dropped inputs and states", "wider than a tile, no bias"])
def test_cutting_the_batch_changes_no_bit(name):
    case = Case(**CASES[name])
    np.testing.assert_array_equal(case.forward()[0], case.forward(cuts=(1, 2))[0])


@pytest.mark.parametrize(
    "name",
    ["plain", "more steps than a block", "dropped inputs and states", "dropped inputs", "wider than a tile, no bias"],
)
def test_cutting_the_rows_of_gradients_changes_no_bit(name):
    whole, cut = Case(**CASES[name]).backward(), Case(**CASES[name]).backward(cuts=(1, 4))
    for part, grad in whole.items():
        np.testing.assert_array_equal(cut[part], grad, err_msg=part)


@pytest.mark.parametrize("name", CASES)
def test_gradients_are_central_differences(name):
    case = Case(**CASES[name])
    grads = case.backward()
    rng = np.random.default_rng(1)
    for part, grad in grads.items():
        array, step = getattr(case, part), 1e-6
        for k in rng.permutation(array.size)[: 3 if PLAIN else 12]:
            kept = array.flat[k]
            array.flat[k] = kept + step
            above = case.loss()
            array.flat[k] = kept - step
            below = case.loss()
            array.flat[k] = kept
            assert grad.flat[k] == pytest.approx((above - below) / (2 * step), rel=2e-5, abs=2e-6), (part, k)


@pytest.mark.parametrize("name", ["plain", "dropped inputs and states", "dropped inputs"])
def test_gradients_add_where_asked(name):
    plain, added = Case(**CASES[name]).backward(), Case(**CASES[name]).backward(accumulate=True)
    for part, grad in plain.items():
        np.testing.assert_allclose(added[part], grad, atol=1e-12)


def test_the_published_example_of_keras():
    case = Case(batch=3, steps=6, features=4, units=3, sequences=False)
    case.x = np.arange(72.0).reshape(3, 6, 4)
    for name, value in (("kernel", 0.01), ("recurrent", 0.02), ("bias", 0.03), ("h", 0), ("c", 0)):
        getattr(case, name)[...] = value
    case.bias[3:6] = 1
    expected = np.repeat([[0.6288687], [0.86899155], [0.9460773]], 3, axis=1)
    np.testing.assert_allclose(case.forward()[0], expected, rtol=1e-6)
