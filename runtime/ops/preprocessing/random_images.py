"""What ops share that change images at random: they act while training, and draw from a stream of their own."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np

from runtime.kernels.elementwise.random import stream_key
from runtime.ops.images import Images
from runtime.ops.op import Array, Op, RandomStream, StepArrays

Size = int | tuple[int, ...]


class Draws:
    """Random numbers for the samples of a batch, which are drawn for all of them, and given for those that are here.

    Sizes begin with the samples that are here; `once` draws what the whole batch has in common.
    """

    def __init__(self, generator: np.random.Generator, stream: RandomStream, samples: int) -> None:
        self.once = generator
        self.whole = samples if stream.whole is None else stream.whole
        self.here = slice(stream.first, stream.first + samples)

    def _sizes(self, size: Size) -> tuple[int, ...]:
        return (self.whole, *(size[1:] if isinstance(size, tuple) else ()))

    def random(self, size: Size) -> Array:
        return self.once.random(self._sizes(size))[self.here]

    def uniform(self, low: float, high: float, size: Size) -> Array:
        return self.once.uniform(low, high, self._sizes(size))[self.here]

    def integers(self, low: int, high: int, size: Size) -> Array:
        return self.once.integers(low, high, self._sizes(size))[self.here]


class RandomImagesOp(Op):
    """Images that stay as they are but while training; `change` and `change_back` do what the layer is for."""

    form: ClassVar[str] = ""
    """Where the channels are, if not where the spec says."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        form = self.form or getattr(io.spec, "data_format", "channels_last")
        self.x, self.y = Images(io.inputs[0], form, io.scratch), Images(io.outputs[0], form, io.scratch)
        self.dx: Images | None = None
        if io.backward and io.d_inputs[0] is not None:
            self.dx, self.dy = Images(io.d_inputs[0], form, io.scratch), Images(io.d_outputs[0], form, io.scratch)
        self._active = False

    def draws(self) -> Draws:
        """The random numbers of this step: the same (seed, key, step) gives the same, whatever the threads."""
        stream = self.io.random
        low, high = stream_key(stream.seed, stream.key, stream.step)
        generator = np.random.Generator(np.random.Philox(key=low | high << 32))
        return Draws(generator, stream, self.io.batch)

    @abstractmethod
    def change(self, draws: Draws) -> None:
        """Fill `y.last` from `x.last`."""

    @abstractmethod
    def change_back(self, add: bool) -> None:
        """Fill `dx.last`, or add to it, from `dy.last`, by what was drawn forward."""

    def forward(self, training: bool) -> None:
        self._active = training
        if not training:
            np.copyto(self.io.outputs[0], self.io.inputs[0])
            return
        self.x.read()
        self.change(self.draws())
        self.y.write()

    def backward(self) -> None:
        if self.dx is None:
            return
        dx, dy, add = self.io.d_inputs[0], self.io.d_outputs[0], self.io.add_inputs[0]
        assert dx is not None
        if self._active:
            self.dy.read()
            self.change_back(self.dx.adds(add))
            self.dx.write(add)
        elif add:
            np.add(dx, dy, out=dx)
        else:
            np.copyto(dx, dy)
