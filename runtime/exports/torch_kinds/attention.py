"""Attention of several heads, and of one."""

from __future__ import annotations

import numpy as np

from graph.layers.attention.attention import Attention
from graph.layers.attention.multi_head_attention import MultiHeadAttention
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.torch_module import Module, Said, Unsayable, call, says
from runtime.ops.op import Array

OTHER = say("this form of it has no counterpart there")


def projection(m: Module, s: Said, part: str, x: str, inputs: int) -> str:
    """A product with a kernel of Keras' as a linear layer; `inputs` of its axes are multiplied."""
    kernel: Array = s.weights[f"{part}/kernel"]
    rows = int(np.prod(kernel.shape[:inputs]))
    columns = int(np.prod(kernel.shape[inputs:]))
    weights: dict[str, Array] = {"weight": kernel.reshape(rows, columns).T}
    if f"{part}/bias" in s.weights:
        weights["bias"] = s.weights[f"{part}/bias"].reshape(-1)
    layer = m.member(call("nn.Linear", rows, columns, bias=None if "bias" in weights else False), weights, part)
    return f"{layer}({x})"


@says(MultiHeadAttention, masked=False)
def multi_head_attention(m: Module, s: Said) -> str:
    spec = s.spec
    plain = not (spec.use_gate or spec.sliding_window or spec.given.return_attention_scores)
    if len(s.values) > 3 or s.values[0].rank != 3 or not plain:
        raise Unsayable(OTHER)
    query, value = m.last(s.values[0]), m.last(s.values[1])
    key = m.last(s.values[2]) if len(s.values) == 3 else value
    heads = [
        m.let(f"{projection(m, s, part, x, 1)}.unflatten(-1, ({spec.num_heads}, -1)).transpose(1, 2)", part)
        for part, x in (("query", query), ("key", key), ("value", value))
    ]
    dropped = f"{spec.dropout} if self.training else 0.0" if spec.dropout else ""
    given = [*heads, *([f"dropout_p={dropped}"] if dropped else [])]
    if spec.given.use_causal_mask:
        given.append("is_causal=True")
    y = f"F.scaled_dot_product_attention({', '.join(given)})"
    y = projection(m, s, "attention_output", f"{y}.transpose(1, 2).flatten(2)", 2)
    shape = s.results[0].shape
    return y if len(shape) == 3 else f"{y}.unflatten(-1, {tuple(shape[2:])})"


@says(Attention, masked=False)
def attention(m: Module, s: Said) -> Tensor:
    spec = s.spec
    if spec.score_mode != "dot" or spec.dropout or len(s.values) > 3 or spec.given.return_attention_scores:
        raise Unsayable(OTHER)
    if spec.given.use_causal_mask or "scale" in s.weights:
        raise Unsayable(OTHER)
    query, value = m.last(s.values[0]), m.last(s.values[1])
    key = m.last(s.values[2]) if len(s.values) == 3 else value
    return Tensor(s.values[0].rank, call("F.scaled_dot_product_attention", query, key, value, scale=1.0))
