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


@register
@dataclass(frozen=True)
class MeanAbsolutePercentageError(LossMetric):
    names: ClassVar[tuple[str, ...]] = ("mean_absolute_percentage_error", "mape", "MAPE")


@register
@dataclass(frozen=True)
class MeanSquaredLogarithmicError(LossMetric):
    names: ClassVar[tuple[str, ...]] = ("mean_squared_logarithmic_error", "msle", "MSLE")


@register
@dataclass(frozen=True)
class LogCoshError(LossMetric):
    names: ClassVar[tuple[str, ...]] = ("logcosh",)
    of_loss: ClassVar[str] = "LogCosh"


@register
@dataclass(frozen=True)
class Poisson(LossMetric):
    """The Poisson loss."""


@register
@dataclass(frozen=True)
class KLDivergence(LossMetric):
    names: ClassVar[tuple[str, ...]] = ("kl_divergence",)


@register
@dataclass(frozen=True)
class Hinge(LossMetric):
    """The hinge loss."""


@register
@dataclass(frozen=True)
class SquaredHinge(LossMetric):
    """The squared hinge loss."""


@register
@dataclass(frozen=True)
class CategoricalHinge(LossMetric):
    """The hinge loss of one-hot targets."""
