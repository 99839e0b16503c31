"""GroupQueryAttention: several heads of queries share one of keys and values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.attention.projected import HeadSizes, Projected
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, ShapeError, TensorType, Value, example, need_rank


@register
@dataclass(frozen=True)
class GroupQueryAttention(Projected):
    names: ClassVar[tuple[str, ...]] = ("GroupedQueryAttention",)
    keras_class: ClassVar[str] = "GroupedQueryAttention"
    arguments: ClassVar[ArgumentOrder] = (
        "head_dim",
        "num_query_heads",
        "num_key_value_heads",
        "dropout",
        "use_bias",
        "sliding_window",
        "flash_attention",
        ...,
    )
    masks: ClassVar[tuple[str, ...]] = ("query_mask", "value_mask", "key_mask", "attention_mask")
    groups: ClassVar[dict[str, str]] = {
        "query": "_query_dense",
        "key": "_key_dense",
        "gate": "_gate_dense",
        "value": "_value_dense",
        "attention_output": "_output_dense",
    }
    caption: ClassVar[str] = "Several heads look at a sequence, some of them with the same keys and values."
    formula: ClassVar[str] = (
        "head_i = softmax(q_i · k_gᵗ / √head_dim) · v_g, g the group of i\ny = dense(head_1, …, head_n)"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4), (5, 4), head_dim=3, num_query_heads=4, num_key_value_heads=2),
        example(
            (3, 4), (3, 4), masked=True, head_dim=2, num_query_heads=2, num_key_value_heads=1, dropout=0.3,
            use_gate=True, sliding_window=2, call={"use_causal_mask": True, "return_attention_scores": True},
        ),
    )  # fmt: skip

    head_dim: int = param("int", 64, "numbers in a head's query, key and value", low=1, always=True)
    num_query_heads: int = param("int", 8, "heads that look side by side", low=1, always=True)
    num_key_value_heads: int = param("int", 2, "heads of keys and values, each for as many queries", low=1, always=True)
    dropout: float = param("float", 0.0, "share of the scores dropped while training", low=0, high=1)
    use_bias: bool = param("bool", True)
    sliding_window: int | None = param("int", None, "no step sees another so many steps away", low=1, advanced=True)
    kernel_initializer: Value = param("spec", "glorot_uniform", category="initializer", advanced=True)
    bias_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    kernel_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    bias_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    activity_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    kernel_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    bias_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    use_gate: bool = param("bool", False, "the query opens and shuts what the heads give", advanced=True)
    seed: int | None = param("int", None, low=0, advanced=True)

    def check(self) -> None:
        super().check()
        if self.num_query_heads % self.num_key_value_heads:
            raise SpecError(
                say(
                    "GroupQueryAttention: num_query_heads must be a multiple of num_key_value_heads. "
                    "Received: {queries} and {keys}.",
                    queries=self.num_query_heads,
                    keys=self.num_key_value_heads,
                )
            )

    def heads(self) -> HeadSizes:
        return HeadSizes(self.num_query_heads, self.num_key_value_heads, self.head_dim, self.head_dim)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        need_rank(self.kind, inputs[0], 3, "sequences (batch, steps, features)")
        if inputs[0].shape[-1] != inputs[1].shape[-1]:
            raise ShapeError(
                say(
                    "GroupQueryAttention: queries and values need as many features. Received: {query} and {value}.",
                    query=str(inputs[0]),
                    value=str(inputs[1]),
                )
            )
        return super().outputs(inputs)
