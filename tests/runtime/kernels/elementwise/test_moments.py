"""Moments, sums of slopes and rescaling against NumPy, for channels along every axis and pieces of every cut."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from runtime.kernels.elementwise import moments, rescale
from runtime.ops.normalization.pieces import Pieces
from runtime.ops.op import Limits

Array = np.ndarray[Any, Any]
SHAPES = [((7, 5), 1), ((50, 3), 1), ((3, 4, 2), 1), ((2, 3, 4, 5), 2), ((6, 300), 1), ((4, 1), 1)]


def draw(shape: tuple[int, ...], dtype: str = "float64", seed: int = 0) -> Array:
    return (np.random.default_rng(seed).standard_normal(shape) * 2 + 5).astype(dtype)


def cut(shape: tuple[int, ...], axis: int, length: int) -> Pieces:
    """The pieces for an array, short ones where channels lie side by side."""
    found = Pieces.along(shape, axis)
    if found.lanes == 1:
        return found
    length *= found.lanes
    return Pieces(found.size, found.channels, length, found.lanes, -(-found.size // length), 1)


def entries(x: Array, p: Pieces) -> tuple[Array, Array, Array]:
    """Means, sums of squares and counts of all entries."""
    found = [np.full(p.entries, np.nan, x.dtype) for _ in range(4)]
    if p.lanes > 1:
        moments.lane_moments(x.reshape(-1), p.length, p.lanes, *found, 0, p.count)
    else:
        moments.run_moments(x.reshape(-1), p.length, *found[:2], 0, p.count)
    return found[0], found[1], p.counts(lambda shape, dtype=None: np.zeros(shape, dtype or x.dtype))


def others(x: Array, axis: int) -> tuple[int, ...]:
    return tuple(i for i in range(x.ndim) if i != axis)


@pytest.mark.parametrize("length", [1, 3])
@pytest.mark.parametrize(("shape", "axis"), SHAPES)
def test_joined_entries_are_the_moments_of_each_channel(shape, axis, length) -> None:
    x = draw(shape)
    mean, square, counts = entries(x, cut(shape, axis, length))
    joint, variance = np.empty(shape[axis]), np.empty(shape[axis])
    moments.join_moments(mean, square, counts, 1, shape[axis], 1, joint, variance)
    np.testing.assert_allclose(joint, x.mean(others(x, axis)), rtol=1e-12)
    np.testing.assert_allclose(variance, x.var(others(x, axis)), rtol=1e-11)


def test_groups_of_channels_join_too() -> None:
    x = draw((2, 5, 6))
    p = Pieces.along(x.shape, 2, samples=2)
    mean, square, counts = entries(x, p)
    joint, variance = np.empty(6), np.empty(6)
    moments.join_moments(mean, square, counts, 2, 3, 2, joint, variance)
    grouped = x.reshape(2, 5, 3, 2)
    np.testing.assert_allclose(joint.reshape(2, 3), grouped.mean((1, 3)), rtol=1e-12)
    np.testing.assert_allclose(variance.reshape(2, 3), grouped.var((1, 3)), rtol=1e-11)


@pytest.mark.parametrize(("shape", "axis"), [((90_000, 4), 1), ((40, 4, 900), 1)], ids=["big side by side", "big runs"])
def test_a_mean_far_from_zero_costs_no_precision(shape, axis) -> None:
    x = (draw(shape) + 10_000).astype("float32")
    mean, square, counts = entries(x, Pieces.along(shape, axis))
    joint, variance = np.empty(4, "float32"), np.empty(4, "float32")
    moments.join_moments(mean, square, counts, 1, 4, 1, joint, variance)
    exact = x.astype("float64")
    np.testing.assert_allclose(joint, exact.mean(others(x, axis)), rtol=1e-7)
    np.testing.assert_allclose(variance, exact.var(others(x, axis)), rtol=1e-5)


@pytest.mark.parametrize("cuts", [False, True])
@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize(("shape", "axis"), SHAPES)
def test_sums_and_rescaling_are_those_of_numpy(shape, axis, add, cuts) -> None:
    x, dy, p = draw(shape), draw(shape, seed=1), cut(shape, axis, 3)
    wide = tuple(n if i == axis else 1 for i, n in enumerate(shape))
    rows = [np.resize(draw((shape[axis],), seed=s), p.row) for s in range(4)]
    m, a, b, c = (row[: shape[axis]].reshape(wide) for row in rows)
    direct, along = np.full(p.entries, np.nan), np.full(p.entries, np.nan)
    at = p.length, p.lanes, p.each, p.stride
    limits = Limits(-0.5, 0.5) if cuts else Limits()
    moments.slope_sums(x.reshape(-1), dy.reshape(-1), tuple(rows[:3]), limits, *at, direct, along, 0, p.count)
    whole = (x - m) * a + b
    if cuts:  # where the result was cut, no gradient passes
        np.testing.assert_array_equal(dy == 0, (whole <= -0.5) | (whole >= 0.5))
    np.testing.assert_allclose(direct.reshape(-1, shape[axis]).sum(0), dy.sum(others(x, axis)))
    np.testing.assert_allclose(along.reshape(-1, shape[axis]).sum(0), (dy * (x - m)).sum(others(x, axis)))
    y, dx = np.empty(x.size), np.ones(x.size)
    rescale.rescale(x.reshape(-1), *rows[:3], y, limits, *at, 0, p.count)
    np.testing.assert_allclose(y.reshape(shape), np.clip(whole, *limits))
    rescale.rescale_gradient(x.reshape(-1), dy.reshape(-1), *rows, dx, add, *at, 0, p.count)
    np.testing.assert_allclose(dx.reshape(shape), dy * a + (x - m) * b + c + (1 if add else 0))


@pytest.mark.parametrize("add", [False, True])
def test_coefficients_of_channels(add) -> None:
    mean, variance, gamma, beta = (np.abs(draw((3,), seed=s)) for s in range(4))
    inverse, (center, scale, shift) = np.empty(3), np.empty((3, 6))
    rescale.channel_coefficients(mean, variance, gamma, beta, 0.1, inverse, center, scale, shift)
    np.testing.assert_allclose(inverse, 1 / np.sqrt(variance + 0.1))
    np.testing.assert_allclose(scale, np.tile(gamma * inverse, 2))
    np.testing.assert_array_equal(center, np.tile(mean, 2))
    np.testing.assert_array_equal(shift, np.tile(beta, 2))
    direct, along, ratio, offset = draw((12,)), draw((12,), seed=1), draw((3,), seed=2), draw((3,), seed=3)
    slope, moved, owed = np.empty(6), np.empty(6), rescale.ChannelGradients(np.ones(3), np.ones(3), add)
    rescale.channel_gradients(direct, along, inverse, ratio, offset, np.array([0.0, 8, 8]), scale, slope, moved, owed)
    plain, weighted = direct.reshape(4, 3).sum(0), along.reshape(4, 3).sum(0) * inverse
    start = 1 if add else 0
    np.testing.assert_allclose(owed.gamma, start + weighted * ratio + plain * offset)
    np.testing.assert_allclose(owed.beta, start + plain)
    np.testing.assert_allclose(slope, np.tile([0, 1, 1] * -scale[:3] * inverse * weighted / 8, 2))
    np.testing.assert_allclose(moved, np.tile([0, 1, 1] * -scale[:3] * plain / 8, 2))


def test_a_moving_average_follows() -> None:
    moving = np.array([1.0, 2.0])
    rescale.follow(moving, np.array([3.0, 3.0]), 0.9)
    np.testing.assert_allclose(moving, [1.2, 2.1])
