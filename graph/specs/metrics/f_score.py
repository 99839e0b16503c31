"""Means of precision and recall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import say
from graph.specs.metrics.metric import Metric
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder

AVERAGES = ("micro", "macro", "weighted")


@dataclass(frozen=True)
class FScore(Metric):
    """What the two scores share."""

    arguments: ClassVar[ArgumentOrder] = (..., "name", "dtype")
    average: str | None = param(
        "choice",
        None,
        "micro: of all classes together; macro: the mean of the classes; weighted: by how often they are; none: one "
        "number for each class.",
        choices=AVERAGES,
    )


def check_threshold(kind: str, threshold: float | None) -> None:
    """Raise SpecError for a threshold that nothing, or everything, is above."""
    if threshold is not None and not 0 < threshold <= 1:
        raise SpecError(
            say("{kind}: threshold must be above 0 and at most 1. Received: {given}.", kind=kind, given=threshold)
        )


@register
@dataclass(frozen=True)
class FBetaScore(FScore):
    """The harmonic mean of precision and recall, in which recall counts β² times as much."""

    formula: ClassVar[str] = "(1 + β²) · precision · recall / (β² · precision + recall)"
    names: ClassVar[tuple[str, ...]] = ("fbeta_score",)
    examples: ClassVar[tuple[Any, ...]] = ({"average": "macro", "beta": 2.0}, {"threshold": 0.3}, {})
    beta: float = param("float", 1.0, "How much recall counts, beside precision.", above=0)
    threshold: float | None = param("float", None, "What is yes; none: the largest prediction of a row.")

    def check(self) -> None:
        check_threshold(self.kind, self.threshold)


@register
@dataclass(frozen=True)
class F1Score(FScore):
    """The harmonic mean of precision and recall."""

    formula: ClassVar[str] = "2 · precision · recall / (precision + recall)"
    names: ClassVar[tuple[str, ...]] = ("f1_score",)
    examples: ClassVar[tuple[Any, ...]] = ({"average": "weighted"}, {"average": "micro", "threshold": 0.3})
    beta: ClassVar[float] = 1.0
    threshold: float | None = param("float", None, "What is yes; none: the largest prediction of a row.")

    def check(self) -> None:
        check_threshold(self.kind, self.threshold)
