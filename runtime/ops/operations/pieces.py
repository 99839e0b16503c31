"""Numbers that move: pieces of the results, and the pieces of the inputs that go there. The same pairs serve the way
back, with gradients in place of numbers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence

import numpy as np

from runtime.ops.op import Array, StepArrays
from runtime.ops.operations.terms import OperationOp

Pair = tuple[Array, Array]
"""A piece of a result, and the piece of an input that is put there; the latter may stretch."""


class PiecesOp(OperationOp):
    """Base: `pairs` are found once; what no piece fills holds `rest`."""

    rest: float | None = None
    """The number in the places of the results that no piece fills; None where there are none."""
    all_used: bool = False
    """Whether every number of the inputs goes to just one place, so that gradients need no zeros."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._forward = list(self.pairs(io.inputs, io.outputs))
        self._owed = [d for d in io.d_inputs if d is not None] if io.d_inputs else []
        stand_ins = [x if d is None else d for x, d in zip(io.inputs, io.d_inputs)] if self._owed else []
        backward = list(self.pairs(stand_ins, io.d_outputs)) if self._owed else []
        self._backward = [(d, s) for d, s in backward if any(np.may_share_memory(s, owed) for owed in self._owed)]

    @abstractmethod
    def pairs(self, inputs: Sequence[Array], outputs: Sequence[Array]) -> Iterable[Pair]:
        """The pieces of these outputs with the pieces of the inputs that go there; all of them views."""

    def forward(self, training: bool) -> None:
        if self.rest is not None:
            for y in self.io.outputs:
                y.fill(self.rest)
        for target, source in self._forward:
            np.copyto(target, source, casting="unsafe")

    def backward(self) -> None:
        overwrite = self.all_used and not any(self.io.add_inputs)
        for d, add in zip(self.io.d_inputs, self.io.add_inputs):
            if d is not None and not add and not overwrite:
                d.fill(0)
        for given, owed in self._backward:
            if overwrite:
                np.copyto(owed, given)
            elif owed.shape == given.shape:
                np.add(owed, given, out=owed)
            else:
                add_sum(owed, given)


def add_sum(owed: Array, given: Array) -> None:
    """owed += given, summed up over the axes along which `owed` stretches: those in front, and those of size 1."""
    lead = given.ndim - owed.ndim
    short = (1,) * lead + owed.shape
    axes = tuple(a for a, (n, m) in enumerate(zip(short, given.shape)) if n != m or a < lead)
    total = np.sum(given, axis=axes, keepdims=True)
    np.add(owed, total.reshape(owed.shape), out=owed)
