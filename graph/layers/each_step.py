"""Steps of a sequence as samples and back: what a model that is applied to each step is run with. No kinds to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.spec import Ports, ShapeError, Spec, TensorType


@dataclass(frozen=True)
class StepsAsSamples(Spec):
    """(batch, steps, …) as (batch · steps, …), a mask likewise."""

    caption: ClassVar[str] = "Every step of every sample is a sample."
    reads_whole_numbers: ClassVar[bool] = True

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        x = inputs[0]
        if len(x.shape) < 3:
            raise ShapeError(
                say(
                    "A model at each step expects a sequence, (batch, steps, …) with three axes or more. "
                    "Received: {shape}.",
                    shape=str(x),
                )
            )
        batch, steps = x.shape[:2]
        rows = None if batch is None or steps is None else batch * steps
        return (TensorType((rows, *x.shape[2:]), x.dtype, x.masked),)


@dataclass(frozen=True)
class SamplesAsSteps(Spec):
    """The first input, (batch · steps, …), by the batch, the steps and the mask of the second."""

    caption: ClassVar[str] = "What was made of every step, as sequences again."
    reads_whole_numbers: ClassVar[bool] = True

    def ports(self) -> Ports:
        return Ports(inputs=("steps", "sequence"), required=2)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        y, x = inputs
        return (TensorType((*x.shape[:2], *y.shape[1:]), y.dtype, x.masked),)
