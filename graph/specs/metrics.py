"""Keras' metrics as values; `accuracy` resolves to one of the three by the shapes it meets, as Keras does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Value


@dataclass(frozen=True)
class Metric(Value):
    category: ClassVar[str] = "metric"
    arguments: ClassVar[ArgumentOrder] = ("name", "dtype", ...)
    label: str = param(
        "text", "", "the key in the history; empty for Keras' own name", advanced=True, keras_name="name"
    )


@register
@dataclass(frozen=True)
class Accuracy(Metric):
    """The share of right predictions: binary, categorical or sparse, whichever the shapes call for."""

    names: ClassVar[tuple[str, ...]] = ("accuracy", "acc")


@register
@dataclass(frozen=True)
class BinaryAccuracy(Metric):
    threshold: float = param("float", 0.5, low=0, high=1)


@register
@dataclass(frozen=True)
class CategoricalAccuracy(Metric):
    """Largest prediction against one-hot target."""


@register
@dataclass(frozen=True)
class SparseCategoricalAccuracy(Metric):
    """Largest prediction against class number."""


@register
@dataclass(frozen=True)
class MeanSquaredError(Metric):
    names: ClassVar[tuple[str, ...]] = ("mean_squared_error", "mse", "MSE")


@register
@dataclass(frozen=True)
class MeanAbsoluteError(Metric):
    names: ClassVar[tuple[str, ...]] = ("mean_absolute_error", "mae", "MAE")


@register
@dataclass(frozen=True)
class BinaryCrossentropy(Metric):
    names: ClassVar[tuple[str, ...]] = ("binary_crossentropy", "bce", "BCE")
    from_logits: bool = param("bool", False)
    label_smoothing: float = param("float", 0.0, low=0, high=1)


@register
@dataclass(frozen=True)
class CategoricalCrossentropy(Metric):
    names: ClassVar[tuple[str, ...]] = ("categorical_crossentropy",)
    arguments: ClassVar[ArgumentOrder] = ("name", "dtype", ..., "axis")
    from_logits: bool = param("bool", False)
    label_smoothing: float = param("float", 0.0, low=0, high=1)


@register
@dataclass(frozen=True)
class SparseCategoricalCrossentropy(Metric):
    names: ClassVar[tuple[str, ...]] = ("sparse_categorical_crossentropy",)
    arguments: ClassVar[ArgumentOrder] = ("name", "dtype", ..., "ignore_class", "axis")
    from_logits: bool = param("bool", False)
