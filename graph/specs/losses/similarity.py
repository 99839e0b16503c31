"""Losses of embeddings: samples of one group shall lie together, others apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.losses.loss import GROUPS, Loss
from graph.specs.message import Message, say, shape_text
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Shape


@register
@dataclass(frozen=True)
class Circle(Loss):
    """Every sample is compared with all others of its batch: Sun et al., 2020."""

    caption: ClassVar[str] = "Draws samples with the same label together; predictions are vectors of length 1."
    formula: ClassVar[str] = """d = max(1 − x · x′, 0) for every pair of the batch
of one group: a = −γ · max(m + d, 0)(m − d); of two groups: b = γ · max(1 + m − d, 0)(1 − m − d)
loss = log(1 + e^(log Σ eᵃ + log Σ eᵇ)), the mean over samples whose loss is above 0"""
    names: ClassVar[tuple[str, ...]] = ("circle",)
    sparse: ClassVar[bool] = True
    numbers: ClassVar[str] = GROUPS
    of_function: ClassVar[tuple[str, ...]] = ("ref_labels", "ref_embeddings", "remove_diagonal", "gamma", "margin")
    among_metrics: ClassVar[bool] = False
    whole_batch: ClassVar[bool] = True
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"gamma": 8.0, "margin": 0.25, "remove_diagonal": False, "reduction": "sum"},
    )
    gamma: float = param("float", 80.0, "how much pairs that are still wrong count more")
    margin: float = param("float", 0.4, "how near those of a group shall be, and how far others")
    remove_diagonal: bool = param("bool", True, "a sample is not compared with itself")

    def misfit(self, prediction: Shape) -> Message | None:
        if len(prediction) == 2:
            return None
        return say(
            "{kind} expects one vector for each sample, 2 axes with the batch. Received: {shape}. Put a Flatten or a "
            "pooling before.",
            kind=self.kind,
            shape=shape_text(prediction),
        )
