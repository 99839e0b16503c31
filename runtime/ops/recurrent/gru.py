"""GRU."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph.layers.recurrent.gru import GRU
from runtime.kernels.recurrent import gru
from runtime.kernels.recurrent.time_loop import Cell, CellWeights, Memory
from runtime.kinds.computes import computes
from runtime.ops.op import Scratch
from runtime.ops.recurrent.one_state import OneStateOp


@computes(GRU)
class GRUOp(OneStateOp):
    """With `reset_after` the state has a bias of its own; of two gates it is simply added to the input's."""

    keeps_inner = True

    def make_memory(self, room: Scratch) -> Memory:
        self._summed = self.io.scratch((4, self._layout.units)) if self._has_two_biases() else None
        return super().make_memory(room)

    def _has_two_biases(self) -> bool:
        return bool(self.io.spec.reset_after and self.io.spec.use_bias)

    def weights(self) -> CellWeights:
        if self._summed is None:
            return CellWeights(self._kernel, self._recurrent, self._bias, self._none)
        own, state = self._bias.reshape(2, 3, self._layout.units)
        np.add(own[:2], state[:2], out=self._summed[:2])
        np.copyto(self._summed[2], own[2])
        np.copyto(self._summed[3], state[2])
        return CellWeights(self._kernel, self._recurrent, self._summed[:3].reshape(-1), self._summed[3])

    def cell(self) -> Cell:
        return gru.cell(*self.functions(), self.io.spec.reset_after)

    def gradient_kernel(self) -> Callable[..., None]:
        return gru.gradients(self.io.spec.reset_after)
