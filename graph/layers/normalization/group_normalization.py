"""GroupNormalization."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.normalization.affine import gamma_and_beta, known_axes, known_sizes
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Example, ShapeError, Spec, TensorType, Value, Weight, count, example


@register
@dataclass(frozen=True)
class GroupNormalization(Spec):
    short: ClassVar[tuple[str, ...]] = ("gn", "组归一化")
    family: ClassVar[str] = "normalization"
    caption: ClassVar[str] = "Brings every group of channels of every sample to mean 0 and variance 1 by itself."
    formula: ClassVar[str] = (
        "y = gamma · (x − mean) / √(variance + epsilon) + beta\n"
        "mean and variance of a sample's group of neighbouring channels; gamma and beta of each channel"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,), groups=2),
        example((3, 2, 6), groups=3, epsilon=0.1, center=False),
        example((4, 3, 2), groups=2, axis=1, scale=False),
        example((3, 4, 2), groups=-1, axis=2),
        example((4, 6), masked=True, groups=1),
    )

    groups: int = param("int", 32, "how many groups the channels form; -1: one a channel", low=-1)
    axis: int = param("int", -1, "the axis of the channels, batch counted as 0")
    epsilon: float = param("float", 1e-3, "added to the variance, so that nothing is divided by zero", low=0)
    center: bool = param("bool", True, "adds a learnt beta to every channel")
    scale: bool = param("bool", True, "multiplies every channel by a learnt gamma")
    beta_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    gamma_initializer: Value = param("spec", "ones", category="initializer", advanced=True)
    beta_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    gamma_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    beta_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    gamma_constraint: Value | None = param("spec", None, category="constraint", advanced=True)

    def check(self) -> None:
        if self.groups == 0:
            raise SpecError(say("GroupNormalization: groups must be 1 or more, or -1 for one a channel. Received: 0."))

    def groups_of(self, channels: int) -> int:
        """How many groups so many channels form."""
        return channels if self.groups == -1 else self.groups

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        (channels,) = known_sizes(self.kind, x, known_axes(self.kind, x, (self.axis,)))
        if channels % self.groups_of(channels):
            raise ShapeError(
                say(
                    "GroupNormalization can't form {groups} groups of the {channels} channels of {shape}: "
                    "groups must divide them.",
                    groups=self.groups,
                    channels=channels,
                    shape=str(x),
                )
            )
        return (TensorType(x.shape, masked=x.masked),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        return gamma_and_beta(self, known_sizes(self.kind, inputs[0], known_axes(self.kind, inputs[0], (self.axis,))))

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, int]:
        """The nearest number of groups below that divides the channels."""
        (channels,) = known_sizes(self.kind, inputs[0], known_axes(self.kind, inputs[0], (self.axis,)))
        return {"groups": next(n for n in range(min(self.groups, channels), 0, -1) if channels % n == 0)}

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 7 * count(outputs[0].shape[1:])
