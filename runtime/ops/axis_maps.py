"""Linear maps along one axis after another: how images shrink to means of windows, and grow by interpolation."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from math import prod

from runtime.jit import threads
from runtime.kernels.convolution.bands import Bands, apply_bands, transposed
from runtime.ops.images import Images, image_chunk
from runtime.ops.op import Array, Op, StepArrays


class AxisMapsOp(Op):
    """y = … M₂ (M₁ x), each M a matrix of bands along one axis; on the way back their transposes, the last first."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        form = io.spec.data_format
        self._x, self._y = Images(io.inputs[0], form, io.scratch), Images(io.outputs[0], form, io.scratch)
        self._dx: Images | None = None
        if io.backward and io.d_inputs[0] is not None:
            self._dx, self._dy = Images(io.d_inputs[0], form, io.scratch), Images(io.d_outputs[0], form, io.scratch)
        shape = list(self._x.last.shape)
        self._passes: list[_Pass] = []
        for axis, bands in enumerate(self.bands(tuple(shape[1:-1])), 1):
            back = transposed(bands, shape[axis]) if self._dx is not None else None
            self._passes.append(_Pass(prod(shape[:axis]), shape[axis], prod(shape[axis + 1 :]), bands, back))
            shape[axis] = len(bands.first)
        room = max((p.given for p in self._passes[:-1]), default=0)
        take = io.workspace()
        # A pass reads the one and fills the other.
        self._between = [take((room,)) for _ in range(min(2, len(self._passes) - 1))]

    @abstractmethod
    def bands(self, places: tuple[int, ...]) -> Sequence[Bands]:
        """The matrices for an input with so many places along its axes between batch and channels."""

    def forward(self, training: bool) -> None:
        self._x.read()
        source = self._x.last.reshape(-1)
        for number, step in enumerate(self._passes):
            target = self._y.last.reshape(-1) if number == len(self._passes) - 1 else self._room(number)
            threads.run(apply_bands, step.blocks, step.chunk, source, step.size, step.inner, *step.bands, target, False)
            source = target
        self._y.write()

    def backward(self) -> None:
        if self._dx is None:
            return
        add = self.io.add_inputs[0]
        self._dy.read()
        source = self._dy.last.reshape(-1)
        for number, step in reversed([*enumerate(self._passes)]):
            target = self._room(number - 1) if number else self._dx.last.reshape(-1)
            adds = not number and self._dx.adds(add)
            assert step.back is not None
            size = len(step.bands.first)
            threads.run(apply_bands, step.blocks, step.chunk, source, size, step.inner, *step.back, target, adds)
            source = target
        self._dx.write(add)

    def _room(self, number: int) -> Array:
        """Where the result of a pass that is not the last one goes."""
        return self._between[number % 2]


class _Pass:
    """One matrix along one axis: of (blocks, size, inner) numbers it makes (blocks, rows of the matrix, inner)."""

    def __init__(self, blocks: int, size: int, inner: int, bands: Bands, back: Bands | None) -> None:
        self.blocks, self.size, self.inner, self.bands, self.back = blocks, size, inner, bands, back
        self.chunk = image_chunk(max(size, len(bands.first)) * inner)

    @property
    def given(self) -> int:
        return self.blocks * len(self.bands.first) * self.inner
