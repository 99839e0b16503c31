"""Losses of margins."""

from __future__ import annotations

from graph.specs.losses.hinge import CategoricalHinge, Hinge, SquaredHinge
from runtime.kernels.losses import error_losses as errors
from runtime.kinds.computes import computes
from runtime.training.losses.loss import Kernel, LossRule, with_parameter


@computes(Hinge)
class HingeRule(LossRule):
    def kernel(self) -> Kernel:
        return with_parameter(errors.hinge, 0.0)


@computes(SquaredHinge)
class SquaredHingeRule(LossRule):
    def kernel(self) -> Kernel:
        return with_parameter(errors.hinge, 1.0)


@computes(CategoricalHinge)
class CategoricalHingeRule(LossRule):
    def kernel(self) -> Kernel:
        return errors.categorical_hinge
