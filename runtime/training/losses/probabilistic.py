"""Losses of probabilities and counts."""

from __future__ import annotations

from graph.specs.losses.probabilistic import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    KLDivergence,
    Poisson,
    SparseCategoricalCrossentropy,
)
from runtime.kernels.losses import error_losses as errors
from runtime.kernels.losses import losses as kernels
from runtime.kinds.computes import computes
from runtime.training.losses.loss import Kernel, LossRule, with_parameter

NO_CLASS = -(2**62)


@computes(BinaryCrossentropy)
class BinaryCrossentropyRule(LossRule):
    def kernel(self) -> Kernel:
        kernel = kernels.binary_logits if self.spec.from_logits else kernels.binary
        return with_parameter(kernel, self.spec.label_smoothing)


@computes(CategoricalCrossentropy)
class CategoricalCrossentropyRule(LossRule):
    def kernel(self) -> Kernel:
        kernel = kernels.categorical_logits if self.spec.from_logits else kernels.categorical
        return with_parameter(kernel, self.spec.label_smoothing)


@computes(SparseCategoricalCrossentropy)
class SparseCategoricalCrossentropyRule(LossRule):
    def kernel(self) -> Kernel:
        kernel = kernels.sparse_logits if self.spec.from_logits else kernels.sparse
        return with_parameter(kernel, NO_CLASS if self.spec.ignore_class is None else self.spec.ignore_class)


@computes(KLDivergence)
class KLDivergenceRule(LossRule):
    def kernel(self) -> Kernel:
        return errors.divergence


@computes(Poisson)
class PoissonRule(LossRule):
    def kernel(self) -> Kernel:
        return errors.poisson
