"""Losses of sequences whose steps are not told apart, such as spoken words and their letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.losses.loss import SEQUENCES, Loss
from graph.specs.message import Message, say, shape_text
from graph.specs.registry import register
from graph.specs.spec import Shape


@register
@dataclass(frozen=True)
class CTC(Loss):
    """Targets (batch, length) are class numbers from 1 on, filled up with 0, the blank: Graves et al., 2006."""

    caption: ClassVar[str] = "A sequence of labels for a longer sequence of steps, wherever in it each label stands."
    formula: ClassVar[str] = """loss = −log Σ Π pₜ(cₜ), p = softmax(z), over all c that give the labels
where repeated classes are taken once and blanks, class 0, are taken out"""
    names: ClassVar[tuple[str, ...]] = ("ctc",)
    sparse: ClassVar[bool] = True
    numbers: ClassVar[str] = SEQUENCES
    among_metrics: ClassVar[bool] = False
    whole_batch: ClassVar[bool] = True
    always_logits: ClassVar[bool] = True
    takes_masks: ClassVar[bool] = False

    def misfit(self, prediction: Shape) -> Message | None:
        if len(prediction) == 3:
            return None
        return say(
            "{kind} expects logits of shape (batch, steps, classes), such as a Dense layer gives behind a "
            "recurrent one with return_sequences. Received: {shape}.",
            kind=self.kind,
            shape=shape_text(prediction),
        )
