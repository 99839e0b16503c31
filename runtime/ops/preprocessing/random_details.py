"""Details of images: averaged over neighbours, in fewer shades, erased, or mixed with other images of the batch."""

from __future__ import annotations

from abc import abstractmethod
from math import ceil
from typing import Any

import numpy as np

from graph.layers.preprocessing.random_details import (
    AutoContrast,
    CutMix,
    MixUp,
    RandomErasing,
    RandomGaussianBlur,
    RandomPosterization,
    RandomSharpness,
    Solarization,
)
from graph.layers.preprocessing.random_geometry import bounds
from runtime.jit import threads
from runtime.kernels.convolution.bands import Bands, apply_bands
from runtime.kinds.computes import computes
from runtime.ops.images import image_chunk
from runtime.ops.op import Array, StepArrays
from runtime.ops.preprocessing.random_colours import CutOp
from runtime.ops.preprocessing.random_images import Draws, RandomImagesOp


def neighbours(size: int, width: int, dtype: Any) -> tuple[Bands, Array]:
    """A matrix for an axis over `width` cells around each, and which of these lie inside."""
    reach = min(width, size)
    first = np.clip(np.arange(size) - width // 2, 0, size - reach)
    distance = first[:, None] + np.arange(reach) - np.arange(size)[:, None]
    return Bands(first.astype(np.intp), np.zeros((size, reach), dtype)), distance


class AveragedOp(CutOp):
    """y = α x + β · average of x over neighbours, α and β drawn for each image; zeros lie outside. The averages weigh
    both sides alike, so on the way back they are the same."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        batch, rows, columns, channels = self.x.last.shape
        wide, high = self.widths()
        self._down, self.rows = neighbours(rows, high, io.dtype)
        self._across, self.columns = neighbours(columns, wide, io.dtype)
        self._sizes = ((batch, rows, columns * channels), (batch * rows, columns, channels))
        self.own, self.others = io.scratch((batch, 1, 1)), io.scratch((batch, 1, 1))
        self._half, self._average = io.scratch(self.flat), io.scratch(self.flat)

    def widths(self) -> tuple[int, int]:
        """Columns and rows that an average goes over."""
        return 3, 3

    @abstractmethod
    def weigh(self, draws: Draws, down: Array, across: Array) -> None:
        """Fill the weights of both axes, and `own` and `others`."""

    def _averaged(self, x: Array) -> Array:
        steps = ((self._down, x, self._half), (self._across, self._half, self._average))
        for (blocks, size, inner), (bands, source, target) in zip(self._sizes, steps, strict=True):
            arrays = source.reshape(-1), size, inner, *bands, target.reshape(-1)
            threads.run(apply_bands, blocks, image_chunk(size * inner), *arrays, False)
        return self._average

    def change(self, draws: Draws) -> None:
        self.weigh(draws, self._down.weights, self._across.weights)
        x, y = self.x.last.reshape(self.flat), self.y.last.reshape(self.flat)
        average = self._averaged(x)
        np.multiply(average, self.others, out=average)
        np.multiply(x, self.own, out=y)
        np.add(y, average, out=y)
        self.cut()

    def change_back(self, add: bool) -> None:
        self.take_gradient()
        average = self._averaged(self.given)
        np.multiply(average, self.others, out=average)
        np.multiply(self.given, self.own, out=self.given)
        np.add(self.given, average, out=self.given)
        self.give_gradient(add)


@computes(RandomSharpness)
class RandomSharpnessOp(AveragedOp):
    """The soft image is the mean of 3 × 3 cells with the middle one counted five times."""

    def weigh(self, draws: Draws, down: Array, across: Array) -> None:
        down[...], across[...] = np.abs(self.rows) <= 1, np.abs(self.columns) <= 1
        soft = 1 - 2 * draws.uniform(*bounds(self.io.spec.factor, 0), self.own.shape)
        self.own[...], self.others[...] = 1 - soft + soft * 4 / 13, soft / 13


@computes(RandomGaussianBlur)
class RandomGaussianBlurOp(AveragedOp):
    """One bell curve for all images of a batch, and some that stay as they are."""

    def widths(self) -> tuple[int, int]:
        wide, high = self.io.spec.kernel_size
        return wide, high

    def weigh(self, draws: Draws, down: Array, across: Array) -> None:
        share = draws.uniform(*bounds(self.io.spec.factor, 0), self.own.shape)
        blurred = draws.random(self.own.shape) < share
        sigma = draws.once.uniform(*bounds(self.io.spec.sigma, 0), 2) + 1e-6
        wide, high = self.widths()
        for weights, distance, width, spread in (
            (across, self.columns, wide, sigma[0]),
            (down, self.rows, high, sigma[1]),
        ):
            whole = np.exp(-0.5 * ((np.arange(width) - width // 2) / spread) ** 2).sum()
            weights[...] = np.exp(-0.5 * (distance / spread) ** 2) / whole * (np.abs(distance) <= width // 2)
        self.own[...], self.others[...] = ~blurred, blurred


@computes(RandomPosterization)
class RandomPosterizationOp(RandomImagesOp):
    """Bytes with their last bits cleared; steps have no slope."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._bytes = io.scratch(self.x.last.shape, np.uint8)

    def change(self, draws: Draws) -> None:
        low, high = self.io.spec.value_range
        y, (fewest, most) = self.y.last, map(int, bounds(self.io.spec.factor, 1))
        bits = draws.integers(fewest, max(most, fewest + 1), (len(y), 1, 1, 1))
        np.subtract(self.x.last, low, out=y)
        np.multiply(y, 255 / (high - low), out=y)
        np.clip(y, 0, 255, out=y)
        np.copyto(self._bytes, y, casting="unsafe")
        np.bitwise_and(self._bytes, (256 - (1 << (8 - bits))).astype(np.uint8), out=self._bytes)
        np.multiply(self._bytes, (high - low) / 255, out=y)
        np.add(y, low, out=y)

    def change_back(self, add: bool) -> None:
        assert self.dx is not None
        if not add:
            self.dx.last.fill(0)


@computes(Solarization)
class SolarizationOp(CutOp):
    """Lighter, cut, and then the light parts the other way round."""

    cuts = False

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._slopes = io.scratch(self.flat)
        self._light = io.scratch(self.flat, np.bool_)

    def change(self, draws: Draws) -> None:
        spec, (low, high) = self.io.spec, self.io.spec.value_range
        unit, count = (high - low) / 255, (self.flat[0], 1, 1)
        x, y = self.x.last.reshape(self.flat), self.y.last.reshape(self.flat)
        added, threshold = (self._drawn(draws, f, count) for f in (spec.addition_factor, spec.threshold_factor))
        np.add(x, added * unit, out=y)
        np.copyto(self._slopes, 1)
        np.multiply(self._slopes, np.less_equal(y, high, out=self._light), out=self._slopes)
        np.multiply(self._slopes, np.greater_equal(y, low, out=self._light), out=self._slopes)
        np.clip(y, low, high, out=y)
        np.greater_equal(y, low + threshold * unit, out=self._light)
        np.negative(self._slopes, out=self._slopes, where=self._light)
        np.subtract(low + high, y, out=y, where=self._light)

    def _drawn(self, draws: Draws, factor: float | tuple[float, float], count: tuple[int, ...]) -> Array:
        """Uniform in bytes; a number alone begins at 0, and, as in Keras, only the upper end is a share."""
        lower, upper = factor if isinstance(factor, tuple) else (0.0, factor)
        return draws.uniform(lower, max(upper * 255, lower), count)

    def change_back(self, add: bool) -> None:
        self.take_gradient()
        np.multiply(self.given, self._slopes, out=self.given)
        self.give_gradient(add)


Box = tuple[int, int, int, int]
"""The first row and the one after the last, and the same of columns."""


def cells_between(start: float, length: float, size: int) -> tuple[int, int]:
    """The cells from `start` on for a length, as a range of an axis."""
    return max(0, ceil(start)), min(size, ceil(start + length))


@computes(RandomErasing)
class RandomErasingOp(RandomImagesOp):
    """A rectangle filled with one number, or with noise."""

    _boxes: list[Box | None]

    def change(self, draws: Draws) -> None:
        spec, (_, rows, columns, channels) = self.io.spec, self.x.last.shape
        low, high = spec.value_range
        np.copyto(self.y.last, self.x.last)
        self._boxes = []
        images = dict(zip(range(*draws.here.indices(draws.whole)), self.y.last))
        for number in range(draws.whole):  # one after the other, those that are elsewhere too
            across, down = np.sqrt(draws.once.uniform(*bounds(spec.scale, 0), 2))
            left, top = draws.once.random(2)
            chosen = draws.once.random() < draws.once.uniform(*bounds(spec.factor, 0))
            x0, x1 = cells_between(left * (1 - across) * columns, across * columns, columns)
            y0, y1 = cells_between(top * (1 - down) * rows, down * rows, rows)
            fill: Any = spec.fill_value
            if chosen and fill is None:
                fill = high * draws.once.standard_normal((y1 - y0, x1 - x0, channels))
            image = images.get(number)
            if image is not None:
                self._boxes.append((y0, y1, x0, x1) if chosen else None)
                if chosen:
                    image[y0:y1, x0:x1] = np.clip(fill, low, high)

    def change_back(self, add: bool) -> None:
        assert self.dx is not None
        for dx, dy, box in zip(self.dx.last, self.dy.last, self._boxes, strict=True):
            if box is not None:
                y0, y1, x0, x1 = box
                dy[y0:y1, x0:x1] = 0
            np.add(dx, dy, out=dx) if add else np.copyto(dx, dy)


@computes(AutoContrast)
class AutoContrastOp(CutOp):
    """Not at random, and not while training alone. As in Keras, whatever the data_format, the two axes behind the batch
    are one and the last one counts as channels."""

    cuts = False
    form = "channels_last"

    def forward(self, training: bool) -> None:
        super().forward(True)

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        row = (self.flat[0], 1, self.flat[2])
        self._low, self._scale = io.scratch(row), io.scratch(row)
        self._same, self._chosen = io.scratch(row, np.bool_), io.scratch(self.flat, np.bool_)

    def change(self, draws: Draws) -> None:
        low, high = self.io.spec.value_range
        x, y = self.x.last.reshape(self.flat), self.y.last.reshape(self.flat)
        np.min(x, axis=1, keepdims=True, out=self._low)
        np.max(x, axis=1, keepdims=True, out=self._scale)
        np.subtract(self._scale, self._low, out=self._scale)
        np.equal(self._scale, 0, out=self._same)
        np.copyto(self._scale, 1, where=self._same)
        np.divide(high - low, self._scale, out=self._scale)
        np.subtract(x, self._low, out=y)
        np.multiply(y, self._scale, out=y)
        np.add(y, low, out=y)
        np.clip(y, low, high, out=y)
        np.copyto(y, x, where=self._same)  # one colour alone has no range

    def change_back(self, add: bool) -> None:
        """The smallest and the largest of a channel move all others; of equals each has its share."""
        self.take_gradient()
        low, high = self.io.spec.value_range
        x, y = self.x.last.reshape(self.flat), self.y.last.reshape(self.flat)
        np.copyto(self._scale, 1, where=self._same)
        whole = self.given.sum(1, keepdims=True) * self._scale
        upper = (self.given * (y - low)).sum(1, keepdims=True) * self._scale / (high - low)
        np.multiply(self.given, self._scale, out=self.given)
        for ends, share in ((np.min, whole - upper), (np.max, upper)):
            np.equal(x, ends(x, axis=1, keepdims=True), out=self._chosen)
            share = np.where(self._same, 0, share / self._chosen.sum(1, keepdims=True))
            np.subtract(self.given, share, out=self.given, where=self._chosen)
        self.give_gradient(add)


class BlendingOp(RandomImagesOp):
    """Each image with another of the batch."""

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return True

    @classmethod
    def blends_samples(cls, spec: Any) -> bool:
        return True

    _order: Array


@computes(MixUp)
class MixUpOp(BlendingOp):
    """A weighted mean of the two."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._weights, self._other = io.scratch((len(self.x.last), 1, 1, 1)), io.scratch(self.x.last.shape)

    def change(self, draws: Draws) -> None:
        self._order = draws.once.permutation(len(self._weights))
        alpha = self.io.spec.alpha
        self._weights[...] = draws.once.beta(alpha, alpha, self._weights.shape)
        np.take(self.x.last, self._order, axis=0, out=self._other)
        np.subtract(self.x.last, self._other, out=self.y.last)
        np.multiply(self.y.last, self._weights, out=self.y.last)
        np.add(self.y.last, self._other, out=self.y.last)

    def change_back(self, add: bool) -> None:
        assert self.dx is not None
        dx, dy = self.dx.last, self.dy.last
        np.multiply(dy, self._weights, out=self._other)
        np.add(dx, self._other, out=dx) if add else np.copyto(dx, self._other)
        np.subtract(dy, self._other, out=self._other)
        for other, gradient in zip(self._order, self._other, strict=True):
            np.add(dx[other], gradient, out=dx[other])


@computes(CutMix)
class CutMixOp(BlendingOp):
    """A rectangle of the other one."""

    _boxes: list[Box]

    def change(self, draws: Draws) -> None:
        batch, rows, columns, _ = self.x.last.shape
        self._order = draws.once.permutation(batch)
        alpha = draws.once.uniform(*bounds(self.io.spec.factor, 0)) + 1e-6
        sides = np.sqrt(1 - draws.once.beta(alpha, alpha, batch))
        places = draws.once.random((batch, 2))
        self._boxes = []
        np.copyto(self.y.last, self.x.last)
        for n, (side, (left, top)) in enumerate(zip(sides, places, strict=True)):
            x0, x1 = cells_between(left * (1 - side) * columns, side * columns, columns)
            y0, y1 = cells_between(top * (1 - side) * rows, side * rows, rows)
            self._boxes.append((y0, y1, x0, x1))
            self.y.last[n, y0:y1, x0:x1] = self.x.last[self._order[n], y0:y1, x0:x1]

    def change_back(self, add: bool) -> None:
        assert self.dx is not None
        dx, dy = self.dx.last, self.dy.last
        if not add:
            dx.fill(0)
        for n, (y0, y1, x0, x1) in enumerate(self._boxes):
            other = dx[self._order[n], y0:y1, x0:x1]
            np.add(other, dy[n, y0:y1, x0:x1], out=other)
            dy[n, y0:y1, x0:x1] = 0
        np.add(dx, dy, out=dx)
