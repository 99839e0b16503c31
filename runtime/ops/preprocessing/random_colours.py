"""Other colours: scaled, shifted and mixed with grey; hue and saturation; several of these at once."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from math import prod

import numpy as np

from graph.layers.preprocessing.random_colours import (
    RandomBrightness,
    RandomColorDegeneration,
    RandomColorJitter,
    RandomContrast,
    RandomGrayscale,
    RandomHue,
    RandomInvert,
    RandomSaturation,
)
from graph.layers.preprocessing.random_geometry import bounds
from runtime.jit import threads
from runtime.kernels.elementwise.colours import turn_colours
from runtime.kinds.computes import computes
from runtime.ops.images import image_chunk
from runtime.ops.op import Array, Op, RandomStream, StepArrays, find_op
from runtime.ops.preprocessing.random_images import Draws, RandomImagesOp

GREY = (0.2989, 0.5870, 0.1140)
"""What red, green and blue add to the grey that one sees; as ITU-R BT.601, in Keras' rounding."""


class CutOp(RandomImagesOp):
    """Images whose colours are cut to a range, where there is one: no gradient flows through what was cut off."""

    cuts: bool = True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        batch, *places, channels = self.x.last.shape
        self.flat = (batch, prod(places), channels)
        self.range = getattr(io.spec, "value_range", None) if self.cuts else None
        if self.dx is not None:
            self.given = io.scratch(self.flat)
            self._inside = io.scratch(self.flat, np.bool_)

    def cut(self) -> None:
        """Cut what is in `y`."""
        if self.range is not None:
            np.clip(self.y.last, *self.range, out=self.y.last)

    def take_gradient(self) -> None:
        """Bring the gradient of what was not cut off into `given`."""
        y, dy = self.y.last.reshape(self.flat), self.dy.last.reshape(self.flat)
        np.copyto(self.given, dy)
        if self.range is not None:
            low, high = self.range
            np.multiply(self.given, np.greater(y, low, out=self._inside), out=self.given)
            np.multiply(self.given, np.less(y, high, out=self._inside), out=self.given)

    def give_gradient(self, add: bool) -> None:
        """What is in `given` is the gradient of x, or is added to it."""
        assert self.dx is not None
        dx = self.dx.last.reshape(self.flat)
        if add:
            np.add(dx, self.given, out=dx)
        else:
            np.copyto(dx, self.given)


class MixedOp(CutOp):
    """y = a · x + b · grey + c for each cell, a, b and c drawn for each image."""

    greys = False
    """Whether there is a b, so that a grey image is needed."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        batch, pixels, channels = self.flat
        self._own, self._share, self._shift = (io.scratch((batch, 1, n)) for n in (1, 1, channels))
        # One channel is grey already.
        self._weights = np.array(GREY if channels == 3 else [1.0], io.dtype)
        self._ones = np.ones(channels, io.dtype)
        self._grey = io.scratch((batch, pixels, 1)) if self.greys else self._share
        self._mixed = io.scratch(self.flat) if self.greys else self._share

    @abstractmethod
    def mix(self, draws: Draws, own: Array, share: Array, shift: Array) -> None:
        """Draw a, b and c: 1, 0 and 0 at first, for each image; c may differ from channel to channel."""

    def change(self, draws: Draws) -> None:
        self._own[...], self._share[...], self._shift[...] = 1, 0, 0
        self.mix(draws, self._own, self._share, self._shift)
        x, y = self.x.last.reshape(self.flat), self.y.last.reshape(self.flat)
        np.multiply(x, self._own, out=y)
        np.add(y, self._shift, out=y)
        if self.greys:
            np.matmul(x, self._weights, out=self._grey[:, :, 0])
            np.multiply(self._grey, self._share, out=self._grey)
            np.add(y, self._grey, out=y)
        self.cut()

    def change_back(self, add: bool) -> None:
        self.take_gradient()
        self.shift_back(self.given)
        if self.greys:
            np.matmul(self.given, self._ones, out=self._grey[:, :, 0])
            np.multiply(self._grey, self._share, out=self._grey)
            np.multiply(self._grey, self._weights, out=self._mixed)
        np.multiply(self.given, self._own, out=self.given)
        if self.greys:
            np.add(self.given, self._mixed, out=self.given)
        self.finish(self.given)
        self.give_gradient(add)

    def shift_back(self, given: Array) -> None:
        """Keep what is needed of the output's gradient for `finish`."""

    def finish(self, dx: Array) -> None:
        """Add what the shifts have from x to its gradient."""


@computes(RandomBrightness)
class RandomBrightnessOp(MixedOp):
    """The same added to all channels of an image."""

    def mix(self, draws: Draws, own: Array, share: Array, shift: Array) -> None:
        low, high = self.io.spec.value_range
        shift[...] = draws.uniform(*bounds(self.io.spec.factor), own.shape) * (high - low)


@computes(RandomContrast)
class RandomContrastOp(MixedOp):
    """Away from each channel's mean, or towards it."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._means = io.scratch((self.flat[0], 1, self.flat[2]))

    def mix(self, draws: Draws, own: Array, share: Array, shift: Array) -> None:
        less, more = bounds(self.io.spec.factor, 0)
        own[...] = draws.uniform(1 - less, 1 + more, own.shape)
        np.mean(self.x.last.reshape(self.flat), axis=1, keepdims=True, out=shift)
        shift *= 1 - own

    def shift_back(self, given: Array) -> None:
        np.mean(given, axis=1, keepdims=True, out=self._means)

    def finish(self, dx: Array) -> None:
        self._means *= 1 - self._own
        np.add(dx, self._means, out=dx)


@computes(RandomInvert)
class RandomInvertOp(MixedOp):
    """Negatives are not cut: they lie in the range where x does."""

    cuts = False

    def mix(self, draws: Draws, own: Array, share: Array, shift: Array) -> None:
        count = len(own)
        wanted = draws.uniform(*bounds(self.io.spec.factor, 0), count)
        chosen = draws.random(count) < wanted
        own[chosen], shift[chosen] = -1, self.io.spec.value_range[1]


@computes(RandomGrayscale)
class RandomGrayscaleOp(MixedOp):
    """The same grey in all channels."""

    greys = True

    def mix(self, draws: Draws, own: Array, share: Array, shift: Array) -> None:
        chosen = draws.random(len(own)) < self.io.spec.factor
        own[chosen], share[chosen] = 0, 1


@computes(RandomColorDegeneration)
class RandomColorDegenerationOp(MixedOp):
    """Between the colour and its grey, or beyond."""

    greys = True

    def mix(self, draws: Draws, own: Array, share: Array, shift: Array) -> None:
        share[...] = draws.uniform(*bounds(self.io.spec.factor), share.shape)
        np.subtract(1, share, out=own)


class TurnedOp(CutOp):
    """Hue shifted, saturation scaled; what was drawn is one number for each image."""

    cuts = False
    saturations = (-np.inf, np.inf)

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._hue, self._saturation = io.scratch((self.flat[0],)), io.scratch((self.flat[0],))
        self._chunk = image_chunk(8 * self.x.last[0].size)

    @abstractmethod
    def turn(self, draws: Draws, hue: Array, saturation: Array) -> None:
        """Draw what is added to the hues, 0 at first, and what saturations are multiplied by, 1 at first."""

    def _run(self, back: bool, y: Array) -> None:
        x, amounts = self.x.last.reshape(-1), (self._hue, self._saturation)
        arguments = (x, self.flat[1], *amounts, *self.saturations, back, y.reshape(-1))
        threads.run(turn_colours, self.flat[0], self._chunk, *arguments)

    def change(self, draws: Draws) -> None:
        self._hue[...], self._saturation[...] = 0, 1
        self.turn(draws, self._hue, self._saturation)
        self._run(False, self.y.last)
        self.cut()

    def change_back(self, add: bool) -> None:
        self.take_gradient()
        self._run(True, self.given)
        self.give_gradient(add)


@computes(RandomSaturation)
class RandomSaturationOp(TurnedOp):
    """As Keras, which cuts the saturation (0 … 1) to the range of the colours."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        low, high = io.spec.value_range
        self.saturations = (float(low), float(high))

    def turn(self, draws: Draws, hue: Array, saturation: Array) -> None:
        u = draws.uniform(*bounds(self.io.spec.factor), len(saturation))
        saturation[...] = u / (1 - u + 1e-7)


@computes(RandomHue)
class RandomHueOp(TurnedOp):
    """Colours are brought to 0 … 1 before, and cut to that, as in Keras."""

    cuts = True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._unit = io.scratch(self.x.last.shape)

    def turn(self, draws: Draws, hue: Array, saturation: Array) -> None:
        way = np.where(draws.random(len(hue)) > 0.5, -0.5, 0.5)
        hue[...] = way * draws.uniform(*bounds(self.io.spec.factor, 0), len(hue))

    def _run(self, back: bool, y: Array) -> None:
        # A shift of the hue is the same for colours of any scale, but black must be at 0.
        low = self.io.spec.value_range[0]
        np.subtract(self.x.last, low, out=self._unit)
        arguments = (self.flat[1], self._hue, self._saturation, *self.saturations, back, y.reshape(-1))
        threads.run(turn_colours, self.flat[0], self._chunk, self._unit.reshape(-1), *arguments)
        if not back:
            np.add(y, low, out=y)


@computes(RandomColorJitter)
class RandomColorJitterOp(Op):
    """One layer after another, each with numbers of its own."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        shape, specs = io.inputs[0].shape, io.spec.steps()
        backward = io.backward and io.d_inputs[0] is not None
        between = [io.scratch(shape) for _ in specs[1:]]
        d_between = [io.scratch(shape) for _ in specs[1:]] if backward else []
        values = [io.inputs[0], *between, io.outputs[0]]
        given = [*d_between, io.d_outputs[0]] if backward else []
        self._ops: list[Op] = []
        self._streams: list[RandomStream] = []
        for number, spec in enumerate(specs):
            found = find_op(type(spec))
            assert found is not None
            step = replace(
                io,
                spec=_Channels(spec, io.spec.data_format),
                inputs=(values[number],),
                outputs=(values[number + 1],),
                d_inputs=((given[number - 1] if number else io.d_inputs[0]),) if backward else (),
                d_outputs=(given[number],) if backward else (),
                add_inputs=(bool(number == 0 and io.add_inputs[0]),) if backward else (),
                random=RandomStream(),
                backward=backward,
            )
            self._ops.append(found(step))
            self._streams.append(step.random)

    def forward(self, training: bool) -> None:
        stream = self.io.random
        for number, own in enumerate(self._streams):
            own.seed, own.key, own.first, own.whole = stream.seed, stream.key, stream.first, stream.whole
            own.step = stream.step * len(self._streams) + number
        for op in self._ops:
            op.forward(training)
        if not self._ops:
            np.copyto(self.io.outputs[0], self.io.inputs[0])

    def backward(self) -> None:
        for op in reversed(self._ops):
            op.backward()
        dx = self.io.d_inputs[0]
        if not self._ops and dx is not None:
            if self.io.add_inputs[0]:
                np.add(dx, self.io.d_outputs[0], out=dx)
            else:
                np.copyto(dx, self.io.d_outputs[0])


class _Channels:
    """A layer's parameters, with channels where the whole has them."""

    def __init__(self, spec: object, data_format: str) -> None:
        self._spec, self.data_format = spec, data_format

    def __getattr__(self, name: str) -> object:
        return getattr(self._spec, name)
