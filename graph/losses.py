"""Keras' losses as values; what each expects of target and prediction is stated here, the runtime computes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.params import param
from graph.registry import register
from graph.spec import Value

REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none")


@dataclass(frozen=True)
class Loss(Value):
    category: ClassVar[str] = "loss"
    sparse: ClassVar[bool] = False
    """Targets are class numbers rather than arrays of the prediction's shape."""
    probabilities: ClassVar[str] = ""
    """"binary" or "categorical" where predictions are probabilities unless `from_logits`."""

    reduction: str = param("choice", "sum_over_batch_size", choices=REDUCTIONS, advanced=True)


@register
@dataclass(frozen=True)
class MeanSquaredError(Loss):
    names: ClassVar[tuple[str, ...]] = ("mean_squared_error", "mse", "MSE")


@register
@dataclass(frozen=True)
class MeanAbsoluteError(Loss):
    names: ClassVar[tuple[str, ...]] = ("mean_absolute_error", "mae", "MAE")


@register
@dataclass(frozen=True)
class BinaryCrossentropy(Loss):
    names: ClassVar[tuple[str, ...]] = ("binary_crossentropy", "bce", "BCE")
    probabilities: ClassVar[str] = "binary"
    from_logits: bool = param("bool", False, "predictions are logits, not probabilities")
    label_smoothing: float = param("float", 0.0, low=0, high=1)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class CategoricalCrossentropy(Loss):
    names: ClassVar[tuple[str, ...]] = ("categorical_crossentropy",)
    probabilities: ClassVar[str] = "categorical"
    from_logits: bool = param("bool", False, "predictions are logits, not probabilities")
    label_smoothing: float = param("float", 0.0, low=0, high=1)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class SparseCategoricalCrossentropy(Loss):
    names: ClassVar[tuple[str, ...]] = ("sparse_categorical_crossentropy",)
    sparse: ClassVar[bool] = True
    probabilities: ClassVar[str] = "categorical"
    from_logits: bool = param("bool", False, "predictions are logits, not probabilities")
    ignore_class: int | None = param("int", None, advanced=True)
    axis: int = param("int", -1, advanced=True)
