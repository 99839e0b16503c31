"""Losses of probabilities and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.losses.loss import Loss
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder


@register
@dataclass(frozen=True)
class BinaryCrossentropy(Loss):
    names: ClassVar[tuple[str, ...]] = ("binary_crossentropy", "bce", "BCE")
    probabilities: ClassVar[str] = "binary"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"from_logits": True}, {"label_smoothing": 0.2})
    from_logits: bool = param("bool", False, "predictions are logits, not probabilities")
    label_smoothing: float = param("float", 0.0, low=0, high=1)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class CategoricalCrossentropy(Loss):
    names: ClassVar[tuple[str, ...]] = ("categorical_crossentropy",)
    probabilities: ClassVar[str] = "categorical"
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"from_logits": True},
        {"from_logits": True, "label_smoothing": 0.2},
        {"label_smoothing": 0.2},
    )
    from_logits: bool = param("bool", False, "predictions are logits, not probabilities")
    label_smoothing: float = param("float", 0.0, low=0, high=1)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class SparseCategoricalCrossentropy(Loss):
    names: ClassVar[tuple[str, ...]] = ("sparse_categorical_crossentropy",)
    arguments: ClassVar[ArgumentOrder] = (..., "reduction", "axis", "name", "dtype")
    sparse: ClassVar[bool] = True
    probabilities: ClassVar[str] = "categorical"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"from_logits": True}, {"ignore_class": 0})
    from_logits: bool = param("bool", False, "predictions are logits, not probabilities")
    ignore_class: int | None = param("int", None, advanced=True)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class KLDivergence(Loss):
    names: ClassVar[tuple[str, ...]] = ("kl_divergence", "kld", "KLD", "kullback_leibler_divergence")


@register
@dataclass(frozen=True)
class Poisson(Loss):
    names: ClassVar[tuple[str, ...]] = ("poisson",)
