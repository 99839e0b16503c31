"""RandomNumbers: numbers drawn anew for every batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Example, Shape, Spec, TensorType, example


@register
@dataclass(frozen=True)
class RandomNumbers(Spec):
    """What a function of `keras.random` in the `call` of a class of one's own becomes. It has an input for the same
    reason as `FreeWeight`, and takes the number of samples from it where the first size of `shape` is open."""

    offered: ClassVar[bool] = False
    caption: ClassVar[str] = "Random numbers, drawn anew for every batch, while training and afterwards."
    formula: ClassVar[str] = (
        "normal: y = first + second · z, z normally distributed\n"
        "truncated_normal: the same, |z| ≤ 2\n"
        "uniform: y = first + (second − first) · u, 0 ≤ u < 1"
    )
    reads_texts: ClassVar[bool] = True
    reads_whole_numbers: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), shape=(None, 3), first=2.0, second=0.0),
        example((2,), shape=(2, 3), first=2.0, second=0.0, distribution="truncated_normal"),
        example((2,), shape=(None, 2), first=1.5, second=1.5, distribution="uniform", seed=3, fixed=True),
    )

    shape: Shape = param("shape", help="the sizes, None for the number of samples", low=0, always=True)
    first: float = param("float", 0.0, "the mean; of uniform numbers the lowest", always=True)
    second: float = param("float", 1.0, "the standard deviation; of uniform numbers the highest", always=True)
    distribution: str = param(
        "choice", "normal", "how numbers are spread", choices=("normal", "truncated_normal", "uniform"), always=True
    )
    seed: int | None = param("int", None, "what they are drawn from", advanced=True)
    fixed: bool = param("bool", False, "the same numbers for every batch", advanced=True)

    def check(self) -> None:
        if None in self.shape[1:]:
            raise SpecError(
                say(
                    "Random numbers within call need sizes that are known, but for the number of samples. "
                    "Received: {shape}.",
                    shape=str(self.shape),
                )
            )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        samples = self.shape[0] is None if self.shape else False
        return (TensorType((inputs[0].shape[0], *self.shape[1:]) if samples else self.shape),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return not self.shape or self.shape[0] is not None
