"""A program for a child process: the three tiles of LLVM vectors, checked against NumPy, and the registers they use.

It prints the width of vectors in bits and for each kernel the kinds of registers in its machine code, as JSON.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from runtime.kernels.convolution import few_channels, winograd
from runtime.kernels.convolution.direct import Geometry, window_axes
from runtime.kernels.convolution.winograd_transforms import winograd_matrices
from runtime.kernels.matmul import gemm
from runtime.kernels.matmul.microkernel import VECTOR_BITS
from tests.listings import Listings
from tests.narrow_targets import registers_of
from tests.runtime.kernels.convolution import naive_windows as naive

Array = np.ndarray[Any, Any]
KERNELS = ("_linked_product", "transform_filters", "convolve_band")


def random(*shape: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def scratch(shape: tuple[int, ...], dtype: Any = np.float32) -> Array:
    return np.full(shape, np.nan, dtype)


def check_product() -> None:
    """Rows and columns that end within a tile, whatever its width."""
    a, b, bias, c = random(29, 17), random(17, 75, seed=1), random(75, seed=2), scratch((29, 75))
    gemm.gemm(a, b, c, bias=bias)
    np.testing.assert_allclose(c, a.astype(float) @ b + bias, rtol=1e-4, atol=1e-4)


def check_transform() -> None:
    """Winograd's transformed filters, for both of its tiles."""
    filters = random(3, 3, 32)
    for m in (3, 4):
        g, points = np.array(winograd_matrices(m)[1]), scratch(((m + 2) ** 2, 32))
        winograd.transform_filters(m, filters.reshape(-1), 32, np.zeros(32, np.float32), points.reshape(-1), 0, 32)
        expected = np.einsum("ai,bj,ijc->abc", g, g, filters.astype(float)).reshape(points.shape)
        np.testing.assert_allclose(points, expected, rtol=1e-4, atol=1e-5)


def check_band() -> None:
    """A convolution of three channels, whose rows end within a tile."""
    geometry = Geometry((1, 1), (1, 1), (1, 1))
    images, filters, outputs = random(2, 5, 41, 3), random(3, 3, 3, 3, seed=1), scratch((2, 5, 41, 3))
    axes = window_axes(geometry, images, filters, outputs)
    few_channels.FewChannels(axes, images, filters, outputs, scratch)()
    np.testing.assert_allclose(outputs, naive.convolution(images, filters, geometry, 5, 41), rtol=1e-4, atol=1e-4)


if __name__ == "__main__":
    with Listings() as listings:
        check_product()
        check_transform()
        check_band()
    kinds = {name: sorted(registers_of(text)) for name, text in listings.found if name in KERNELS}
    print(json.dumps({"bits": VECTOR_BITS, "registers": kinds}))
