"""TimeDistributed: any layer, at every step of a sequence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import (
    ArgumentOrder,
    Example,
    ShapeError,
    Spec,
    TensorArgument,
    TensorType,
    Weight,
    example,
)
from graph.specs.wrapping import need_layer, owned, part_name, parts_of


@register
@dataclass(frozen=True)
class TimeDistributed(Spec):
    call_order: ClassVar[ArgumentOrder] = (..., "training", "mask")
    family: ClassVar[str] = "recurrent"
    caption: ClassVar[str] = "The same layer at every step of a sequence."
    formula: ClassVar[str] = "y[t] = layer(x[t])"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4), layer={"kind": "Dense", "units": 2, "activation": "tanh"}),
        example((2, 3, 4), masked=True, layer={"kind": "LSTM", "units": 2}),
        example((2, 4, 4, 1), layer={"kind": "Conv2D", "filters": 2, "kernel_size": 3}),
    )

    layer: Spec = param("spec", "Dense", "what is done with each step", category="layer", always=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "reads_whole_numbers", self.layer.reads_whole_numbers)

    def check(self) -> None:
        need_layer("TimeDistributed", self.layer)
        if self.layer.ports().required != 1:
            raise SpecError(say("TimeDistributed holds layers with one input. Received: {kind}.", kind=self.layer.kind))

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return (TensorArgument("inputs"),)

    def step_of(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        """What the layer inside gets of each step."""
        (x,) = inputs
        if len(x.shape) < 3:
            raise ShapeError(
                say(
                    "TimeDistributed expects a sequence, (batch, steps, …) with three axes or more. Received: {shape}.",
                    shape=str(x),
                )
            )
        return (TensorType((x.shape[0], *x.shape[2:]), x.dtype, x.masked),)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        found = self.layer.outputs(self.step_of(inputs))
        if len(found) != 1:
            raise ShapeError(
                say(
                    "TimeDistributed holds layers with one result; this {kind} gives {n}.",
                    kind=self.layer.kind,
                    n=len(found),
                )
            )
        x, (y,) = inputs[0], found
        return (TensorType((x.shape[0], x.shape[1], *y.shape[1:]), y.dtype, x.masked),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        return owned(self.layer, self.step_of(inputs), part_name(self.layer), "layer")

    def parts(self) -> tuple[tuple[str, str], ...]:
        return parts_of(self.layer, part_name(self.layer), "layer")

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        step = self.step_of(inputs)
        return (inputs[0].shape[1] or 1) * self.layer.flops(step, self.layer.outputs(step))
