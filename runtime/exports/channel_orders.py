"""Tensors with their channels at the end, as in Keras, behind the batch, as in ONNX and PyTorch, or both."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class Tensor:
    """A value of the program: its name or expression with the channels at the end, behind the batch, or both."""

    rank: int
    last: str | None = None
    first: str | None = None


class ChannelOrders(ABC):
    """Gives a tensor in the order that is asked for, and remembers it, so that it is transposed once."""

    @abstractmethod
    def transposed(self, name: str, order: Sequence[int]) -> str:
        """The name of it with its axes in this order."""

    def last(self, tensor: Tensor) -> str:
        """Its name with the channels at the end."""
        if tensor.last is None:
            assert tensor.first is not None
            tensor.last = self.transposed(tensor.first, (0, *range(2, tensor.rank), 1))
        return tensor.last

    def first(self, tensor: Tensor) -> str:
        """Its name with the channels behind the batch."""
        if tensor.first is None:
            assert tensor.last is not None
            tensor.first = self.transposed(tensor.last, (0, tensor.rank - 1, *range(1, tensor.rank - 1)))
        return tensor.first
