"""WhileTraining: one thing while a network is trained, another after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.registry import register
from graph.specs.spec import Example, Ports, ShapeError, Spec, TensorType, example


@register
@dataclass(frozen=True)
class WhileTraining(Spec):
    """What a `call` of one's own becomes that computes something else where `training` is true."""

    offered: ClassVar[bool] = False
    caption: ClassVar[str] = "Gives its first input while the network is trained, and the second after."
    formula: ClassVar[str] = "y = trained while training, else used"
    reads_whole_numbers: ClassVar[bool] = True
    acts_in_training: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (example((3,), (3,)), example((4, 2), (4, 2)))

    def ports(self) -> Ports:
        return Ports(inputs=("trained", "used"), required=2)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        trained, used = inputs
        if (trained.shape, trained.dtype) != (used.shape, used.dtype):
            raise ShapeError(
                say(
                    "WhileTraining expects the same shape and type for both ways. Received: {trained} while trained, "
                    "{used} after.",
                    trained=f"{trained.dtype}, {trained}",
                    used=f"{used.dtype}, {used}",
                )
            )
        return (TensorType(used.shape, used.dtype, masked=used.masked and trained.masked),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0
