"""Discretization: numbers sorted into bins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.preprocessing.adapted import Adapted
from graph.layers.preprocessing.categories import ENCODED, MODE_HELP, MODES, Categories
from graph.specs.arrays import shape_of
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, TensorType, example


@register
@dataclass(frozen=True)
class Discretization(Categories, Adapted):
    arguments: ClassVar[ArgumentOrder] = (..., "sparse", "dtype", "name")
    whole: ClassVar[str] = "int32"
    refused: ClassVar[tuple[str, ...]] = ("trainable",)
    """What Keras' constructor does not take, though every other layer's does."""
    caption: ClassVar[str] = "Sorts numbers into bins, whose bounds are given or found in data (adapt)."
    formula: ClassVar[str] = "y = how many bounds are ≤ x: the number of its bin\n" + ENCODED
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), bin_boundaries=(-0.5, 0.0, 1.0)),
        example((2, 3), bin_boundaries=(-0.5, 0.5), output_mode="one_hot"),
        example((3,), bin_boundaries=(-0.5, 0.5), output_mode="count"),
        example((3, 2), dtype="int32", bin_boundaries=(2.0, 5.0), output_mode="multi_hot"),
    )

    bin_boundaries: tuple[Any, ...] | None = param("array", None, "the bounds between bins, from the smallest on")
    num_bins: int | None = param("int", None, "how many bins of about as many numbers each to find in data", low=1)
    epsilon: float = param(
        "float",
        0.01,
        "how exactly they are found: the share of the data that a bound may be off",
        above=0,
        advanced=True,
    )
    output_mode: str = param("choice", "int", MODE_HELP, choices=MODES)

    def check(self) -> None:
        bounds = self.bin_boundaries
        if bounds is not None and (len(shape_of(bounds)) != 1 or list(bounds) != sorted(bounds)):
            raise SpecError(
                say(
                    "Discretization: bin_boundaries must be numbers in ascending order. Received: {given!r:.80}.",
                    given=bounds,
                )
            )
        if bounds is not None:  # Keras' files keep the number that was asked for beside what was found
            object.__setattr__(self, "num_bins", None)

    @property
    def bins(self) -> int | None:
        return self.num_bins if self.bin_boundaries is None else len(self.bin_boundaries) + 1

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (self.encoded(inputs[0], self.bins),)
