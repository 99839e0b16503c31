"""ActivityRegularization: a penalty on what passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.regularizers import L1L2
from graph.specs.spec import Example, Spec, TensorType, Value, example


@register
@dataclass(frozen=True)
class ActivityRegularization(Spec):
    family: ClassVar[str] = "regularization"
    caption: ClassVar[str] = "Lets everything pass, and adds a penalty on large numbers to the loss."
    formula: ClassVar[str] = "y = x\nloss ← loss + (l1 · Σ|x| + l2 · Σx²) / samples of the batch"
    examples: ClassVar[tuple[Example, ...]] = (example((5,), l1=0.1, l2=0.2), example((4, 3), l2=0.1, masked=True))

    l1: float = param("float", 0.0, "factor of the sum of absolute values", low=0)
    l2: float = param("float", 0.0, "factor of the sum of squares", low=0)

    @property
    def activity_regularizer(self) -> Value | None:
        """The penalty, as other layers have it by a parameter."""
        return L1L2(l1=self.l1, l2=self.l2) if self.l1 or self.l2 else None

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(inputs[0].shape, masked=inputs[0].masked),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0
