"""The area under a curve of shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import Message, say
from graph.specs.metrics.metric import Metric
from graph.specs.metrics.thresholds import plain_thresholds
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder


@register
@dataclass(frozen=True)
class AUC(Metric):
    """The area under the curve of two shares over all thresholds."""

    numbered: ClassVar[bool] = True
    formula: ClassVar[str] = "∫ TP / (TP + FN) d(FP / (FP + TN)) for ROC, ∫ TP / (TP + FP) d(TP / (TP + FN)) for PR"
    arguments: ClassVar[ArgumentOrder] = (
        "num_thresholds",
        "curve",
        "summation_method",
        "name",
        "dtype",
        "thresholds",
        ...,
    )
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"curve": "PR", "num_thresholds": 9},
        {"curve": "PRGAIN", "summation_method": "majoring"},
        {"thresholds": [0.2, 0.45, 0.8], "from_logits": True},
        {"multi_label": True, "num_labels": 4, "label_weights": [0.5, 1.0, 2.0, 0.0]},
    )
    num_thresholds: int = param("int", 200, "How many thresholds are tried.", low=2)
    curve: str = param(
        "choice",
        "ROC",
        "Which shares: true against false positives, or precision against recall.",
        choices=("ROC", "PR", "PRGAIN"),
    )
    summation_method: str = param(
        "choice",
        "interpolation",
        "Between two thresholds: the mean, the smaller or the larger value.",
        choices=("interpolation", "minoring", "majoring"),
        advanced=True,
    )
    thresholds: Any = param("any", None, "Thresholds of one's own between 0 and 1, instead.", advanced=True)
    multi_label: bool = param("bool", False, "An area for every label, and their mean.", advanced=True)
    num_labels: int | None = param("int", None, "How many labels there are, with multi_label.", low=1, advanced=True)
    label_weights: Any = param("any", None, "The weight of each label.", advanced=True)
    from_logits: bool = param("bool", False, "Predictions are logits rather than probabilities.", advanced=True)

    def check(self) -> None:
        found = plain_thresholds(self.kind, self.thresholds)
        if isinstance(found, float):
            found = (found,)
        object.__setattr__(self, "thresholds", None if found is None else tuple(sorted(found)))
        weights = self.label_weights
        if weights is not None:
            try:
                object.__setattr__(self, "label_weights", tuple(float(weight) for weight in weights))
            except (TypeError, ValueError):
                raise SpecError(
                    say("AUC: label_weights must be a list of numbers. Received: {given!r:.80}.", given=weights)
                ) from None
        if self.num_labels is not None and not self.multi_label:
            raise SpecError(say("AUC: num_labels is for multi_label=True only. Leave it out."))

    def misfit(self, output: str, sparse: bool | None, columns: int | None) -> Message | None:
        sizes = {"num_labels": self.num_labels, "label_weights": self.label_weights and len(self.label_weights)}
        for name, size in sizes.items():
            if size is not None and columns is not None and size != columns:
                return say(
                    "AUC: {name} says {given} labels, but there are {labels}.", name=name, given=size, labels=columns
                )
        return super().misfit(output, sparse, columns)
