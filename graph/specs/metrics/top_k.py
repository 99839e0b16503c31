"""Whether the right class is among the likeliest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.metrics.metric import Metric
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder

FORMULA = "mean of [fewer than k predictions are larger than that of the right class]"


@register
@dataclass(frozen=True)
class TopKCategoricalAccuracy(Metric):
    """The share of rows whose class is among the k likeliest, of one-hot targets."""

    formula: ClassVar[str] = FORMULA
    arguments: ClassVar[ArgumentOrder] = ("k", "name", "dtype")
    examples: ClassVar[tuple[Any, ...]] = ({"k": 2},)
    k: int = param("int", 5, "How many of the likeliest count.", low=1)


@register
@dataclass(frozen=True)
class SparseTopKCategoricalAccuracy(Metric):
    """The share of rows whose class is among the k likeliest, of class numbers."""

    formula: ClassVar[str] = FORMULA
    arguments: ClassVar[ArgumentOrder] = ("k", "name", "dtype", "from_sorted_ids")
    sparse: ClassVar[bool] = True
    examples: ClassVar[tuple[Any, ...]] = ({"k": 2}, {"k": 3, "from_sorted_ids": True})
    k: int = param("int", 5, "How many of the likeliest count.", low=1)
    from_sorted_ids: bool = param("bool", False, "Predictions are class numbers, the likeliest first.")
