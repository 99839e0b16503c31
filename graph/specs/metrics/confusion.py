"""Metrics that count right and wrong answers of yes and no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import Message, say
from graph.specs.metrics.metric import Metric
from graph.specs.metrics.thresholds import class_param, plain_thresholds, thresholds_param
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder


@dataclass(frozen=True)
class Confusion(Metric):
    """A metric of the counts of right and wrong answers above thresholds."""

    numbered: ClassVar[bool] = True
    arguments: ClassVar[ArgumentOrder] = (..., "name", "dtype")
    thresholds: Any = thresholds_param()

    def check(self) -> None:
        object.__setattr__(self, "thresholds", plain_thresholds(self.kind, self.thresholds))


@dataclass(frozen=True)
class Count(Confusion):
    """A count, which is neither good nor bad by itself."""

    direction: ClassVar[str] = ""
    examples: ClassVar[tuple[Any, ...]] = ({}, {"thresholds": 0.3}, {"thresholds": [0.0, 0.5, 1.0]})


@register
@dataclass(frozen=True)
class TruePositives(Count):
    """How often yes was said rightly."""

    formula: ClassVar[str] = "Σ weight · [y and p > threshold]"


@register
@dataclass(frozen=True)
class FalsePositives(Count):
    """How often yes was said wrongly."""

    formula: ClassVar[str] = "Σ weight · [not y and p > threshold]"


@register
@dataclass(frozen=True)
class TrueNegatives(Count):
    """How often no was said rightly."""

    formula: ClassVar[str] = "Σ weight · [not y and p ≤ threshold]"


@register
@dataclass(frozen=True)
class FalseNegatives(Count):
    """How often no was said wrongly."""

    formula: ClassVar[str] = "Σ weight · [y and p ≤ threshold]"


def no_class(kind: str, given: int | None, columns: int | None) -> Message | None:
    """Why a class can't be the only one that counts among so many; None where it can."""
    if given is None or columns is None or given < columns:
        return None
    return say(
        "{metric}: class_id is {given}, but there are {columns} classes: 0 to {last}.",
        metric=kind,
        given=given,
        columns=columns,
        last=columns - 1,
    )


@dataclass(frozen=True)
class Share(Confusion):
    """A share of right answers, for all classes or one, of all predictions or the largest of each row."""

    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"thresholds": [0.1, 0.4, 0.7]},
        {"top_k": 2, "class_id": 1},
    )
    top_k: int | None = param("int", None, "Only so many of the largest predictions of a row can be yes.", low=1)
    class_id: int | None = class_param()

    def misfit(self, output: str, sparse: bool | None, columns: int | None) -> Message | None:
        if self.top_k is not None and columns is not None and self.top_k > columns:
            return say(
                "{metric}: top_k is {given}, but there are {columns} classes.",
                metric=self.kind,
                given=self.top_k,
                columns=columns,
            )
        return super().misfit(output, sparse, columns) or no_class(self.kind, self.class_id, columns)


@register
@dataclass(frozen=True)
class Precision(Share):
    """How much of what was said to be yes was it."""

    formula: ClassVar[str] = "true positives / (true positives + false positives)"


@register
@dataclass(frozen=True)
class Recall(Share):
    """How much of what was yes was found."""

    formula: ClassVar[str] = "true positives / (true positives + false negatives)"


@dataclass(frozen=True)
class AtValue(Metric):
    """The best of one share at thresholds where another is at least some value."""

    numbered: ClassVar[bool] = True
    arguments: ClassVar[ArgumentOrder] = (..., "num_thresholds", "class_id", "name", "dtype")
    num_thresholds: int = param("int", 200, "How many thresholds are tried.", low=1)
    class_id: int | None = class_param()

    def misfit(self, output: str, sparse: bool | None, columns: int | None) -> Message | None:
        return super().misfit(output, sparse, columns) or no_class(self.kind, self.class_id, columns)


@register
@dataclass(frozen=True)
class SensitivityAtSpecificity(AtValue):
    """The best sensitivity where the specificity is large enough."""

    formula: ClassVar[str] = "max TP / (TP + FN) where TN / (TN + FP) ≥ specificity"
    examples: ClassVar[tuple[Any, ...]] = (
        {"specificity": 0.5},
        {"specificity": 0.2, "num_thresholds": 7, "class_id": 1},
    )
    specificity: float = param("float", 0.5, "What the specificity must be.", low=0, high=1, always=True)


@register
@dataclass(frozen=True)
class SpecificityAtSensitivity(AtValue):
    """The best specificity where the sensitivity is large enough."""

    formula: ClassVar[str] = "max TN / (TN + FP) where TP / (TP + FN) ≥ sensitivity"
    examples: ClassVar[tuple[Any, ...]] = (
        {"sensitivity": 0.5},
        {"sensitivity": 0.2, "num_thresholds": 7, "class_id": 1},
    )
    sensitivity: float = param("float", 0.5, "What the sensitivity must be.", low=0, high=1, always=True)


@register
@dataclass(frozen=True)
class PrecisionAtRecall(AtValue):
    """The best precision where the recall is large enough."""

    formula: ClassVar[str] = "max TP / (TP + FP) where TP / (TP + FN) ≥ recall"
    examples: ClassVar[tuple[Any, ...]] = ({"recall": 0.5}, {"recall": 0.2, "num_thresholds": 7, "class_id": 1})
    recall: float = param("float", 0.5, "What the recall must be.", low=0, high=1, always=True)


@register
@dataclass(frozen=True)
class RecallAtPrecision(AtValue):
    """The best recall where the precision is large enough."""

    formula: ClassVar[str] = "max TP / (TP + FN) where TP / (TP + FP) ≥ precision"
    examples: ClassVar[tuple[Any, ...]] = ({"precision": 0.5}, {"precision": 0.2, "num_thresholds": 7, "class_id": 1})
    precision: float = param("float", 0.5, "What the precision must be.", low=0, high=1, always=True)
