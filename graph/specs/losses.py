"""Keras' losses as values; what each expects of target and prediction is stated here, the runtime computes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.params import param
from graph.specs.registry import register
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
    arguments: ClassVar[ArgumentOrder] = (..., "reduction", "axis", "name", "dtype")
    sparse: ClassVar[bool] = True
    probabilities: ClassVar[str] = "categorical"
    from_logits: bool = param("bool", False, "predictions are logits, not probabilities")
    ignore_class: int | None = param("int", None, advanced=True)
    axis: int = param("int", -1, advanced=True)


@register
@dataclass(frozen=True)
class MeanAbsolutePercentageError(Loss):
    names: ClassVar[tuple[str, ...]] = ("mean_absolute_percentage_error", "mape", "MAPE")


@register
@dataclass(frozen=True)
class MeanSquaredLogarithmicError(Loss):
    names: ClassVar[tuple[str, ...]] = ("mean_squared_logarithmic_error", "msle", "MSLE")


@register
@dataclass(frozen=True)
class Huber(Loss):
    names: ClassVar[tuple[str, ...]] = ("huber", "huber_loss")
    delta: float = param("float", 1.0, "errors below it count squared, larger ones straight", above=0)


@register
@dataclass(frozen=True)
class LogCosh(Loss):
    names: ClassVar[tuple[str, ...]] = ("log_cosh", "logcosh")


@register
@dataclass(frozen=True)
class Poisson(Loss):
    names: ClassVar[tuple[str, ...]] = ("poisson",)


@register
@dataclass(frozen=True)
class KLDivergence(Loss):
    names: ClassVar[tuple[str, ...]] = ("kl_divergence", "kld", "KLD", "kullback_leibler_divergence")


@register
@dataclass(frozen=True)
class Hinge(Loss):
    """Targets are −1 and 1, or 0 and 1."""

    names: ClassVar[tuple[str, ...]] = ("hinge",)


@register
@dataclass(frozen=True)
class SquaredHinge(Loss):
    """Targets are −1 and 1, or 0 and 1."""

    names: ClassVar[tuple[str, ...]] = ("squared_hinge",)


@register
@dataclass(frozen=True)
class CategoricalHinge(Loss):
    names: ClassVar[tuple[str, ...]] = ("categorical_hinge",)


@register
@dataclass(frozen=True)
class CosineSimilarity(Loss):
    """−1 where target and prediction point the same way, 1 where they oppose each other."""

    names: ClassVar[tuple[str, ...]] = ("cosine_similarity",)
    axis: int = param("int", -1, advanced=True)
