"""What every loss says of itself: its reduction, and what it expects of target and prediction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.params import param
from graph.specs.spec import ArgumentOrder, Value

REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none")


@dataclass(frozen=True)
class Loss(Value):
    category: ClassVar[str] = "loss"
    arguments: ClassVar[ArgumentOrder] = (..., "reduction", "name", "dtype")
    sparse: ClassVar[bool] = False
    """Targets are class numbers rather than arrays of the prediction's shape."""
    probabilities: ClassVar[str] = ""
    """"binary" or "categorical" where predictions are probabilities unless `from_logits`."""

    reduction: str = param("choice", "sum_over_batch_size", choices=REDUCTIONS, if_none="none", advanced=True)
