"""Pipeline: layers one after the other, as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, ShapeError, Spec, TensorType, Weight, example
from graph.specs.wrapping import need_layer, owned, part_name, parts_of

INSIDE = "layers"
"""Where Keras' files have what is inside."""


@register
@dataclass(frozen=True)
class Pipeline(Spec):
    family: ClassVar[str] = "preprocessing"
    refused: ClassVar[tuple[str, ...]] = ("trainable", "dtype")
    """Settings of every other layer that Keras' Pipeline doesn't take."""
    arguments: ClassVar[ArgumentOrder] = (..., "name")
    acts_in_training: ClassVar[bool] = True
    acts_when_called: ClassVar[bool] = True
    call_order: ClassVar[ArgumentOrder] = (..., "training", "mask")
    caption: ClassVar[str] = "Several layers one after the other, as one: above all what is done with images."
    formula: ClassVar[str] = "y = layers[n](… layers[1](x))"
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3, 3), layers=[{"kind": "AutoContrast", "value_range": (-2, 2)}, {"kind": "RandomFlip"}]),
        example((4,), layers=[{"kind": "Dense", "units": 3}, {"kind": "Reshape", "target_shape": (3, 1)}, "Flatten"]),
        example((4, 3), masked=True, layers=[{"kind": "LSTM", "units": 2}, {"kind": "Dense", "units": 2}]),
        example((3, 2), layers=[{"kind": "Masking"}, {"kind": "LSTM", "units": 2, "return_sequences": True}]),
    )

    layers: tuple[Spec, ...] = param(
        "specs", ("RandomFlip",), "the layers in their order", category="layer", always=True
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.layers:
            object.__setattr__(self, "reads_whole_numbers", self.layers[0].reads_whole_numbers)
            object.__setattr__(self, "reads_texts", self.layers[0].reads_texts)

    def check(self) -> None:
        for layer in self.layers:
            need_layer("Pipeline", layer)
            if layer.ports().required != 1:
                raise SpecError(say("Pipeline holds layers with one input. Received: {kind}.", kind=layer.kind))

    def named(self) -> Iterator[tuple[Spec, str]]:
        """The layers, each with a name of its own."""
        counts: dict[str, int] = {}
        for layer in self.layers:
            name = part_name(layer)
            number = counts[name] = counts.get(name, -1) + 1
            yield layer, f"{name}_{number}" if number else name

    def between(self, inputs: tuple[TensorType, ...]) -> list[TensorType]:
        """What goes in, what each layer gives, in order."""
        found = [inputs[0]]
        for layer in self.layers:
            given = layer.outputs((found[-1],))
            if len(given) != 1:
                raise ShapeError(
                    say("Pipeline holds layers with one result; this {kind} gives {n}.", kind=layer.kind, n=len(given))
                )
            found.append(given[0])
        return found

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (self.between(inputs)[-1],)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        types = self.between(inputs)
        return tuple(
            weight
            for (layer, name), given in zip(self.named(), types)
            for weight in owned(layer, (given,), name, f"{INSIDE}/{name}")
        )

    def parts(self) -> tuple[tuple[str, str], ...]:
        return tuple(part for layer, name in self.named() for part in parts_of(layer, name, f"{INSIDE}/{name}"))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        types = self.between(inputs)
        return sum(layer.flops((x,), (y,)) for layer, x, y in zip(self.layers, types, types[1:]))

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return any(layer.mixes_samples((x,)) for layer, x in zip(self.layers, self.between(inputs)))
