"""Update rules for the rows of a list: the bits of the rule for all weights, and every other row untouched."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.kernels.updates import optimizers as kernels

COLUMNS, ROWS = 5, np.array([6, 0, 3])
NUMBERS = {
    "sgd": (0, 0.1),
    "sgd_momentum": (1, kernels.MomentumNumbers(0.1, 0.9, True)),
    "rmsprop_full": (3, kernels.FullRMSNumbers(0.1, 0.9, 1e-7, 0.5, True)),
    "adam": (2, kernels.AdamNumbers(0.1, 0.1, 0.001, 1e-7)),
    "adam_amsgrad": (3, kernels.AdamNumbers(0.1, 0.1, 0.001, 1e-7)),
}


def flat(count, seed=0):
    return [np.random.default_rng(seed + i).random(8 * COLUMNS) for i in range(count)]


@pytest.mark.parametrize("name", NUMBERS)
def test_rows_of_a_list_get_the_bits_of_the_whole(name):
    slots, numbers = NUMBERS[name]
    w, g, *state = flat(2 + slots)
    before, expected = [a.reshape(8, -1).copy() for a in (w, *state)], [a.copy() for a in (w, *state)]
    getattr(kernels, name)(expected[0], g, *([tuple(expected[1:])] if slots else []), numbers, 0, w.size)
    for begin, end in ((0, 1), (1, 3)):
        given = (*([tuple(state)] if slots else []), numbers, kernels.Used(COLUMNS, ROWS))
        getattr(kernels, f"{name}_rows")(w, g, *given, begin, end)
    others = np.setdiff1d(np.arange(8), ROWS)
    for found, wanted, kept in zip((w, *state), expected, before, strict=True):
        np.testing.assert_array_equal(found.reshape(8, -1)[ROWS], wanted.reshape(8, -1)[ROWS])
        np.testing.assert_array_equal(found.reshape(8, -1)[others], kept[others])


def naive_fade(v, rho, steps):
    for _ in range(steps):
        v = v * rho
    return v


@pytest.mark.parametrize("steps", [0, 1, 64, 200])
def test_an_average_fades_step_by_step(steps):
    (v,) = flat(1)
    expected = naive_fade(v, 0.7, steps)
    kernels.fade(v, 0.7, steps, 0, 17)
    kernels.fade(v, 0.7, steps, 17, v.size)
    np.testing.assert_array_equal(v, expected)


def test_what_has_faded_to_nothing_stays_nothing():
    v = np.full(3, 1e-300)
    kernels.fade(v, 0.1, 10**6, 0, 3)  # in time only because it ends where all are zero
    np.testing.assert_array_equal(v, 0)


def test_rows_make_up_for_the_steps_they_missed():
    w, g, v = flat(3)
    due, columns = np.array([2, 0, 0, 5, 0, 0, 4, 0]), np.arange(8 * COLUMNS) // COLUMNS
    expected_w, expected_v = w.copy(), v.copy()
    for row in ROWS:
        mine = columns == row
        faded = naive_fade(v[mine], 0.9, 5 - due[row])
        expected_v[mine] = 0.9 * faded + (1.0 - 0.9) * g[mine] * g[mine]
        expected_w[mine] -= 0.1 * g[mine] / np.sqrt(expected_v[mine] + 1e-7)
    waiting = due.copy()
    waits = kernels.Waiting(COLUMNS, ROWS, due, 5)
    kernels.rmsprop_rows(w, g, (v,), kernels.RMSNumbers(0.1, 0.9, 1e-7), waits, 0, len(ROWS))
    np.testing.assert_allclose(v, expected_v, rtol=1e-14)
    np.testing.assert_allclose(w, expected_w, rtol=1e-14)
    waiting[ROWS] = 6
    np.testing.assert_array_equal(due, waiting)


def test_all_rows_are_brought_to_one_step():
    (v,) = flat(1)
    due = np.arange(8)
    expected = np.concatenate([naive_fade(row, 0.5, 7 - d) for row, d in zip(v.reshape(8, -1), due)])
    kernels.fade_rows(v, 0.5, COLUMNS, due, 7, 0, 8)
    np.testing.assert_array_equal(v, expected)
    np.testing.assert_array_equal(due, 7)
