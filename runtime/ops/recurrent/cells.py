"""Cells by themselves: a sequence of one step."""

from __future__ import annotations

from typing import Any

from graph.layers.recurrent.cells import GRUCell, LSTMCell, SimpleRNNCell, StackedRNNCells
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.ops.recurrent.chain import ChainOp


@computes(LSTMCell, GRUCell, SimpleRNNCell, StackedRNNCells)
class CellOp(ChainOp):
    """The result is the new state, which is given once more."""

    def links(self) -> tuple[tuple[Any, str, str], ...]:
        found: tuple[tuple[Any, str, str], ...] = self.io.spec.links(return_state=True)
        return found

    def sequence(self, array: Array) -> Array:
        return array[:, None]
