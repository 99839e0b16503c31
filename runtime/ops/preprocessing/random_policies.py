"""RandAugment and AugMix: other layers' ops, chosen anew for each batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from graph.layers.preprocessing.random_policies import AugMix, RandAugment
from runtime.kinds.computes import computes
from runtime.ops.inner_op import inner_class
from runtime.ops.op import Array, Op, StepArrays
from runtime.ops.preprocessing.random_images import Draws, RandomImagesOp


class PolicyOp(RandomImagesOp):
    """What both share: chains of ops, each made when it is drawn."""

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return True  # one choice for the batch

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self.steps = io.spec.steps()

    def read_through(self, chosen: Sequence[tuple[int, int]], values: Sequence[Array]) -> list[Op]:
        """Run the steps of these numbers from the first array to the last one; the second number is that of the draw:
        the same one draws the same amounts."""
        ops = []
        for place, (number, draw) in enumerate(chosen):
            stream = self.io.random
            io = replace(
                self.io,
                spec=self.steps[number],
                inputs=(values[place],),
                outputs=(values[place + 1],),
                d_inputs=(np.empty_like(values[place]),) if self.dx is not None else (),
                d_outputs=(np.empty_like(values[place]),) if self.dx is not None else (),
                add_inputs=(False,) if self.dx is not None else (),
                backward=self.dx is not None,
                scratch=lambda shape, dtype=None: np.empty(shape, dtype or self.io.dtype),
                shared=None,
                random=replace(stream, step=stream.step * 1009 + draw + 1),
            )
            ops.append(inner_class(self.steps[number])(io))
            ops[-1].forward(True)
        return ops

    @staticmethod
    def back_through(ops: Sequence[Op], gradient: Array) -> Array:
        """The gradient of what went in."""
        for op in reversed(ops):
            np.copyto(op.io.d_outputs[0], gradient)
            op.backward()
            found = op.io.d_inputs[0]
            assert found is not None
            gradient = found
        return gradient

    def give(self, gradient: Array) -> None:
        """What the gradient of the input is."""
        dx = self.io.d_inputs[0]
        assert dx is not None
        if self.io.add_inputs[0]:
            np.add(dx, gradient, out=dx)
        else:
            np.copyto(dx, gradient)

    def forward(self, training: bool) -> None:
        self._active = training
        if training:
            self.change(self.draws())
        else:
            np.copyto(self.io.outputs[0], self.io.inputs[0])

    def backward(self) -> None:
        if self.dx is not None:
            if self._active:
                self.change_back(False)
            else:
                self.give(self.io.d_outputs[0])


@computes(RandAugment)
class RandAugmentOp(PolicyOp):
    """E. D. Cubuk et al., RandAugment, 2019; as in Keras the same change drawn twice has the same amounts."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        between = [io.scratch(io.inputs[0].shape) for _ in range(io.spec.num_ops - 1)]
        self._values = [io.inputs[0], *between, io.outputs[0]]
        self._ops: list[Op] = []

    def change(self, draws: Draws) -> None:
        if not self.io.spec.num_ops:
            np.copyto(self.io.outputs[0], self.io.inputs[0])
            return
        numbers = draws.once.integers(0, len(self.steps), self.io.spec.num_ops)
        self._ops = self.read_through([(int(n), int(n)) for n in numbers], self._values)

    def change_back(self, add: bool) -> None:
        self.give(self.back_through(self._ops, self.io.d_outputs[0]))


@computes(AugMix)
class AugMixOp(PolicyOp):
    """D. Hendrycks et al., AugMix, 2019."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        shape, spec = io.inputs[0].shape, io.spec
        self._between = [[io.scratch(shape) for _ in range(spec.chain_depth)] for _ in range(spec.num_chains)]
        self._changed, self._inside = io.scratch(shape), io.scratch(shape, np.bool_)
        self._chains: list[list[Op]] = []
        self._own, self._shares = 1.0, np.ones(spec.num_chains)

    def change(self, draws: Draws) -> None:
        spec, x, y = self.io.spec, self.io.inputs[0], self.io.outputs[0]
        self._shares = draws.once.dirichlet(np.full(spec.num_chains, spec.alpha))
        self._own = draws.once.beta(spec.alpha, spec.alpha)
        np.multiply(x, self._own, out=y)
        self._chains = []
        for chain, (share, values) in enumerate(zip(self._shares, self._between, strict=True)):
            drawn = draws.once.integers(0, len(self.steps) + 1, spec.chain_depth)
            chosen = [(int(n), chain * spec.chain_depth + i) for i, n in enumerate(drawn) if n < len(self.steps)]
            self._chains.append(self.read_through(chosen, [x, *values]))
            np.multiply([x, *values][len(chosen)], (1 - self._own) * share, out=self._changed)
            np.add(y, self._changed, out=y)
        low, high = spec.value_range
        np.logical_and(y > low, y < high, out=self._inside)
        np.clip(y, low, high, out=y)

    def change_back(self, add: bool) -> None:
        dy = self.io.d_outputs[0]
        np.multiply(dy, self._inside, out=dy)
        whole = dy * self._own
        for share, ops in zip(self._shares, self._chains, strict=True):
            np.multiply(dy, (1 - self._own) * share, out=self._changed)
            np.add(whole, self.back_through(ops, self._changed), out=whole)
        self.give(whole)
