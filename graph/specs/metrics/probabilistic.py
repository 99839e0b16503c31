"""Cross-entropies as metrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.metrics.metric import LossMetric
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder


@register
@dataclass(frozen=True)
class BinaryCrossentropy(LossMetric):
    names: ClassVar[tuple[str, ...]] = ("binary_crossentropy", "bce", "BCE")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"from_logits": True}, {"label_smoothing": 0.2})
    from_logits: bool = param("bool", False)
    label_smoothing: float = param("float", 0.0, low=0, high=1)


@register
@dataclass(frozen=True)
class CategoricalCrossentropy(LossMetric):
    names: ClassVar[tuple[str, ...]] = ("categorical_crossentropy",)
    arguments: ClassVar[ArgumentOrder] = ("name", "dtype", ..., "axis")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"from_logits": True}, {"label_smoothing": 0.2})
    from_logits: bool = param("bool", False)
    label_smoothing: float = param("float", 0.0, low=0, high=1)


@register
@dataclass(frozen=True)
class SparseCategoricalCrossentropy(LossMetric):
    names: ClassVar[tuple[str, ...]] = ("sparse_categorical_crossentropy",)
    arguments: ClassVar[ArgumentOrder] = ("name", "dtype", ..., "ignore_class", "axis")
    sparse: ClassVar[bool] = True
    examples: ClassVar[tuple[Any, ...]] = ({}, {"from_logits": True})
    from_logits: bool = param("bool", False)
