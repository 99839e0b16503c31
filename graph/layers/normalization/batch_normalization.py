"""BatchNormalization."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

from graph.layers.normalization.affine import gamma_and_beta, known_axes, known_sizes
from graph.specs.initializers import Constant, Ones, Zeros
from graph.specs.message import say
from graph.specs.params import Numbers, SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Example, Spec, TensorType, Value, Weight, count, example


@register
@dataclass(frozen=True)
class BatchNormalization(Spec):
    short: ClassVar[tuple[str, ...]] = ("bn", "批归一化")
    family: ClassVar[str] = "normalization"
    acts_in_training: ClassVar[bool] = True
    caption: ClassVar[str] = "Brings every channel to mean 0 and variance 1 over the batch, then scales and shifts it."
    formula: ClassVar[str] = (
        "y = gamma · (x − mean) / √(variance + epsilon) + beta\n"
        "training: mean and variance of the batch; moving ← momentum · moving + (1 − momentum) · that of the batch\n"
        "else: the moving mean and variance"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4,)),
        example((3, 2, 4), momentum=0.5, center=False, epsilon=0.1),
        example((2, 3, 2), axis=1, scale=False),
        example((5, 3), masked=True),
        example((4, 3), masked=True, axis=1),
        # The corrections stand still, as they must while a gradient is measured.
        example((3,), renorm=True, renorm_clipping={"rmin": 1.1, "rmax": 1.1, "dmax": 0.01}, renorm_momentum=1.0),
    )

    axis: int = param("int", -1, "the axis of the channels, batch counted as 0")
    momentum: float = param("float", 0.99, "how much of the moving mean and variance stays in each step")
    epsilon: float = param("float", 1e-3, "added to the variance, so that nothing is divided by zero", low=0)
    center: bool = param("bool", True, "adds a learnt beta to every channel")
    scale: bool = param("bool", True, "multiplies every channel by a learnt gamma")
    beta_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    gamma_initializer: Value = param("spec", "ones", category="initializer", advanced=True)
    moving_mean_initializer: Value = param("spec", "zeros", category="initializer", advanced=True)
    moving_variance_initializer: Value = param("spec", "ones", category="initializer", advanced=True)
    beta_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    gamma_regularizer: Value | None = param("spec", None, category="regularizer", advanced=True)
    beta_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    gamma_constraint: Value | None = param("spec", None, category="constraint", advanced=True)
    renorm: bool = param(
        "bool", False, "corrects what a batch gives by moving statistics, for small batches", advanced=True
    )
    renorm_clipping: Numbers | None = param(
        "numbers",
        None,
        "bounds of the corrections: rmin and rmax of the factor, dmax of the term",
        choices=("rmax", "rmin", "dmax"),
        advanced=True,
    )
    renorm_momentum: float = param("float", 0.99, "the momentum of the statistics that correct", advanced=True)
    synchronized: bool = param(
        "bool", False, "go by the whole batch where several processes share it, not by each one's part", advanced=True
    )

    def check(self) -> None:
        limits: Mapping[str, float] = self.renorm_clipping or {}
        if limits.get("rmin", 0.0) > limits.get("rmax", float("inf")) or limits.get("dmax", 0.0) < 0:
            raise SpecError(
                say("BatchNormalization: of renorm_clipping, rmax must not be below rmin, and dmax not below 0.")
            )
        if self.renorm and not isinstance(self.moving_variance_initializer, (Ones, Zeros, Constant)):
            raise SpecError(
                say(
                    "BatchNormalization: with renorm the moving variance must begin as ones, zeros or a constant. "
                    "Received: {kind}.",
                    kind=self.moving_variance_initializer.kind,
                )
            )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        known_sizes(self.kind, x, known_axes(self.kind, x, (self.axis,)))
        return (TensorType(x.shape, masked=x.masked),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        shape = known_sizes(self.kind, inputs[0], known_axes(self.kind, inputs[0], (self.axis,)))
        kept = {"moving_mean": self.moving_mean_initializer, "moving_variance": self.moving_variance_initializer}
        if self.renorm:
            deviation = self._moving_deviation()
            kept |= {"moving_stddev": deviation, "renorm_mean": self.moving_mean_initializer}
            kept |= {"renorm_stddev": deviation}
        statistics = (Weight(name, shape, initializer, trainable=False) for name, initializer in kept.items())
        return (*gamma_and_beta(self, shape), *statistics)

    def _moving_deviation(self) -> Value:
        """What the moving standard deviations begin with: the root of the variance."""
        given = self.moving_variance_initializer
        return Constant(value=sqrt(max(given.value, 0.0))) if isinstance(given, Constant) else given

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 2 * count(outputs[0].shape[1:])
