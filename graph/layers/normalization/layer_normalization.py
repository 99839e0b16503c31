"""LayerNormalization, and the two like it that have no mean: RMSNormalization and UnitNormalization."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.normalization.affine import gamma_and_beta, known_axes, known_sizes
from graph.specs.initializers import Ones
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Example, ShapeError, Spec, TensorType, Value, Weight, count, example


def axes(help: str) -> Any:
    """The parameter `axis` of layers that go along one axis or several."""
    return param("ints", -1, help)


def in_keras_order(axis: Sequence[int]) -> list[int]:
    """Keras sorts the axes as they are given, negative ones first, and shapes the weights so."""
    return sorted(axis)


@register
@dataclass(frozen=True)
class LayerNormalization(Spec):
    short: ClassVar[tuple[str, ...]] = ("ln", "层归一化")
    family: ClassVar[str] = "normalization"
    arguments: ClassVar[ArgumentOrder] = (..., "*", "rms_scaling")
    caption: ClassVar[str] = (
        "Brings the numbers of every sample, or of every step, to mean 0 and variance 1 by themselves."
    )
    formula: ClassVar[str] = (
        "y = gamma · (x − mean) / √(variance + epsilon) + beta\n"
        "mean and variance along the axes, for every sample and every place on the other axes"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,)),
        example((3, 2, 4), axis=(1, 3), epsilon=0.1, scale=False),
        example((2, 3), axis=(-2, -1), center=False),
        example((4, 3), masked=True),
        example((4, 3), rms_scaling=True),
    )

    axis: tuple[int, ...] = axes("the axis or axes that are brought to mean 0 and variance 1, batch counted as 0")
    epsilon: float = param("float", 1e-3, "added to the variance, so that nothing is divided by zero", low=0)
    center: bool = param("bool", True, "adds a learnt beta to every number")
    scale: bool = param("bool", True, "multiplies every number by a learnt gamma")
    beta_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    gamma_initializer: Value = param("spec", "ones", category="initializer", advanced=True)
    beta_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    gamma_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    beta_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    gamma_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    rms_scaling: bool = param(
        "bool", False, "of older Keras: only divides, by the root of the variance, and has no beta", advanced=True
    )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        found = known_axes(self.kind, x, self.axis)
        if self.scale or self.center or self.rms_scaling:
            known_sizes(self.kind, x, found)
        return (TensorType(x.shape, masked=x.masked),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        if not (self.scale or self.center or self.rms_scaling):
            return ()
        shape = known_sizes(self.kind, inputs[0], in_keras_order(self.axis))
        if self.rms_scaling:
            return gamma_and_beta(self.replace(scale=True, center=False, rms_scaling=False), shape)
        return gamma_and_beta(self, shape)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 7 * count(outputs[0].shape[1:])


@register
@dataclass(frozen=True)
class RMSNormalization(Spec):
    family: ClassVar[str] = "normalization"
    caption: ClassVar[str] = "Divides the numbers of every sample, or of every step, by the root of their mean square."
    formula: ClassVar[str] = "y = scale · x / √(mean of x² along the axes + epsilon)"
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,)),
        example((3, 2, 4), axis=(2, 3), epsilon=0.1),
        example((4, 3), masked=True),
    )

    axis: tuple[int, ...] = axes("the axis or axes whose mean square becomes 1: the last ones")
    epsilon: float = param("float", 1e-6, "added to the mean square, so that nothing is divided by zero", low=0)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        found = known_axes(self.kind, x, self.axis)
        known_sizes(self.kind, x, found)
        if found != tuple(range(len(x.shape) - len(found), len(x.shape))):
            raise ShapeError(
                say(
                    "RMSNormalization multiplies by its scale along the last axes, so axis must be those. "
                    "Received: axis {axis} for {shape}.",
                    axis=", ".join(map(str, self.axis)),
                    shape=str(x),
                )
            )
        return (TensorType(x.shape),)  # as in Keras, whose layer lets the mask go

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        return (Weight("scale", known_sizes(self.kind, inputs[0], in_keras_order(self.axis)), Ones()),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 4 * count(outputs[0].shape[1:])


@register
@dataclass(frozen=True)
class UnitNormalization(Spec):
    family: ClassVar[str] = "normalization"
    caption: ClassVar[str] = "Brings the numbers of every sample, or of every step, to length 1."
    formula: ClassVar[str] = "y = x / √(Σ x² along the axes)"
    examples: ClassVar[tuple[Example, ...]] = (
        example((5,)),
        example((3, 2, 4), axis=(1, 2)),
        example((4, 3), masked=True, axis=1),
    )

    axis: tuple[int, ...] = axes("the axis or axes along which the squares add up to 1, batch counted as 0")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        known_axes(self.kind, x, self.axis)
        return (TensorType(x.shape, masked=x.masked),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 3 * count(outputs[0].shape[1:])
