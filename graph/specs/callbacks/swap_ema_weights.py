"""Averages of the weights in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.callbacks.callback import CallbackSpec, Objection, Surroundings
from graph.specs.message import say
from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class SwapEMAWeights(CallbackSpec):
    """Puts the moving averages, which an optimizer with `use_ema` keeps, in the weights' place while a model is
    judged."""

    caption: ClassVar[str] = "Judge the moving averages of the weights, where the optimizer keeps them"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"swap_on_epoch": True})
    swap_on_epoch: bool = param("bool", False, "Also between an epoch's end and the next one's beginning.")

    @property
    def copies(self) -> int:
        return 1

    def objections(self, around: Surroundings) -> Iterator[Objection]:
        optimizer = around.optimizer
        if isinstance(optimizer, Optimizer) and not optimizer.use_ema:
            text = say("SwapEMAWeights needs an optimizer that keeps moving averages: use_ema is off.")
            yield Objection(text, say("Turn use_ema on"), plan={"optimizer": optimizer.replace(use_ema=True)})
