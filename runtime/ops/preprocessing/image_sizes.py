"""Images of one size: a matrix along the rows and one along the columns; random parts are copied."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from graph.layers.preprocessing.image_sizes import CenterCrop, RandomCrop, Resizing
from runtime.kernels.convolution.bands import Bands
from runtime.kernels.convolution.resize import resize_bands
from runtime.kinds.computes import computes
from runtime.ops.axis_passes import AxisPassesOp, LinearPass, MakePass
from runtime.ops.images import Images
from runtime.ops.op import Array, Op, StepArrays
from runtime.ops.preprocessing.random_images import Draws, RandomImagesOp

Size = tuple[int, int]


class SizedOp(AxisPassesOp):
    """The given matrices, one along the rows and one along the columns."""

    def __init__(self, io: StepArrays, matrices: Sequence[Bands]) -> None:
        self._matrices = matrices
        super().__init__(io)

    def passes(self, places: tuple[int, ...]) -> list[tuple[int, MakePass]]:
        return [(axis, partial(LinearPass, bands=bands)) for axis, bands in enumerate(self._matrices)]


def places_of(io: StepArrays) -> Size:
    """Rows and columns of the input."""
    shape = io.inputs[0].shape
    return shape[2:] if io.spec.data_format == "channels_first" else shape[1:3]


def part(start: int, size: int, target: int, method: str, antialias: bool, dtype: np.dtype) -> Bands:
    """The matrix that makes `target` cells of `size` cells from `start` on."""
    bands = resize_bands(size, target, method, antialias, dtype)
    return Bands(bands.first + start, bands.weights)


def largest_part(places: Size, target: Size) -> tuple[Size, Size]:
    """Where the largest part in the middle begins that has the target's proportions, and how large it is."""
    (rows, columns), (height, width) = places, target
    high = max(min(rows, int(float(columns * height) / width)), 1)
    wide = max(min(columns, int(float(rows * width) / height)), 1)
    return ((rows - high) // 2, (columns - wide) // 2), (high, wide)


@computes(Resizing)
class ResizingOp(Op):
    """Resized whole, or the part that has the right proportions, or with a border that makes them right."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        spec, places, target = io.spec, places_of(io), (io.spec.height, io.spec.width)
        starts, sizes = largest_part(places, target) if spec.crop_to_aspect_ratio else ((0, 0), places)
        method, antialias = spec.interpolation, spec.antialias
        matrices = [part(*each, method, antialias, io.dtype) for each in zip(starts, sizes, target, strict=True)]
        self._border: Array | None = None
        if spec.pad_to_aspect_ratio:
            matrices = self._padded(places, target)
        self._whole = not np.issubdtype(io.inputs[0].dtype, np.floating)
        self._way = SizedOp(self._as_floats(io) if self._whole else io, matrices)

    def _as_floats(self, io: StepArrays) -> StepArrays:
        """The same step on floats: whole numbers are brought there, and rounded again."""
        inputs, outputs = io.scratch(io.inputs[0].shape), io.scratch(io.outputs[0].shape)
        return StepArrays(io.spec, io.dtype, (inputs,), (outputs,), {}, io.scratch, backward=False, shared=io.shared)

    def _padded(self, places: Size, target: Size) -> list[Bands]:
        """Matrices over a larger image without the columns of its border, whose share is kept by itself."""
        spec, found = self.io.spec, []
        larger = [
            max(own, int(float(other * goal) / other_goal))
            for own, other, goal, other_goal in zip(places, places[::-1], target, target[::-1], strict=True)
        ]
        before = [(size - own) // 2 for size, own in zip(larger, places, strict=True)]
        if before[0]:
            before[1] = 0  # as Keras, which fills up one side only
        for axis, (own, start, goal) in enumerate(zip(places, before, target, strict=True)):
            whole = resize_bands(own + 2 * start, goal, spec.interpolation, spec.antialias, self.io.dtype)
            matrix = np.zeros((goal, own + 2 * start), self.io.dtype)
            np.put_along_axis(matrix, whole.first[:, None] + np.arange(whole.weights.shape[1]), whole.weights, 1)
            inner = matrix[:, start : start + own]
            found.append(Bands(np.zeros(goal, np.intp), np.ascontiguousarray(inner)))
            if start:
                share = (1 - inner.sum(1)) * spec.fill_value
                first = 2 if spec.data_format == "channels_first" else 1
                self._border = share.reshape([-1 if i == first + axis else 1 for i in range(4)]).astype(self.io.dtype)
        return found

    def forward(self, training: bool) -> None:
        inner, outputs = self._way.io, self.io.outputs[0]
        if self._whole:
            np.copyto(inner.inputs[0], self.io.inputs[0])
        self._way.forward(training)
        if self._border is not None:
            np.add(inner.outputs[0], self._border, out=inner.outputs[0])
        if self._whole:
            np.rint(inner.outputs[0], out=inner.outputs[0])
            if np.issubdtype(outputs.dtype, np.integer):
                limits = np.iinfo(outputs.dtype)
                np.clip(inner.outputs[0], limits.min, limits.max, out=inner.outputs[0])
            np.copyto(outputs, inner.outputs[0], casting="unsafe")

    def backward(self) -> None:
        self._way.backward()


@computes(CenterCrop)
class CenterCropOp(SizedOp):
    """The middle, or, of an image that is too small, the largest part of the right proportions, enlarged."""

    def __init__(self, io: StepArrays) -> None:
        places, target = places_of(io), (io.spec.height, io.spec.width)
        starts = tuple((own - goal) // 2 for own, goal in zip(places, target, strict=True))
        sizes: Sequence[int] = target
        if min(starts) < 0:
            starts, sizes = largest_part(places, target)
        super().__init__(
            io, [part(*each, "bilinear", False, io.dtype) for each in zip(starts, sizes, target, strict=True)]
        )


@computes(RandomCrop)
class RandomCropOp(Op):
    """While training one random part of all images, where they are larger both ways; else from the middle, resized."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        places, target = places_of(io), (io.spec.height, io.spec.width)
        starts, sizes = largest_part(places, target)
        self._still = SizedOp(io, [part(*each, "bilinear", False, io.dtype) for each in zip(starts, sizes, target)])
        self._moving: Op = _RandomPartOp(io)
        if places[0] <= target[0] or places[1] <= target[1]:
            # Keras begins at the largest part, but takes the target's rows and columns from there.
            sizes = (min(target[0], places[0] - starts[0]), min(target[1], places[1] - starts[1]))
            matrices = [part(*each, "bilinear", False, io.dtype) for each in zip(starts, sizes, target)]
            self._moving = SizedOp(io, matrices)
        self._way: Op = self._still

    def forward(self, training: bool) -> None:
        self._way = self._moving if training else self._still
        self._way.forward(training)

    def backward(self) -> None:
        self._way.backward()


class _RandomPartOp(RandomImagesOp):
    """A part of the target's size, at the same place in all images of the batch."""

    _top = _left = 0

    def change(self, draws: Draws) -> None:
        _, rows, columns, _ = self.x.last.shape
        spec = self.io.spec
        self._top = int(draws.once.integers(rows - spec.height + 1))
        self._left = int(draws.once.integers(columns - spec.width + 1))
        np.copyto(self.y.last, self._part(self.x))

    def change_back(self, add: bool) -> None:
        assert self.dx is not None
        if not add:
            self.dx.last.fill(0)
        part = self._part(self.dx)
        np.add(part, self.dy.last, out=part)

    def _part(self, images: Images) -> Array:
        spec = self.io.spec
        return images.last[:, self._top : self._top + spec.height, self._left : self._left + spec.width]
