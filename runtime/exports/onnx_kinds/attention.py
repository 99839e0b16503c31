"""Attention, as products of matrices and a softmax between them."""

from __future__ import annotations

import numpy as np

from graph.layers.attention.attention import AdditiveAttention, Attention
from graph.layers.attention.group_query_attention import GroupQueryAttention
from graph.layers.attention.multi_head_attention import MultiHeadAttention
from graph.specs.message import say
from runtime.exports.onnx_graph import MASKED, Graph, Said, Unsayable, known_shape, says

FAR = -1e9
"""What is added to scores that must not count."""


def plain(s: Said, inputs: int) -> None:
    """Raise Unsayable for masks, and for what has no counterpart."""
    if len(s.tensors) > inputs:
        raise Unsayable(MASKED)
    wanted = [name for name in ("sliding_window", "use_gate") if getattr(s.spec, name, None)]
    if wanted:
        raise Unsayable(say("{name} has no counterpart there", name=wanted[0]))


def three(g: Graph, s: Said) -> list[str]:
    """Query, value and key; what is missing is the value."""
    if getattr(s.spec, "wired", ()) and tuple(s.spec.wired) != tuple(range(len(s.tensors))):
        raise Unsayable(say("this form of it has no counterpart there"))
    names = [g.last(t) for t in s.tensors]
    return [*names, names[1]][:3]


def shares(g: Graph, s: Said, scores: str, softmaxed: bool = True) -> str:
    """Scores (…, queries, keys) as shares, with later keys left out where the call asks for it."""
    if s.spec.call.use_causal_mask:
        queries, keys = known_shape(s.types[0])[0], known_shape(s.types[1])[0]
        late = np.triu(np.full((queries, keys), FAR, np.float32), 1)
        scores = g.node("Add", scores, g.constant(late, "causal"))
    return g.node("Softmax", scores, axis=-1) if softmaxed else scores


@says(Attention, AdditiveAttention, masked=False)
def attention(g: Graph, s: Said) -> list[str]:
    plain(s, 3)
    query, value, key = three(g, s)
    spec, w = s.spec, s.weights
    if isinstance(spec, AdditiveAttention) or spec.score_mode == "concat":
        wide = g.node("Add", g.node("Unsqueeze", query, g.ints(2)), g.node("Unsqueeze", key, g.ints(1)))
        if not isinstance(spec, AdditiveAttention) and "scale" in w:
            wide = g.node("Mul", wide, g.constant(w["scale"], "scale"))
        bent = g.node("Tanh", wide)
        if isinstance(spec, AdditiveAttention) and "scale" in w:
            bent = g.node("Mul", bent, g.constant(w["scale"], "scale"))
        scores = g.node("ReduceSum", bent, g.ints(-1), keepdims=0)
        if "concat_score_weight" in w:
            scores = g.node("Mul", scores, g.constant(w["concat_score_weight"], "weight"))
    else:
        scores = g.node("MatMul", query, g.transposed(key, (0, 2, 1)))
        if "scale" in w:
            scores = g.node("Mul", scores, g.constant(w["scale"], "scale"))
    found = shares(g, s, scores)
    result = g.node("MatMul", found, value)
    return [result, found] if s.spec.call.return_attention_scores else [result]


def projected(g: Graph, s: Said, x: str, part: str) -> str:
    """(batch, steps, features) as (batch, heads, steps, size)."""
    y = g.node("Einsum", x, g.constant(s.weights[f"{part}/kernel"], part), equation="btf,fhd->bhtd")
    if f"{part}/bias" in s.weights:
        y = g.node("Add", y, g.constant(s.weights[f"{part}/bias"][:, None, :], f"{part}_bias"))
    return y


@says(MultiHeadAttention, GroupQueryAttention, masked=False)
def many_heads(g: Graph, s: Said) -> list[str]:
    plain(s, 3)
    if any(len(t.shape) != 3 for t in s.types):
        raise Unsayable(say("attention along several axes has no counterpart there"))
    query, value, key = three(g, s)
    spec = s.spec
    q, k, v = projected(g, s, query, "query"), projected(g, s, key, "key"), projected(g, s, value, "value")
    if isinstance(spec, GroupQueryAttention):
        repeats = spec.num_query_heads // spec.num_key_value_heads
        order = np.repeat(np.arange(spec.num_key_value_heads), repeats).astype(np.int64)
        k, v = (g.node("Gather", x, g.constant(order), axis=1) for x in (k, v))
        size = spec.head_dim
    else:
        size = spec.key_dim
    q = g.node("Mul", q, g.number(1 / np.sqrt(size)))
    found = shares(g, s, g.node("MatMul", q, g.transposed(k, (0, 1, 3, 2))))
    mixed, kernel = g.node("MatMul", found, v), s.weights["attention_output/kernel"]
    if kernel.ndim != 3:
        raise Unsayable(say("an output of several axes has no counterpart there"))
    result = g.node("Einsum", mixed, g.constant(kernel, "output"), equation="bhtd,hde->bte")
    if "attention_output/bias" in s.weights:
        result = g.node("Add", result, g.constant(s.weights["attention_output/bias"], "output_bias"))
    return [result, found] if spec.call.return_attention_scores else [result]
