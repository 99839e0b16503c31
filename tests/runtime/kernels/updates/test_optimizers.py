"""Update rules against Keras' recorded traces and against the rules for one weight."""

from __future__ import annotations

import math

import numpy as np
import pytest

from runtime.kernels.updates import optimizers as kernels
from tests.runtime.kernels.updates import naive_optimizers as naive

GRADIENTS = (0.5, 1.0, 1.5)


def trace(kernel, kind, gradients, slots, settings, dtype=np.float32, size=37):
    """The weight after each step, from 1; `settings` gives the `kind` of numbers for a step. All weights go alike."""
    w, state = np.ones(size, dtype), [np.zeros(size, dtype) for _ in range(slots)]
    for t, g in enumerate(gradients, 1):
        numbers = [dtype(s) if isinstance(s, float) else s for s in settings(t)]
        for begin, end in ((0, 5), (5, size)):
            kernel(w, np.full(size, g, dtype), *([tuple(state)] if state else []), kind(*numbers), begin, end)
        assert (w == w[0]).all()
        yield float(w[0])


def alpha(t):
    return 0.001 * math.sqrt(1 - 0.999**t) / (1 - 0.9**t)


@pytest.mark.parametrize(
    ("kernel", "kind", "slots", "settings", "expected"),
    [
        (kernels.rmsprop, kernels.RMSNumbers, 1, lambda t: (0.001, 0.9, 1e-7), [0.99683774, 0.99398059, 0.99138993]),
        (
            kernels.adam,
            kernels.AdamNumbers,
            2,
            lambda t: (alpha(t), 0.1, 0.001, 1e-7),
            [0.99900001, 0.99803483, 0.99707681],
        ),
        (kernels.sgd_momentum, kernels.MomentumNumbers, 1, lambda t: (0.01, 0.9, False), [0.995, 0.9805, 0.95245]),
        (kernels.sgd_momentum, kernels.MomentumNumbers, 1, lambda t: (0.01, 0.9, True), [0.9905, 0.96745, 0.927205]),
        (kernels.sgd, np.float32, 0, lambda t: (0.01,), [0.995, 0.985, 0.97]),
    ],
)
def test_the_traces_of_keras(kernel, kind, slots, settings, expected):
    np.testing.assert_allclose(list(trace(kernel, kind, GRADIENTS, slots, settings)), expected, rtol=1.5e-7)


@pytest.mark.parametrize("centered", [False, True])
@pytest.mark.parametrize("momentum", [0.0, 0.8])
def test_rmsprop_with_momentum_and_centred(centered, momentum):
    gradients = np.random.default_rng(0).standard_normal(20)
    kernel, kind = kernels.rmsprop_full, kernels.FullRMSNumbers
    found = trace(kernel, kind, gradients, 3, lambda t: (0.01, 0.9, 1e-7, momentum, centered), np.float64)
    expected = naive.rmsprop(1.0, gradients, 0.01, 0.9, 1e-7, momentum, centered)
    np.testing.assert_allclose(list(found), list(expected), rtol=1e-12)


@pytest.mark.parametrize("amsgrad", [False, True])
def test_adam_over_many_steps(amsgrad):
    gradients = np.random.default_rng(0).standard_normal(30) / np.arange(1, 31)
    kernel, slots = (kernels.adam_amsgrad, 3) if amsgrad else (kernels.adam, 2)
    found = trace(
        kernel, kernels.AdamNumbers, gradients, slots, lambda t: (alpha(t), 1 - 0.9, 1 - 0.999, 1e-7), np.float64
    )
    expected = naive.adam(1.0, gradients, 0.001, 0.9, 0.999, 1e-7, amsgrad)
    np.testing.assert_allclose(list(found), list(expected), rtol=1e-12)


def test_nan_reaches_the_weights():
    for kernel, slots, numbers in (
        (kernels.rmsprop, 1, kernels.RMSNumbers(0.001, 0.9, 1e-7)),
        (kernels.adam_amsgrad, 3, kernels.AdamNumbers(alpha(1), 0.1, 0.001, 1e-7)),
    ):
        w, state = np.ones(3), tuple(np.zeros(3) for _ in range(slots))
        kernel(w, np.array([1, np.nan, 1]), state, numbers, 0, 3)
        assert np.isnan(w).tolist() == [False, True, False]
