"""What layers learn from data before training: see `Learns`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from runtime.ops.op import Array, Op


class Learnt(NamedTuple):
    """Weights by name, and parameters of the spec, as the data ask for them."""

    weights: Mapping[str, Array] = {}
    parameters: Mapping[str, Any] = {}


class Learns(Op):
    """Base of the ops whose layers have `adapt`."""

    @classmethod
    @abstractmethod
    def learn(cls, spec: Any, batches: Iterable[Array]) -> Learnt:
        """What these data teach, all of them seen once; forgets what was learnt before."""
