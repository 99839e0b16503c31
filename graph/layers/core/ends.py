"""Input and Output: where a model begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import (
    TEXT,
    Example,
    Ports,
    Shape,
    Spec,
    TensorType,
    Value,
    example,
)

DTYPES = ("float32", "float64", "float16", "int64", "int32", "int16", "int8", "uint8", "bool", TEXT)


@register
@dataclass(frozen=True)
class Input(Spec):
    short: ClassVar[tuple[str, ...]] = ("i", "in", "输入")
    names: ClassVar[tuple[str, ...]] = ("InputLayer",)
    family: ClassVar[str] = "input"
    caption: ClassVar[str] = "Where data enters the model."
    examples: ClassVar[tuple[Example, ...]] = (Example({"shape": (28, 28, 1)}, ()),)

    shape: Shape = param(
        "shape", (784,), "sizes of one sample, without the batch; None for a free axis", low=1, always=True
    )
    dtype: str = param("choice", "float32", choices=DTYPES, if_none="float32")
    batch_size: int | None = param("int", None, "a fixed batch size", low=1, advanced=True)
    sparse: bool = param("bool", False, advanced=True)
    ragged: bool = param("bool", False, advanced=True)
    optional: bool = param("bool", False, advanced=True)

    def check(self) -> None:
        for name in ("sparse", "ragged"):
            if getattr(self, name):
                raise SpecError(say("Input: {name} tensors are not supported; use dense ones.", name=name))

    def ports(self) -> Ports:
        return Ports(inputs=(), required=0)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType((self.batch_size, *self.shape), self.dtype),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


@register
@dataclass(frozen=True)
class Output(Spec):
    short: ClassVar[tuple[str, ...]] = ("o", "out", "输出")
    family: ClassVar[str] = "output"
    caption: ClassVar[str] = "A result of the model, with the loss that trains it."
    examples: ClassVar[tuple[Example, ...]] = (example((10,), loss="mse"),)

    loss: Value | None = param("spec", None, "how far the result is from its target", category="loss")
    loss_weight: float = param("float", 1.0, "this loss's share of the total")
    metrics: tuple[Value, ...] = param("specs", (), "watched, not trained on", category="metric")
    weighted_metrics: tuple[Value, ...] = param("specs", (), category="metric", advanced=True)

    def ports(self) -> Ports:
        return Ports(outputs=())

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return ()
