"""Add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.merging.merge import Elementwise
from graph.specs.registry import register
from graph.specs.spec import Example, example


@register
@dataclass(frozen=True)
class Add(Elementwise):
    short: ClassVar[tuple[str, ...]] = ("+", "相加")
    caption: ClassVar[str] = "Adds its inputs number by number; sizes of 1 stretch."
    formula: ClassVar[str] = "y = x₁ + x₂ + …"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 2), (3, 2)),
        example((3, 4), (3, 1), (1, 4)),
    )
