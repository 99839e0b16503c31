"""RNN."""

from __future__ import annotations

from typing import Any

from graph.layers.recurrent.rnn import RNN
from runtime.kinds.computes import computes
from runtime.ops.recurrent.chain import ChainOp


@computes(RNN)
class RNNOp(ChainOp):
    """Each cell as the recurrent layer that it is a step of."""

    def links(self) -> tuple[tuple[Any, str, str], ...]:
        found: tuple[tuple[Any, str, str], ...] = self.io.spec.links
        return found
