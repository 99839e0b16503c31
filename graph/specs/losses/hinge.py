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

    names: ClassVar[tuple[str, ...]] = ("hinge",)


@register
@dataclass(frozen=True)
class SquaredHinge(Loss):
    """Targets are −1 and 1, or 0 and 1."""

    names: ClassVar[tuple[str, ...]] = ("squared_hinge",)


@register
@dataclass(frozen=True)
class CategoricalHinge(Loss):
    names: ClassVar[tuple[str, ...]] = ("categorical_hinge",)
