"""Cross-entropies that turn to what is still predicted badly, and one that forgives wrong labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.arrays import ArrayParam
from graph.specs.losses.loss import Loss
from graph.specs.losses.probabilistic import LOGITS, SMOOTHING
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register

FOCUS = "how much less counts what is already predicted well"


@register
@dataclass(frozen=True)
class BinaryFocalCrossentropy(Loss):
    caption: ClassVar[str] = "Binary cross-entropy in which what is already predicted well counts less."
    formula: ClassVar[
        str
    ] = """loss = mean((1 − pₜ)^γ · (−y · log p − (1 − y) · log(1 − p))), pₜ = y · p + (1 − y)(1 − p)
balanced: each number times α · y + (1 − α)(1 − y)
from logits z: p = sigmoid(z); smoothed: y ← y(1 − s) + s / 2"""
    names: ClassVar[tuple[str, ...]] = ("binary_focal_crossentropy",)
    probabilities: ClassVar[str] = "binary"
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"apply_class_balancing": True, "alpha": 0.3, "gamma": 1.5},
        {"from_logits": True, "label_smoothing": 0.2, "apply_class_balancing": True},
    )
    apply_class_balancing: bool = param("bool", False, "weigh ones by alpha and zeros by 1 − alpha")
    alpha: float = param("float", 0.25, "the weight of ones, where classes are balanced")
    gamma: float = param("float", 2.0, FOCUS)
    from_logits: bool = param("bool", False, LOGITS)
    label_smoothing: float = param("float", 0.0, SMOOTHING, low=0, high=1)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class CategoricalFocalCrossentropy(Loss):
    caption: ClassVar[str] = "Categorical cross-entropy in which what is already predicted well counts less."
    formula: ClassVar[str] = """loss = Σ α · (1 − p)^γ · (−y · log p), p the predictions divided by their sum
from logits z: p = softmax(z); smoothed: y ← y(1 − s) + s / classes"""
    names: ClassVar[tuple[str, ...]] = ("categorical_focal_crossentropy",)
    probabilities: ClassVar[str] = "categorical"
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"alpha": (0.1, 0.2, 0.3, 0.4), "gamma": 1.5, "label_smoothing": 0.2},
        {"from_logits": True, "label_smoothing": 0.2},
    )
    alpha: ArrayParam = param("array", 0.25, "the weight of all classes, or one for each")
    gamma: float = param("float", 2.0, FOCUS)
    from_logits: bool = param("bool", False, LOGITS)
    label_smoothing: float = param("float", 0.0, SMOOTHING, low=0, high=1)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class CategoricalGeneralizedCrossEntropy(Loss):
    """Between cross-entropy (q near 0) and the mean absolute error (q near 1): Zhang and Sabuncu, 2018."""

    caption: ClassVar[str] = (
        "Between cross-entropy and absolute error, forgiving wrong labels; targets are class numbers."
    )
    formula: ClassVar[str] = "loss = (1 − p^q) / q, p the probability of the target's class"
    sparse: ClassVar[bool] = True
    probabilities: ClassVar[str] = "categorical"
    of_function: ClassVar[tuple[str, ...]] = ("q",)
    function_needs: ClassVar[tuple[str, ...]] = ("q",)
    among_metrics: ClassVar[bool] = False
    found_by_name: ClassVar[bool] = False
    from_logits: ClassVar[bool] = False
    """There is no choice."""
    examples: ClassVar[tuple[Any, ...]] = ({}, {"q": 0.8})
    q: float = param("float", 0.5, "near 0: as cross-entropy, near 1: as absolute error", above=0, high=1)

    def check(self) -> None:
        if self.q == 1:
            raise SpecError(
                say(
                    "{kind}: q must be between 0 and 1, both left out. Received: {value:g}.",
                    kind=self.kind,
                    value=self.q,
                )
            )
