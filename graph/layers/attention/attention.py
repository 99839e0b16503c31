"""Attention and AdditiveAttention: queries, keys and values as they come, one head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.attention.call import Attending
from graph.specs.initializers import GlorotUniform, Ones
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import (
    ArgumentOrder,
    Example,
    Ports,
    ShapeError,
    TensorArgument,
    TensorType,
    Weight,
    count,
    example,
    need_known,
)


@dataclass(frozen=True)
class OneHead(Attending):
    """Base of both: a list of query, value and perhaps key, and a list of the masks of the first two."""

    call_order: ClassVar[ArgumentOrder] = (..., "training", "return_attention_scores", "use_causal_mask")

    def ports(self) -> Ports:
        inputs = ("query", "value", "key", "query mask", "value mask")
        return Ports(inputs, self.result_names(), required=2)

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return TensorArgument("inputs", 3, listed=True), TensorArgument("mask", 2, listed=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        ports = self.by_port(inputs)
        query, value = ports["query"], ports["value"]
        key = ports.get("key", value)
        rank = len(query.shape)
        if rank < 3 or len(value.shape) != rank or len(key.shape) != rank:
            raise ShapeError(
                say(
                    "{kind} expects query, value and key of as many axes, three or more: (batch, steps, features). "
                    "Received: {query}, {value}, {key}.",
                    kind=self.kind,
                    query=str(query),
                    value=str(value),
                    key=str(key),
                )
            )
        size = need_known(self.kind, query, -1, "size of the query's last axis")
        need_known(self.kind, value, -1, "size of the value's last axis")
        if key.shape[-1] != size or not _agree(key.shape[1:-1], value.shape[1:-1]):
            raise ShapeError(
                say(
                    "{kind}: a key has as many numbers as a query, and there are as many keys as values. "
                    "Received: query {query}, value {value}, key {key}.",
                    kind=self.kind,
                    query=str(query),
                    value=str(value),
                    key=str(key),
                )
            )
        if not _agree(query.shape[1:-2], value.shape[1:-2]):
            raise ShapeError(
                say(
                    "{kind}: query and value have the same axes before the steps. Received: {query} and {value}.",
                    kind=self.kind,
                    query=str(query),
                    value=str(value),
                )
            )
        given = [ports[name] for name in ("query mask", "value mask") if name in ports]
        if rank > 3 and (given or query.masked or value.masked):
            raise ShapeError(
                say(
                    "{kind} takes masks for inputs of three axes only. Received: {query}.",
                    kind=self.kind,
                    query=str(query),
                )
            )
        for name, of in (("query mask", query), ("value mask", value)):
            if name in ports and not TensorType(of.shape[:2]).accepts(ports[name].shape):
                raise ShapeError(
                    say(
                        "{kind}: the {name} has a value for each step of {of}. Received: {shape}.",
                        kind=self.kind,
                        name=name,
                        of=str(of),
                        shape=str(ports[name]),
                    )
                )
        # A list of masks that is given stands for all of them.
        masked = "query mask" in ports if given else query.masked
        output = TensorType((*query.shape[:-1], value.shape[-1]), masked=masked)
        return self.results(output, (*query.shape[:-1], key.shape[-2]))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        ports = self.by_port(inputs)
        query, value = ports["query"], ports["value"]
        return 2 * count(query.shape[1:-1]) * (value.shape[-2] or 1) * count((query.shape[-1], value.shape[-1]))


@register
@dataclass(frozen=True)
class Attention(OneHead):
    caption: ClassVar[str] = "Each query takes of the values, the more the better its key fits."
    formula: ClassVar[str] = (
        "y = softmax(score(q, k)) · v\nscore = scale · q · kᵗ, or Σ w · tanh(scale · (q + k)) by concat"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4), (5, 4)),
        example((3, 4), (5, 2), (5, 4), use_scale=True, call={"use_causal_mask": True}),
        example((3, 4), (5, 4), score_mode="concat", use_scale=True, call={"return_attention_scores": True}),
        example((3, 4), (5, 4), score_mode="concat", dropout=0.4),
        example((2, 3, 4), (2, 5, 4), dropout=0.3, call={"return_attention_scores": True}),
    )

    use_scale: bool = param("bool", False, "scores are times a number that is learned")
    score_mode: str = param("choice", "dot", "how query and key make a score", choices=("dot", "concat"))
    dropout: float = param("float", 0.0, "share of the scores dropped while training", low=0, high=1)
    seed: int | None = param("int", None, low=0, advanced=True)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        scale = (Weight("scale", (), Ones()),) if self.use_scale else ()
        return (*scale, Weight("concat_score_weight", (), Ones())) if self.score_mode == "concat" else scale


@register
@dataclass(frozen=True)
class AdditiveAttention(OneHead):
    caption: ClassVar[str] = "Each query takes of the values as a small network of query and key says."
    formula: ClassVar[str] = "y = softmax(Σ scale · tanh(q + k)) · v"
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4), (5, 4)),
        example((3, 4), (5, 2), (5, 4), use_scale=False, dropout=0.3, call={"use_causal_mask": True}),
    )

    use_scale: bool = param("bool", True, "what is summed up is times numbers that are learned")
    dropout: float = param("float", 0.0, "share of the scores dropped while training", low=0, high=1)
    seed: int | None = param("int", None, low=0, advanced=True)

    arguments: ClassVar[ArgumentOrder] = ("use_scale", "dropout", "*", "seed")

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        size = need_known(self.kind, inputs[0], -1, "size of the query's last axis")
        return (Weight("scale", (size,), GlorotUniform()),) if self.use_scale else ()


def _agree(a: tuple[int | None, ...], b: tuple[int | None, ...]) -> bool:
    return len(a) == len(b) and all(m is None or n is None or m == n for m, n in zip(a, b))
