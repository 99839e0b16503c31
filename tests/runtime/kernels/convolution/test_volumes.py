"""Volumes stacked as images and summed back, against loops over every slice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from runtime.kernels.convolution.volumes import Stacked, StackedKernel
from runtime.kernels.convolution.windows import Axis

Array = np.ndarray[Any, Any]
AXES = [
    Axis(5, 3, 0, 1, 3, 1),
    Axis(5, 5, -1, 1, 3, 1),
    Axis(6, 3, -1, 2, 3, 1),
    Axis(4, 2, 0, 2, 1, 1),
    Axis(7, 7, -4, 1, 3, 2),
]


def scratch(shape: tuple[int, ...]) -> Array:
    return np.full(shape, np.nan)


def pairs(axis: Axis, groups: int, channels: int) -> list[tuple[int, int, slice, slice]]:
    """(position, slice of the volume, channels of the stacked image, channels of the volume), a group's at a time."""
    found, share = [], channels // groups
    for p in range(axis.positions):
        for k in range(axis.window):
            z = axis.first + p * axis.step + k * axis.gap
            for g in range(groups):
                at = (g * axis.window + k) * share
                found.append((p, z, slice(at, at + share), slice(g * share, (g + 1) * share)))
    return found


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("axis", AXES)
def test_stacked_slices_stand_group_by_group(axis, groups):
    volumes = np.random.default_rng(1).standard_normal((2, axis.size, 2, 3, 4))
    stacked = Stacked(axis, groups, volumes, scratch)
    stacked.stack()
    expected = np.zeros((2, axis.positions, 2, 3, 4 * axis.window))
    for p, z, into, of in pairs(axis, groups, 4):
        if 0 <= z < axis.size:
            expected[:, p, :, :, into] = volumes[:, z, :, :, of]
    np.testing.assert_array_equal(stacked.images, expected.reshape(stacked.images.shape))


@pytest.mark.parametrize("start", ["nothing", "bias", "what is there"])
@pytest.mark.parametrize("axis", AXES)
def test_what_was_stacked_is_summed(axis, start):
    rng = np.random.default_rng(2)
    volumes, bias = rng.standard_normal((2, axis.size, 2, 3, 4)), rng.standard_normal(4)
    stacked = Stacked(axis, 2, volumes, scratch)
    images = stacked.images[...] = rng.standard_normal(stacked.images.shape)
    expected = volumes.copy() if start == "what is there" else np.zeros_like(volumes)
    expected += bias if start == "bias" else 0
    for p, z, of, into in pairs(axis, 2, 4):
        if 0 <= z < axis.size:
            expected[:, z, :, :, into] += images.reshape(2, axis.positions, 2, 3, -1)[:, p, :, :, of]
    stacked.unstack(start == "what is there", bias if start == "bias" else None, 0)
    np.testing.assert_allclose(volumes, np.maximum(expected, 0), atol=1e-12)


def test_windows_of_one_slice_need_no_copy():
    volumes = np.random.default_rng(3).standard_normal((2, 3, 2, 2, 4))
    stacked = Stacked(Axis(3, 3, 0, 1, 1, 1), 2, volumes, scratch)
    stacked.stack()
    stacked.unstack(False)
    assert stacked.same and np.shares_memory(stacked.images, volumes)


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize("depth", [1, 3])
def test_a_kernel_is_stacked_as_volumes_are(depth, add):
    rng = np.random.default_rng(4)
    kernel = rng.standard_normal((depth, 2, 3, 4, 5))
    stacked = StackedKernel(kernel, scratch)
    stacked.stack()
    assert np.array_equal(stacked.planar.reshape(2, 3, depth, 4, 5), np.moveaxis(kernel, 0, 2))
    before = kernel.copy()
    stacked.unstack(add)
    np.testing.assert_array_equal(kernel, before * (2 if add and not stacked.same else 1))
