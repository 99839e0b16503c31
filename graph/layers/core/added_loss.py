"""AddedLoss: a term of the loss that is computed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.registry import register
from graph.specs.spec import Example, Ports, Spec, TensorType, example


@register
@dataclass(frozen=True)
class AddedLoss(Spec):
    """What `add_loss` in a `call` of one's own becomes; the second output is the term again."""

    offered: ClassVar[bool] = False
    caption: ClassVar[str] = "Lets its first input pass, and adds the second to the loss."
    formula: ClassVar[str] = "y = input\nloss ← loss + Σ term"
    reads_whole_numbers: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (example((3,), (2,)),)

    def ports(self) -> Ports:
        return Ports(inputs=("input", "term"), outputs=("output", "added"), required=2)

    @property
    def activity_regularizer(self) -> bool:
        """What adds to the loss is computed for the whole batch, as a penalty on what a layer gives."""
        return True

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return inputs

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0
