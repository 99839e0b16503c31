"""Losses of errors and directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.losses.loss import Loss
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class MeanSquaredError(Loss):
    names: ClassVar[tuple[str, ...]] = ("mean_squared_error", "mse", "MSE")


@register
@dataclass(frozen=True)
class MeanAbsoluteError(Loss):
    names: ClassVar[tuple[str, ...]] = ("mean_absolute_error", "mae", "MAE")


@register
@dataclass(frozen=True)
class MeanAbsolutePercentageError(Loss):
    names: ClassVar[tuple[str, ...]] = ("mean_absolute_percentage_error", "mape", "MAPE")


@register
@dataclass(frozen=True)
class MeanSquaredLogarithmicError(Loss):
    names: ClassVar[tuple[str, ...]] = ("mean_squared_logarithmic_error", "msle", "MSLE")


@register
@dataclass(frozen=True)
class Huber(Loss):
    names: ClassVar[tuple[str, ...]] = ("huber", "huber_loss")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"delta": 0.1}, {"reduction": "sum"})
    delta: float = param("float", 1.0, "errors below it count squared, larger ones straight", above=0)


@register
@dataclass(frozen=True)
class LogCosh(Loss):
    names: ClassVar[tuple[str, ...]] = ("log_cosh", "logcosh")


@register
@dataclass(frozen=True)
class CosineSimilarity(Loss):
    """−1 where target and prediction point the same way, 1 where they oppose each other."""

    names: ClassVar[tuple[str, ...]] = ("cosine_similarity",)
    axis: int = param("int", -1, advanced=True)
