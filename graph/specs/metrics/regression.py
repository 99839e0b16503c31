"""Mean errors as metrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.metrics.metric import LossMetric
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class MeanSquaredError(LossMetric):
    names: ClassVar[tuple[str, ...]] = ("mean_squared_error", "mse", "MSE")


@register
@dataclass(frozen=True)
class MeanAbsoluteError(LossMetric):
    names: ClassVar[tuple[str, ...]] = ("mean_absolute_error", "mae", "MAE")
