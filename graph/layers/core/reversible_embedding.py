"""ReversibleEmbedding: a vector for each whole number, and the way back from vectors to numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.core.embedding import Embedding
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, CallArguments, Example, ShapeError, TensorType, Weight, count, example


@dataclass(frozen=True)
class EmbeddingCall(CallArguments):
    reverse: bool = param("bool", False, "a score for every number from a vector, rather than a vector from a number")


@register
@dataclass(frozen=True)
class ReversibleEmbedding(Embedding):
    arguments: ClassVar[ArgumentOrder] = (
        "input_dim",
        "output_dim",
        "tie_weights",
        "embeddings_initializer",
        "embeddings_regularizer",
        "embeddings_constraint",
        "mask_zero",
        "reverse_dtype",
        "logit_soft_cap",
        "*",
        "activity_regularizer",
        "input_length",
    )
    takes: ClassVar[type[CallArguments]] = EmbeddingCall
    caption: ClassVar[str] = "Looks up a vector for each whole number; called in reverse, scores every number."
    formula: ClassVar[str] = (
        "y = embeddings[x]\nreverse: y = x · transposed(embeddings), or x · reverse_embeddings\n"
        "logit_soft_cap: y = cap · tanh(y / cap)"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), dtype="int64", input_dim=6, output_dim=3, tie_weights=False),
        example((2, 3), call={"reverse": True}, input_dim=5, output_dim=3, logit_soft_cap=0.5),
        example((3,), call={"reverse": True}, input_dim=5, output_dim=3, tie_weights=False),
    )

    tie_weights: bool = param("bool", True, "the way back uses the same table")
    reverse_dtype: str | None = param(
        "choice", None, "the type of the way back", choices=("float32",), nullable=True, advanced=True
    )
    logit_soft_cap: float | None = param("float", None, "scores stay below this size", advanced=True)

    @property
    def reverse(self) -> bool:
        """Whether this call goes the way back."""
        return isinstance(self.call, EmbeddingCall) and self.call.reverse

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        if not self.reverse:
            return super().outputs(inputs)
        if len(x.shape) < 2 or x.shape[-1] != self.output_dim:
            raise ShapeError(
                say(
                    "{kind} in reverse expects vectors of {n} numbers, its output_dim. Received: {shape}.",
                    kind=self.kind,
                    n=self.output_dim,
                    shape=str(x),
                )
            )
        return (TensorType((*x.shape[:-1], self.input_dim)),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        back = Weight("reverse_embeddings", (self.output_dim, self.input_dim), self.embeddings_initializer)
        return (*super().weights(inputs), *(() if self.tie_weights else (back,)))

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * count(inputs[0].shape[1:]) * self.input_dim if self.reverse else 0
