"""Shades spread out by how often they occur: in a whole channel, or tile by tile."""

from __future__ import annotations

from math import prod

import numpy as np

from graph.layers.preprocessing.histograms import ContrastLimitedAdaptiveHistogramEqualization, Equalization
from runtime.kinds.computes import computes
from runtime.ops.op import Array, StepArrays
from runtime.ops.preprocessing.random_images import Draws, RandomImagesOp

SHADES = 256


class ShadesOp(RandomImagesOp):
    """Numbers looked up in a table by their shade: tables have no slope. `shades` is x brought to 0 … 255."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self.shades = io.scratch(self.x.last.shape)

    def read_shades(self) -> None:
        low, high = self.io.spec.value_range
        np.subtract(self.x.last, low, out=self.shades)
        np.divide(self.shades, high - low, out=self.shades)
        np.multiply(self.shades, SHADES - 1, out=self.shades)

    def write_shades(self) -> None:
        """Bring what is in `y` from 0 … 255 to the range."""
        low, high = self.io.spec.value_range
        np.multiply(self.y.last, (high - low) / (SHADES - 1), out=self.y.last)
        np.add(self.y.last, low, out=self.y.last)

    def change_back(self, add: bool) -> None:
        assert self.dx is not None
        if not add:
            self.dx.last.fill(0)


@computes(Equalization)
class EqualizationOp(ShadesOp):
    """One table for each channel of each image; a channel of one shade stays as it is."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        batch, *places, channels = self.x.last.shape
        self._flat, self._tables = (batch, prod(places), channels), batch * channels
        self._bins = io.scratch(self._flat, np.int64)
        self._first = (np.arange(self._tables) * io.spec.bins).reshape(batch, 1, channels)
        self._single = io.scratch((batch, 1, channels), np.bool_)

    def change(self, draws: Draws) -> None:
        bins, y = self.io.spec.bins, self.y.last.reshape(self._flat)
        self.read_shades()
        x = self.shades.reshape(self._flat)
        self._sort(x, (bins - 1) / (SHADES - 1))
        counts = np.bincount(self._bins.reshape(-1), minlength=self._tables * bins).reshape(self._tables, bins)
        below = counts.cumsum(1)
        least = below[np.arange(self._tables), (below > 0).argmax(1)][:, None]
        table = np.round((below - least) * (SHADES - 1.0) / np.maximum(below[:, -1:] - least, 1)).clip(0, SHADES - 1)
        np.take(table.astype(y.dtype).reshape(-1), self._bins, out=y, mode="clip")
        np.copyto(self._single, ((counts > 0).sum(1) <= 1).reshape(self._single.shape))
        np.copyto(y, x, where=self._single)
        self.write_shades()

    def _sort(self, x: Array, scale: float) -> None:
        """Fill `_bins` with the places of all numbers in the tables."""
        np.copyto(self._bins, np.clip(np.trunc(x * scale), 0, self.io.spec.bins - 1), casting="unsafe")
        np.add(self._bins, self._first, out=self._bins)

    def change_back(self, add: bool) -> None:
        assert self.dx is not None
        dx, dy = self.dx.last.reshape(self._flat), self.dy.last.reshape(self._flat)
        if add:
            np.add(dx, dy, out=dx, where=self._single)
        else:
            np.multiply(dy, self._single, out=dx)


@computes(ContrastLimitedAdaptiveHistogramEqualization)
class ContrastLimitedAdaptiveHistogramEqualizationOp(ShadesOp):
    """A table for each tile; each cell is between the middles of four tiles.

    S. M. Pizer et al., Adaptive histogram equalization and its variations, 1987; cells counted as Keras counts them.
    """

    def forward(self, training: bool) -> None:
        super().forward(True)

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        batch, rows, columns, channels = self.x.last.shape
        self._grid = down, across = io.spec.tile_grid_size
        self._tile = -(-rows // down), -(-columns // across)
        whole = (batch, self._tile[0] * down, self._tile[1] * across, channels)
        self._pixels = io.scratch(whole, np.int64)
        places = [np.arange(size) // tile for size, tile in zip(whole[1:3], self._tile, strict=True)]
        tables = self._places(batch, places[0], places[1], channels)
        self._own = tables * SHADES
        self._mirror = [
            np.where(np.arange(n) < size, np.arange(n), 2 * size - 1 - np.arange(n))
            for n, size in zip(whole[1:3], (rows, columns), strict=True)
        ]
        self._corners: list[tuple[Array, Array]] = []
        ends = [self._between(size, tile, n) for size, tile, n in zip((rows, columns), self._tile, self._grid)]
        for row, weigh_row in ends[0]:
            for column, weigh_column in ends[1]:
                weights = (weigh_row[:, None] * weigh_column)[None, :, :, None].astype(io.dtype)
                self._corners.append((self._places(batch, row, column, channels) * SHADES, weights))

    def _places(self, batch: int, rows: Array, columns: Array, channels: int) -> Array:
        """The number of the table for each cell, given that of its tile."""
        down, across = self._grid
        image, tile = np.arange(batch)[:, None, None], (rows[:, None] * across + columns)[None]
        return ((image * down * across + tile)[..., None] * channels) + np.arange(channels)

    @staticmethod
    def _between(size: int, tile: int, count: int) -> list[tuple[Array, Array]]:
        """The tiles before and after each cell of an axis, with their shares."""
        place = (np.arange(size) - tile / 2) / tile
        before = np.floor(place)
        share = place - before
        first, last = (np.clip(before + n, 0, count - 1).astype(np.int64) for n in (0, 1))
        return [(first, 1 - share), (last, share)]

    def change(self, draws: Draws) -> None:
        batch, rows, columns, channels = self.x.last.shape
        down, across = self._grid
        self.read_shades()
        np.clip(self.shades, 0, SHADES - 1, out=self.shades)
        mirrored = self.shades[:, self._mirror[0]][:, :, self._mirror[1]]
        np.copyto(self._pixels, mirrored, casting="unsafe")
        count = batch * down * across * channels
        cells = (self._pixels + self._own).reshape(-1)
        counts = np.bincount(cells, minlength=count * SHADES).reshape(count, SHADES).astype(self.io.dtype)
        size = self._tile[0] * self._tile[1]
        if self.io.spec.clip_limit > 0:
            kept = np.minimum(counts, self.io.dtype.type(self.io.spec.clip_limit * size / SHADES))
            counts = kept + (counts - kept).sum(1, keepdims=True) / SHADES
        below = counts.cumsum(1)
        least = below[:, :1]
        rest = size - least
        rest[rest == 0] = 1
        table = np.clip((below - least) * (SHADES - 1) / rest, 0, SHADES - 1).reshape(-1)
        pixels, y = self._pixels[:, :rows, :columns], self.y.last
        y.fill(0)
        for first, weights in self._corners:
            np.add(y, table[pixels + first] * weights, out=y)
        self.write_shades()
