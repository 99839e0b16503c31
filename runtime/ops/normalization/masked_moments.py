"""Means and variances of the numbers that a mask leaves, by NumPy: masks beside normalizations are rare."""

from __future__ import annotations

import numpy as np

from runtime.ops.op import Array, StepArrays

ALMOST_NOTHING = 1e-7
"""Keras adds its smallest number to a count that may be zero."""


class MaskedMoments:
    """The statistics of every channel along `axis` over the steps that count, and what they do on the way back."""

    def __init__(self, io: StepArrays, axis: int, mask: Array) -> None:
        self._x, self._mask = io.inputs[0], mask[..., None]
        self._axes = tuple(i for i in range(self._x.ndim) if i != axis)
        self._shape = tuple(n if i == axis else 1 for i, n in enumerate(self._x.shape))
        self.counts = io.scratch((self._x.shape[axis],))
        take = io.workspace()
        self._work, self._sum = take(self._x.shape), take(self._shape)

    def __call__(self, mean: Array, variance: Array) -> None:
        """Fill both, and `counts`."""
        x, work, axes, total = self._x, self._work, self._axes, self._sum
        np.copyto(work, self._mask)
        np.sum(work, axis=axes, keepdims=True, out=total)
        counts = self.counts.reshape(self._shape)
        np.add(total, ALMOST_NOTHING, out=counts)
        work.fill(0)
        np.copyto(work, x, where=self._mask)
        np.sum(work, axis=axes, keepdims=True, out=total)
        middle = mean.reshape(self._shape)
        np.divide(total, counts, out=middle)
        work.fill(0)
        np.subtract(x, middle, out=work, where=self._mask)
        np.multiply(work, work, out=work)
        np.sum(work, axis=axes, keepdims=True, out=total)
        np.divide(total, counts, out=variance.reshape(self._shape))

    def spread(self, dy: Array, rows: tuple[Array, ...], work: Array, dx: Array, add: bool) -> None:
        """dx (+)= dy · scale, and (x − center) · slope + shift where the mask says; dy and work are overwritten."""
        m, a, b, c = (array.reshape(self._shape) for array in rows)
        np.multiply(dy, a, out=dy)
        np.subtract(self._x, m, out=work)
        np.multiply(work, b, out=work)
        np.add(work, c, out=work)
        np.add(dy, work, out=dy, where=self._mask)
        if add:
            np.add(dx, dy, out=dx)
        else:
            np.copyto(dx, dy)
