"""How well numbers follow numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.metrics.metric import LossMetric, Metric, check_axis
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder


@register
@dataclass(frozen=True)
class RootMeanSquaredError(LossMetric):
    """The root of the mean squared error of all samples."""

    formula: ClassVar[str] = "√ mean((y − p)²)"
    of_loss: ClassVar[str] = "MeanSquaredError"
    names: ClassVar[tuple[str, ...]] = ("root_mean_squared_error",)


@register
@dataclass(frozen=True)
class R2Score(Metric):
    """The share of the targets' variance that the predictions explain."""

    formula: ClassVar[str] = "1 − Σ (y − p)² / Σ (y − mean(y))²"
    names: ClassVar[tuple[str, ...]] = ("r2_score",)
    arguments: ClassVar[ArgumentOrder] = (..., "name", "dtype")
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"class_aggregation": "variance_weighted_average"},
    )
    class_aggregation: str | None = param(
        "choice",
        "uniform_average",
        "The mean of all numbers of a row, weighted by their variance or not; none: a score for each.",
        choices=("uniform_average", "variance_weighted_average"),
        nullable=True,
    )
    num_regressors: int = param("int", 0, "Independent variables, for the adjusted score.", low=0, advanced=True)


@dataclass(frozen=True)
class Along(Metric):
    """A metric of the vectors along the last axis."""

    axis: int = param("int", -1, advanced=True)

    def check(self) -> None:
        check_axis(self.kind, self.axis)


@register
@dataclass(frozen=True)
class CosineSimilarity(LossMetric):
    """The cosine of the angle between targets and predictions."""

    formula: ClassVar[str] = "mean(Σ y · p / (|y| · |p|))"
    direction: ClassVar[str] = "up"
    names: ClassVar[tuple[str, ...]] = ("cosine_similarity",)
    axis: int = param("int", -1, advanced=True)

    def check(self) -> None:
        check_axis(self.kind, self.axis)


@register
@dataclass(frozen=True)
class PearsonCorrelation(Along):
    """The correlation of targets and predictions within each row."""

    formula: ClassVar[str] = "mean(cov(y, p) / (std(y) · std(p)))"
    names: ClassVar[tuple[str, ...]] = ("pearson_correlation",)


@register
@dataclass(frozen=True)
class ConcordanceCorrelation(Along):
    """The correlation of targets and predictions within each row, less where they lie apart."""

    formula: ClassVar[str] = "mean(2 · cov(y, p) / (var(y) + var(p) + (mean(y) − mean(p))²))"
    names: ClassVar[tuple[str, ...]] = ("concordance_correlation",)
