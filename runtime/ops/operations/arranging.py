"""Operations that move numbers to other places, or repeat them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np

from graph.layers.operations.arranging import Padding, Permuting, Reversing, Rolling
from graph.layers.operations.operation import axes_of
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.ops.operations.pieces import Pair, PiecesOp


@computes(Permuting)
class PermutingOp(PiecesOp):
    all_used = True

    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        yield outputs[0], inputs[0].transpose(self.io.spec.order(inputs[0].ndim))


@computes(Reversing)
class ReversingOp(PiecesOp):
    all_used = True

    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        spec = self.io.spec
        yield outputs[0], np.flip(inputs[0], axes_of(spec.kind, spec.axis, inputs[0].shape))


@computes(Rolling)
class RollingOp(PiecesOp):
    """Along each axis two pieces change places."""

    all_used = True

    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        spec, x, y = self.io.spec, inputs[0], outputs[0]
        axes: tuple[int, ...] = (0,)
        if spec.axis is None:
            x, y, shifts = x.reshape(-1), y.reshape(-1), [sum(spec.shift)]
        else:
            axes = axes_of(spec.kind, spec.axis, x.shape)
            count = max(len(axes), len(spec.shift))
            axes = axes * count if len(axes) == 1 else axes
            shifts = list(spec.shift) * count if len(spec.shift) == 1 else list(spec.shift)
        by = dict.fromkeys(axes, 0)
        for axis, shift in zip(axes, shifts):
            by[axis] = (by[axis] + shift) % max(1, x.shape[axis])
        for parts in product((True, False), repeat=len(by)):
            source, target = [slice(None)] * x.ndim, [slice(None)] * x.ndim
            for (axis, shift), wraps in zip(by.items(), parts):
                size = x.shape[axis]
                source[axis] = slice(size - shift, size) if wraps else slice(0, size - shift)
                target[axis] = slice(0, shift) if wraps else slice(shift, size)
            yield y[tuple(target)], x[tuple(source)]


@computes(Padding)
class PaddingOp(PiecesOp):
    """The numbers in the middle, and around them one number, or the numbers in a mirror."""

    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        spec, x, y = self.io.spec, inputs[0], outputs[0]
        self.rest = (spec.constant_values or 0.0) if spec.mode == "constant" else None
        choices = [
            [(t, s) for t, s in parts(n, before, behind, spec.mode) if t.stop > t.start]
            for n, (before, behind) in zip(x.shape, spec.pairs(x.ndim))
        ]
        for chosen in product(*choices):
            yield y[tuple(t for t, _ in chosen)], x[tuple(s for _, s in chosen)]


def parts(size: int, before: int, behind: int, mode: str) -> list[tuple[slice, slice]]:
    """Along one axis: where in the result the numbers go, and which of the input they are."""
    middle = slice(before, before + size), slice(None)
    if mode == "constant":
        return [middle]
    edge = 1 if mode == "reflect" else 0
    last = size - 1 - edge
    return [
        (slice(0, before), slice(before - 1 + edge, edge - 1 if edge else None, -1)),
        middle,
        (slice(before + size, before + size + behind), slice(last, last - behind if last >= behind else None, -1)),
    ]
