"""Identity: what comes in goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.registry import register
from graph.specs.spec import Example, Spec, TensorType, example


@register
@dataclass(frozen=True)
class Identity(Spec):
    caption: ClassVar[str] = "Gives on what it gets: a place with a name of its own."
    formula: ClassVar[str] = "y = x"
    examples: ClassVar[tuple[Example, ...]] = (example((3, 2)),)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return inputs[:1]

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0
