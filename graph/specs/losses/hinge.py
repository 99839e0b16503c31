"""Losses of margins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.losses.loss import Loss
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Hinge(Loss):
    """Targets are −1 and 1, or 0 and 1."""

    caption: ClassVar[str] = "How far numbers are from lying beyond 1 on the right side of 0; targets are −1 and 1."
    formula: ClassVar[str] = "loss = mean(max(1 − y · p, 0)); targets of 0 and 1 alone: y ← 2y − 1"
    names: ClassVar[tuple[str, ...]] = ("hinge",)


@register
@dataclass(frozen=True)
class SquaredHinge(Loss):
    """Targets are −1 and 1, or 0 and 1."""

    caption: ClassVar[str] = "The squares of what Hinge takes: far on the wrong side counts much more."
    formula: ClassVar[str] = "loss = mean(max(1 − y · p, 0)²); targets of 0 and 1 alone: y ← 2y − 1"
    names: ClassVar[tuple[str, ...]] = ("squared_hinge",)


@register
@dataclass(frozen=True)
class CategoricalHinge(Loss):
    caption: ClassVar[str] = "How far the right class is from leading all others by 1."
    formula: ClassVar[str] = "loss = max(max((1 − y) · p) − Σ y · p + 1, 0)"
    names: ClassVar[tuple[str, ...]] = ("categorical_hinge",)
