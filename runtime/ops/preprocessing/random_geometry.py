"""Images turned, shifted, flipped and bent: all of them seen through a projective map, drawn for each image."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np

from graph.layers.preprocessing.random_geometry import (
    RandomFlip,
    RandomPerspective,
    RandomRotation,
    RandomShear,
    RandomTranslation,
    RandomZoom,
    bounds,
)
from runtime.jit import threads
from runtime.kernels.convolution.sampling import FILL_MODES, sample_images
from runtime.kinds.computes import computes
from runtime.ops.images import image_chunk
from runtime.ops.op import Array, StepArrays
from runtime.ops.preprocessing.random_images import Draws, RandomImagesOp

SAME = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
"""The map that changes nothing: a₀ … a₇ of `sample_images`."""


class MappedOp(RandomImagesOp):
    """Images read through the maps that `place` gives."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        batch, self.rows, self.columns, channels = self.x.last.shape
        self._maps = io.scratch((batch, 8), np.float64)
        mode = FILL_MODES.index(getattr(io.spec, "fill_mode", "constant"))
        linear = getattr(io.spec, "interpolation", "nearest") == "bilinear"
        fill = float(getattr(io.spec, "fill_value", 0))
        self._sizes = (self.rows, self.columns, channels, self._maps, linear, mode, fill)
        self._chunk = image_chunk(4 * self.x.last[0].size)

    @abstractmethod
    def place(self, draws: Draws, maps: Array) -> None:
        """Draw a map for each image; they are the identity at first."""

    def change(self, draws: Draws) -> None:
        self._maps[...] = SAME
        self.place(draws, self._maps)
        arrays = self.x.last.reshape(-1), self.y.last.reshape(-1)
        threads.run(sample_images, self.io.batch, self._chunk, arrays[0], *self._sizes, False, arrays[1])

    def change_back(self, add: bool) -> None:
        assert self.dx is not None
        if not add:
            self.dx.last.fill(0)
        arrays = self.dx.last.reshape(-1), self.dy.last.reshape(-1)
        threads.run(sample_images, self.io.batch, self._chunk, arrays[0], *self._sizes, True, arrays[1])


@computes(RandomFlip)
class RandomFlipOp(MappedOp):
    """Half of the images, both ways at once where both are asked for."""

    def place(self, draws: Draws, maps: Array) -> None:
        flipped = draws.random(len(maps)) <= 0.5
        if "horizontal" in self.io.spec.mode:
            maps[flipped, 0], maps[flipped, 2] = -1, self.columns - 1
        if "vertical" in self.io.spec.mode:
            maps[flipped, 4], maps[flipped, 5] = -1, self.rows - 1


@computes(RandomRotation)
class RandomRotationOp(MappedOp):
    """By an angle around the middle of the image."""

    def place(self, draws: Draws, maps: Array) -> None:
        angle = 2 * np.pi * draws.uniform(*bounds(self.io.spec.factor), len(maps))
        x, y, cos, sin = (self.columns - 1) / 2, (self.rows - 1) / 2, np.cos(angle), np.sin(angle)
        maps[:, 0], maps[:, 1], maps[:, 2] = cos, -sin, x - x * cos + y * sin
        maps[:, 3], maps[:, 4], maps[:, 5] = sin, cos, y - x * sin - y * cos


@computes(RandomTranslation)
class RandomTranslationOp(MappedOp):
    """By a share of the height and of the width."""

    def place(self, draws: Draws, maps: Array) -> None:
        maps[:, 5] = -draws.uniform(*bounds(self.io.spec.height_factor), len(maps)) * self.rows
        maps[:, 2] = -draws.uniform(*bounds(self.io.spec.width_factor), len(maps)) * self.columns


@computes(RandomZoom)
class RandomZoomOp(MappedOp):
    """From the middle; without a width_factor both ways by the same."""

    def place(self, draws: Draws, maps: Array) -> None:
        down = 1 + draws.uniform(*bounds(self.io.spec.height_factor), len(maps))
        width = self.io.spec.width_factor
        across = down if width is None else 1 + draws.uniform(*bounds(width), len(maps))
        maps[:, 0], maps[:, 2] = across, (self.columns - 1) / 2 * (1 - across)
        maps[:, 4], maps[:, 5] = down, (self.rows - 1) / 2 * (1 - down)


@computes(RandomShear)
class RandomShearOp(MappedOp):
    """From the upper left corner, either way."""

    def place(self, draws: Draws, maps: Array) -> None:
        way = np.where(draws.random(len(maps)) > 0.5, -1.0, 1.0)
        maps[:, 3] = way * draws.uniform(*bounds(self.io.spec.y_factor), len(maps))
        maps[:, 1] = way * draws.uniform(*bounds(self.io.spec.x_factor), len(maps))


@computes(RandomPerspective)
class RandomPerspectiveOp(MappedOp):
    """The map that takes moved corners back to where they were."""

    def place(self, draws: Draws, maps: Array) -> None:
        spec, count = self.io.spec, len(maps)
        share = draws.uniform(*bounds(spec.factor, 0), count)
        changed = draws.random(count) < share
        right, low = self.columns - 1.0, self.rows - 1.0
        start = np.array([[0, 0], [right, 0], [0, low], [right, low]])
        moved = start * (1 + draws.uniform(-spec.scale / 2, spec.scale / 2, (count, 4, 2)))
        maps[changed] = homographies(start, moved[changed])


def homographies(start: Array, moved: Array) -> Array:
    """For each image a₀ … a₇ of the map that takes its four moved corners to where they started.

    Eight linear equations, two for each corner: R. Hartley and A. Zisserman, Multiple view geometry, 2004, chapter 4.
    """
    found = np.empty((len(moved), 8))
    for n, corners in enumerate(moved):
        rows, wanted = [], []
        for (x, y), (u, v) in zip(start, corners, strict=True):
            rows += [[u, v, 1, 0, 0, 0, -x * u, -x * v], [0, 0, 0, u, v, 1, -y * u, -y * v]]
            wanted += [x, y]
        # An image of one row or one column has no corners to tell apart: the shortest solution leaves it in place.
        found[n] = np.linalg.lstsq(np.array(rows), np.array(wanted), rcond=None)[0]
    return found
