"""Losses of overlap: what is predicted and what is true are areas, whose common share counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.losses.loss import Loss
from graph.specs.message import Message, say, shape_text
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Shape

AXES = "the axes that are summed over, the batch being 0; none: all, so that the batch has one loss"


@dataclass(frozen=True)
class Overlap(Loss):
    arguments: ClassVar[ArgumentOrder] = (..., "reduction", "name", "axis", "dtype")
    probabilities: ClassVar[str] = "any"
    among_metrics: ClassVar[bool] = False
    whole_batch: ClassVar[bool] = True
    axis: int | tuple[int, ...] | None = param("axes", None, AXES)

    @property
    def axes(self) -> tuple[int, ...] | None:
        """The axes that are summed over, None for all."""
        return (self.axis,) if isinstance(self.axis, int) else self.axis

    def misfit(self, prediction: Shape) -> Message | None:
        rank = len(prediction)
        axes = [a + rank if a < 0 else a for a in self.axes or ()]
        if all(0 <= a < rank for a in axes) and len(set(axes)) == len(axes):
            return None
        return say(
            "{kind}: axis must be different axes of the prediction, from 0 to {last}. Received: axis={axis} for the "
            "shape {shape}.",
            kind=self.kind,
            last=rank - 1,
            axis=str(self.axis),
            shape=shape_text(prediction),
        )


@register
@dataclass(frozen=True)
class Dice(Overlap):
    caption: ClassVar[str] = "How little two areas overlap, such as a marked region and a predicted one."
    formula: ClassVar[str] = "loss = 1 − 2 · Σ y · p / (Σ y + Σ p + 1e−7)"
    names: ClassVar[tuple[str, ...]] = ("dice",)
    examples: ClassVar[tuple[Any, ...]] = ({}, {"axis": 1}, {"axis": (-1,), "reduction": "sum"})


@register
@dataclass(frozen=True)
class Tversky(Overlap):
    """With alpha = beta = 0.5 the same as Dice: Salehi, Erdogmus and Gholipour, 2017."""

    caption: ClassVar[str] = "How little two areas overlap, what is missed and what is too much weighed apart."
    formula: ClassVar[str] = "loss = 1 − Σ y · p / (Σ y · p + α · Σ y(1 − p) + β · Σ (1 − y)p + 1e−7)"
    names: ClassVar[tuple[str, ...]] = ("tversky",)
    examples: ClassVar[tuple[Any, ...]] = ({}, {"alpha": 0.2, "beta": 0.9, "axis": 1})
    alpha: float = param("float", 0.5, "the weight of what is true and not predicted")
    beta: float = param("float", 0.5, "the weight of what is predicted and not true")
