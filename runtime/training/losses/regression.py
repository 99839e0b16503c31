"""Losses of errors and directions."""

from __future__ import annotations

from typing import ClassVar

from graph.specs.losses.regression import (
    CosineSimilarity,
    Huber,
    LogCosh,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
)
from runtime.kernels.losses import error_losses as errors
from runtime.kernels.losses import even_losses as even
from runtime.kernels.losses import losses as kernels
from runtime.kinds.computes import computes
from runtime.training.losses.loss import Kernel, LossRule, with_parameter


@computes(MeanSquaredError)
class MeanSquaredErrorRule(LossRule):
    even: ClassVar[tuple[Kernel, float] | None] = (even.squared, 2.0)

    def kernel(self) -> Kernel:
        return kernels.squared


@computes(MeanAbsoluteError)
class MeanAbsoluteErrorRule(LossRule):
    even: ClassVar[tuple[Kernel, float] | None] = (even.absolute, 1.0)

    def kernel(self) -> Kernel:
        return kernels.absolute


@computes(MeanAbsolutePercentageError)
class MeanAbsolutePercentageErrorRule(LossRule):
    def kernel(self) -> Kernel:
        return errors.percentage


@computes(MeanSquaredLogarithmicError)
class MeanSquaredLogarithmicErrorRule(LossRule):
    def kernel(self) -> Kernel:
        return errors.squared_logarithmic


@computes(Huber)
class HuberRule(LossRule):
    def kernel(self) -> Kernel:
        return with_parameter(errors.huber, self.spec.delta)


@computes(LogCosh)
class LogCoshRule(LossRule):
    def kernel(self) -> Kernel:
        return errors.log_cosh


@computes(CosineSimilarity)
class CosineSimilarityRule(LossRule):
    def kernel(self) -> Kernel:
        return errors.cosine
