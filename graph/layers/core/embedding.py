"""Embedding: a vector for each whole number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.owned_weights import own_weight
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import (
    ArgumentOrder,
    Example,
    Spec,
    TensorType,
    Value,
    Weight,
    example,
)


@register
@dataclass(frozen=True)
class Embedding(Spec):
    short: ClassVar[tuple[str, ...]] = ("emb", "嵌入")
    reads_whole_numbers: ClassVar[bool] = True
    arguments: ClassVar[ArgumentOrder] = (
        ...,
        "weights",
        "lora_rank",
        "lora_alpha",
        "quantization_config",
        "*",
        "activity_regularizer",
        "input_length",
    )
    caption: ClassVar[str] = "Looks up a vector for each whole number."
    examples: ClassVar[tuple[Example, ...]] = (
        example((6,), dtype="int64", input_dim=10, output_dim=4),
        example((6,), dtype="int32", input_dim=10, output_dim=3, mask_zero=True),
    )

    input_dim: int = param("int", 10000, "how many numbers are known: the largest index + 1", low=1, always=True)
    output_dim: int = param("int", 64, "length of each vector", low=1, always=True)
    embeddings_initializer: Value = param("spec", "uniform", category="initializer", advanced=True)
    embeddings_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    activity_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    embeddings_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    mask_zero: bool = param("bool", False, "index 0 is padding that later layers skip")
    input_length: int | None = param("int", None, "accepted from older Keras, not needed", low=1, advanced=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType((*inputs[0].shape, self.output_dim), masked=self.mask_zero),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        return (own_weight(self, "embeddings", (self.input_dim, self.output_dim)),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0
