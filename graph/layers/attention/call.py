"""What a call of every attention layer may be given besides its inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.params import param
from graph.specs.spec import CallArguments, Shape, Spec, TensorType


@dataclass(frozen=True)
class AttentionCall(CallArguments):
    return_attention_scores: bool = param("bool", False, "a second output: how much each step took of each other one")
    use_causal_mask: bool = param("bool", False, "no step sees those behind it")


@dataclass(frozen=True)
class Attending(Spec):
    """Base of the attention layers."""

    family: ClassVar[str] = "attention"
    takes: ClassVar[type[CallArguments]] = AttentionCall

    @property
    def given(self) -> AttentionCall:
        """What the call is given."""
        assert isinstance(self.call, AttentionCall)
        return self.call

    def result_names(self) -> tuple[str, ...]:
        """The output ports of the call."""
        return ("output", "scores") if self.given.return_attention_scores else ("output",)

    def results(self, output: TensorType, scores: Shape) -> tuple[TensorType, ...]:
        """The outputs of the call."""
        return (output, TensorType(scores)) if self.given.return_attention_scores else (output,)
