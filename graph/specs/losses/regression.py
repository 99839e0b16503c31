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
    caption: ClassVar[str] = "The usual loss of numbers: large errors count much more than small ones."
    formula: ClassVar[str] = "loss = mean((y − p)²)"
    names: ClassVar[tuple[str, ...]] = ("mean_squared_error", "mse", "MSE")


@register
@dataclass(frozen=True)
class MeanAbsoluteError(Loss):
    caption: ClassVar[str] = "Errors of numbers as they are; a few far off count little."
    formula: ClassVar[str] = "loss = mean(|y − p|)"
    names: ClassVar[tuple[str, ...]] = ("mean_absolute_error", "mae", "MAE")


@register
@dataclass(frozen=True)
class MeanAbsolutePercentageError(Loss):
    caption: ClassVar[str] = "Errors in percent of the targets, which should not be near 0."
    formula: ClassVar[str] = "loss = 100 · mean(|y − p| / max(|y|, 1e−7))"
    names: ClassVar[tuple[str, ...]] = ("mean_absolute_percentage_error", "mape", "MAPE")


@register
@dataclass(frozen=True)
class MeanSquaredLogarithmicError(Loss):
    caption: ClassVar[str] = "Errors of orders of magnitude; targets and predictions are 0 or more."
    formula: ClassVar[str] = "loss = mean((log(1 + y) − log(1 + p))²), y and p at least 1e−7"
    names: ClassVar[tuple[str, ...]] = ("mean_squared_logarithmic_error", "msle", "MSLE")


@register
@dataclass(frozen=True)
class Huber(Loss):
    caption: ClassVar[str] = "Squared for small errors, straight for large ones: outliers count less."
    formula: ClassVar[str] = """e = p − y
loss = mean(e² / 2 where |e| ≤ delta, else delta · |e| − delta² / 2)"""
    names: ClassVar[tuple[str, ...]] = ("huber", "huber_loss")
    object_name: ClassVar[str] = "huber_loss"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"delta": 0.1}, {"reduction": "sum"})
    delta: float = param("float", 1.0, "errors below it count squared, larger ones straight", above=0)


@register
@dataclass(frozen=True)
class LogCosh(Loss):
    caption: ClassVar[str] = "Nearly squared for small errors, nearly straight for large ones."
    formula: ClassVar[str] = "loss = mean(log(cosh(p − y)))"
    names: ClassVar[tuple[str, ...]] = ("log_cosh", "logcosh")


@register
@dataclass(frozen=True)
class CosineSimilarity(Loss):
    """−1 where target and prediction point the same way, 1 where they oppose each other."""

    caption: ClassVar[str] = "Whether two vectors point the same way, whatever their lengths."
    formula: ClassVar[str] = "loss = −Σ y · p / (|y| · |p|)"
    names: ClassVar[tuple[str, ...]] = ("cosine_similarity",)
    among_metrics: ClassVar[bool] = False
    axis: int = param("int", -1, advanced=True)
