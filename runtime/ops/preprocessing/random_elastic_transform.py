"""Images read at places that are shifted a little, neighbours together."""

from __future__ import annotations

import numpy as np

from graph.layers.preprocessing.random_elastic_transform import RandomElasticTransform
from graph.layers.preprocessing.random_geometry import bounds
from runtime.jit import threads
from runtime.kernels.elementwise.noise import add_noise
from runtime.kinds.computes import computes
from runtime.ops.activation import CHUNK
from runtime.ops.op import Array, StepArrays
from runtime.ops.preprocessing.random_colours import CutOp
from runtime.ops.preprocessing.random_images import Draws

THINNEST = 1e-6
"""No bell curve is thinner, so that none is divided by nothing."""


@computes(RandomElasticTransform)
class RandomElasticTransformOp(CutOp):
    """P. Simard, D. Steinkraus and J. Platt, Best practices for convolutional neural networks, 2003.

    Rows and columns are shifted by numbers of their own, while Keras draws both from one seed, which shifts everything
    along the diagonal.
    """

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        batch, rows, columns, _ = self.x.last.shape
        self._own = np.arange(batch)[:, None] * rows * columns
        self._corners: list[tuple[Array, Array]] = []
        self._touched = False

    def change(self, draws: Draws) -> None:
        spec, x, y = self.io.spec, self.x.last, self.y.last
        batch, rows, columns, channels = x.shape
        share = draws.uniform(*bounds(spec.factor, 0), batch)
        bent = draws.random(batch) < share
        amount = draws.once.uniform(*bounds(spec.scale, 0))
        self._touched = bounds(spec.scale, 0)[1] > 0 and bounds(spec.factor, 0)[1] > 0
        if not self._touched:
            np.copyto(y, x)
            return
        reach, spread = max(rows, columns) * 0.1 * amount, max(min(rows, columns) * 0.05 * amount, THINNEST)
        still, noise = np.zeros(batch * rows * columns), np.empty((2, batch, rows, columns))
        for way, numbers in enumerate(noise):
            key = self.io.random.words(rows * columns, way + 1)
            threads.run(add_noise, still.size, CHUNK, still, numbers.reshape(-1), 0.0, spread, *key, False)
        shifts = reach * _blurred(noise, spread) * bent[:, None, None]
        places = np.arange(rows)[:, None] + shifts[0], np.arange(columns) + shifts[1]
        self._corners = self._read_at(*places)
        flat = x.reshape(-1, channels)
        target = y.reshape(-1, channels)
        target.fill(0)
        for cells, weights in self._corners:
            np.add(target, np.take(flat, cells, axis=0, mode="clip") * weights, out=target)
        if spec.fill_mode == "constant":
            target += spec.fill_value * (1 - sum(weights for _, weights in self._corners))
        self.cut()

    def _read_at(self, down: Array, across: Array) -> list[tuple[Array, Array]]:
        """For each corner around the places, the cells to read and their shares; those outside have none where a
        number stands for them."""
        ends = []
        for places, size in ((down, self.x.last.shape[1]), (across, self.x.last.shape[2])):
            if self.io.spec.interpolation == "nearest":
                choices = [(np.round(places), np.ones_like(places))]
            else:
                before = np.floor(places)
                choices = [(before, 1 - (places - before)), (before + 1, places - before)]
            ends.append([self._inside_of(cells.astype(np.int64), share, size) for cells, share in choices])
        batch = len(self._own)
        found = []
        for rows, row_share in ends[0]:
            for columns, column_share in ends[1]:
                cells = (rows * self.x.last.shape[2] + columns).reshape(batch, -1) + self._own
                found.append((cells.reshape(-1), (row_share * column_share).reshape(-1, 1).astype(self.io.dtype)))
        return found

    def _inside_of(self, cells: Array, share: Array, size: int) -> tuple[Array, Array]:
        mode = self.io.spec.fill_mode
        if mode == "constant":
            share = share * ((cells >= 0) & (cells < size))
        elif mode == "wrap":
            cells = cells % size
        elif mode == "reflect":
            cells = cells % (2 * size)
            cells = np.minimum(cells, 2 * size - 1 - cells)
        elif mode == "mirror":
            turn = max(2 * size - 2, 1)
            cells = cells % turn
            cells = np.minimum(cells, turn - cells)
        return np.clip(cells, 0, size - 1), share

    def change_back(self, add: bool) -> None:
        if not self._touched:
            self.take_all()
        else:
            self.take_gradient()
            channels = self.flat[2]
            given, back = (
                self.given.reshape(-1, channels),
                np.zeros((self.flat[0] * self.flat[1], channels), self.io.dtype),
            )
            for cells, weights in self._corners:
                np.add.at(back, cells, given * weights)
            np.copyto(given, back)
        self.give_gradient(add)

    def take_all(self) -> None:
        """The gradient of images that nothing happened to."""
        np.copyto(self.given, self.dy.last.reshape(self.flat))


def _blurred(noise: Array, spread: float) -> Array:
    """The noise of (both directions, batch, rows, columns) weighed by a bell curve, zeros outside."""
    size = int(6 * spread) | 1
    curve = np.exp(-0.5 * ((np.arange(size) - (size - 1) / 2) / spread) ** 2)
    curve /= curve.sum()
    for axis in (2, 3):
        padding = [(0, 0)] * 4
        padding[axis] = (size // 2, size // 2)
        wide = np.lib.stride_tricks.sliding_window_view(np.pad(noise, padding), size, axis=axis)
        noise = wide @ curve
    return noise
