"""Losses of probabilities and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.losses.loss import Loss
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder

LOGITS = "predictions are logits, not probabilities"
SMOOTHING = "share by which targets are drawn towards an even guess"


@register
@dataclass(frozen=True)
class BinaryCrossentropy(Loss):
    caption: ClassVar[str] = "For questions of yes or no: each number is a probability of its own."
    formula: ClassVar[str] = """loss = mean(−y · log p − (1 − y) · log(1 − p))
from logits z: mean(max(z, 0) − z · y + log(1 + e^−|z|)); smoothed: y ← y(1 − s) + s / 2"""
    names: ClassVar[tuple[str, ...]] = ("binary_crossentropy", "bce", "BCE")
    probabilities: ClassVar[str] = "binary"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"from_logits": True}, {"label_smoothing": 0.2})
    from_logits: bool = param("bool", False, LOGITS)
    label_smoothing: float = param("float", 0.0, SMOOTHING, low=0, high=1)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class CategoricalCrossentropy(Loss):
    caption: ClassVar[str] = "For a choice among classes; targets are one-hot rows or probabilities."
    formula: ClassVar[str] = """loss = −Σ y · log p, p the predictions divided by their sum
from logits z: p = softmax(z); smoothed: y ← y(1 − s) + s / classes"""
    names: ClassVar[tuple[str, ...]] = ("categorical_crossentropy",)
    probabilities: ClassVar[str] = "categorical"
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"from_logits": True},
        {"from_logits": True, "label_smoothing": 0.2},
        {"label_smoothing": 0.2},
    )
    from_logits: bool = param("bool", False, LOGITS)
    label_smoothing: float = param("float", 0.0, SMOOTHING, low=0, high=1)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class SparseCategoricalCrossentropy(Loss):
    caption: ClassVar[str] = "For a choice among classes; targets are class numbers."
    formula: ClassVar[str] = """loss = −log p, p the probability of the target's class
from logits z: p = softmax(z)"""
    names: ClassVar[tuple[str, ...]] = ("sparse_categorical_crossentropy",)
    arguments: ClassVar[ArgumentOrder] = (..., "reduction", "axis", "name", "dtype")
    sparse: ClassVar[bool] = True
    probabilities: ClassVar[str] = "categorical"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"from_logits": True}, {"ignore_class": 0})
    from_logits: bool = param("bool", False, LOGITS)
    ignore_class: int | None = param("int", None, "a class whose rows do not count", advanced=True)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class KLDivergence(Loss):
    caption: ClassVar[str] = "How far predicted probabilities are from the true ones."
    formula: ClassVar[str] = "loss = Σ y · log(y / p), both at least 1e−7"
    names: ClassVar[tuple[str, ...]] = ("kl_divergence", "kld", "KLD", "kullback_leibler_divergence")


@register
@dataclass(frozen=True)
class Poisson(Loss):
    caption: ClassVar[str] = "For counts: how unlikely they are where the mean is predicted."
    formula: ClassVar[str] = "loss = mean(p − y · log(p + 1e−7))"
    names: ClassVar[tuple[str, ...]] = ("poisson",)
