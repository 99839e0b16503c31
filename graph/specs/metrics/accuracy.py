"""The share of right predictions; `accuracy` resolves to one of the three by the shapes it meets, as Keras does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.metrics.metric import Metric
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Accuracy(Metric):
    """The share of right predictions: binary, categorical or sparse, whichever the shapes call for."""

    by_name_only: ClassVar[bool] = True
    names: ClassVar[tuple[str, ...]] = ("accuracy", "acc")

    def resolved(self, sparse: bool, last: int) -> Metric:
        if last == 1:
            return BinaryAccuracy(label=self.shown)
        # it stays `accuracy` in the history
        return SparseCategoricalAccuracy(label=self.shown) if sparse else CategoricalAccuracy(label=self.shown)


@register
@dataclass(frozen=True)
class BinaryAccuracy(Metric):
    """The share of numbers on their target's side of the threshold."""

    of_numbers: ClassVar[bool] = True

    examples: ClassVar[tuple[Any, ...]] = ({}, {"threshold": 0.3})
    threshold: float = param("float", 0.5, low=0, high=1)


@register
@dataclass(frozen=True)
class CategoricalAccuracy(Metric):
    """Largest prediction against one-hot target."""


@register
@dataclass(frozen=True)
class SparseCategoricalAccuracy(Metric):
    """Largest prediction against class number."""

    sparse: ClassVar[bool] = True
