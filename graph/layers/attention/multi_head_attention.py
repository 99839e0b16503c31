"""MultiHeadAttention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.attention.projected import HeadSizes, Projected
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, ShapeError, TensorType, Value, example


@register
@dataclass(frozen=True)
class MultiHeadAttention(Projected):
    short: ClassVar[tuple[str, ...]] = ("mha", "多头注意力")
    arguments: ClassVar[ArgumentOrder] = (
        "num_heads",
        "key_dim",
        "value_dim",
        "dropout",
        "use_bias",
        "output_shape",
        "attention_axes",
        "sliding_window",
        "flash_attention",
        ...,
    )
    groups: ClassVar[dict[str, str]] = {
        "query": "query_dense",
        "key": "key_dense",
        "gate": "_gate_dense",
        "value": "value_dense",
        "attention_output": "output_dense",
    }
    caption: ClassVar[str] = "Several heads look at a sequence, each by queries, keys and values of its own."
    formula: ClassVar[str] = "head_i = softmax(q_i · k_iᵗ / √key_dim) · v_i\ny = dense(head_1, …, head_n)"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4), (5, 4), num_heads=2, key_dim=3),
        example((3, 4), (3, 4), masked=True, num_heads=2, key_dim=2, value_dim=3, call={"use_causal_mask": True}),
        example((3, 4), (5, 2), (5, 3), (3, 5), wired=(0, 1, 2, 5), num_heads=1, key_dim=2, output_shape=(6,)),
        example(
            (2, 3, 4), (2, 5, 4), num_heads=2, key_dim=2, dropout=0.3, attention_axes=(2,), use_bias=False,
            call={"return_attention_scores": True},
        ),
        example((3, 2, 4), (5, 2, 4), num_heads=2, key_dim=2, attention_axes=(1,), use_gate=True),
        example((4, 4), (4, 4), num_heads=2, key_dim=2, sliding_window=2, use_gate=True, output_shape=(2, 3)),
    )  # fmt: skip

    num_heads: int = param("int", 8, "heads that look side by side", low=1, always=True)
    key_dim: int = param("int", 64, "numbers in a head's query and key", low=1, always=True)
    value_dim: int | None = param("int", None, "numbers in a head's value; as many as in a key if left open", low=1)
    dropout: float = param("float", 0.0, "share of the scores dropped while training", low=0, high=1)
    use_bias: bool = param("bool", True)
    output_shape: tuple[int | None, ...] | None = param(
        "shape", None, "axes of each step's result; as the query's if left open", low=1, advanced=True
    )
    attention_axes: tuple[int, ...] | None = param(
        "ints", None, "the axes along which the steps lie; all between batch and features if left open", advanced=True
    )
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

    def heads(self) -> HeadSizes:
        return HeadSizes(self.num_heads, self.num_heads, self.key_dim, self.value_dim or self.key_dim)

    def result_shape(self, query: TensorType) -> tuple[int | None, ...]:
        return self.output_shape or (query.shape[-1],)

    def attention_axes_of(self, rank: int) -> tuple[int, ...]:
        if self.attention_axes is None:
            return super().attention_axes_of(rank)
        axes = tuple(axis if axis >= 0 else rank + axis for axis in self.attention_axes)
        if not axes or len(set(axes)) < len(axes) or not all(1 <= axis < rank - 1 for axis in axes):
            raise ShapeError(
                say(
                    "MultiHeadAttention: attention_axes must be axes between batch and features, 1 to {last}. "
                    "Received: {axes}.",
                    last=rank - 2,
                    axes=str(self.attention_axes),
                )
            )
        return axes
