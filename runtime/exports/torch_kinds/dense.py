"""Dense layers, tables, and what passes everything on."""

from __future__ import annotations

from graph.layers.casting import Cast
from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.layers.core.identity import Identity
from runtime.exports.channel_orders import Tensor
from runtime.exports.torch_kinds.activations import activated
from runtime.exports.torch_module import Module, Said, call, says


@says(Dense)
def dense(m: Module, s: Said) -> Tensor:
    kernel, has_bias = s.weights["kernel"], "bias" in s.weights
    weights = {"weight": kernel.T, **({"bias": s.weights["bias"]} if has_bias else {})}
    layer = m.member(call("nn.Linear", *kernel.shape, bias=None if has_bias else False), weights)
    x = m.last(s.values[0])
    return activated(m, Tensor(len(s.results[0].shape), f"{layer}({x})"), s.spec.activation)


@says(Embedding)
def embedding(m: Module, s: Said) -> str:
    table = s.weights["embeddings"]
    layer = m.member(call("nn.Embedding", *table.shape), {"weight": table})
    return f"{layer}({m.last(s.values[0])}.long())"


@says(Identity)
def identity(m: Module, s: Said) -> Tensor:
    return Tensor(s.values[0].rank, s.values[0].last, s.values[0].first)


@says(Cast)
def cast(m: Module, s: Said) -> str:
    return f"{m.last(s.values[0])}.to(torch.{s.results[0].dtype})"
