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
from runtime.kernels.losses import fused_losses
from runtime.kernels.losses import losses as kernels
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.training.losses.loss import Kernel, LossRule, fused, with_parameter

NO_CLASS = -(2**62)


@computes(BinaryCrossentropy)
class BinaryCrossentropyRule(LossRule):
    def kernel(self) -> Kernel:
        kernel = kernels.binary_logits if self.spec.from_logits else kernels.binary
        return with_parameter(kernel, self.spec.label_smoothing)

    def kernel_of_logits(self, logits: Array) -> Kernel:
        return fused(fused_losses.binary, logits, self.spec.label_smoothing)


@computes(CategoricalCrossentropy)
class CategoricalCrossentropyRule(LossRule):
    def kernel(self) -> Kernel:
        kernel = kernels.categorical_logits if self.spec.from_logits else kernels.categorical
        return with_parameter(kernel, self.spec.label_smoothing)

    def kernel_of_logits(self, logits: Array) -> Kernel:
        return fused(fused_losses.categorical, logits, self.spec.label_smoothing)


@computes(SparseCategoricalCrossentropy)
class SparseCategoricalCrossentropyRule(LossRule):
    def kernel(self) -> Kernel:
        kernel = kernels.sparse_logits if self.spec.from_logits else kernels.sparse
        return with_parameter(kernel, self._ignored)

    def kernel_of_logits(self, logits: Array) -> Kernel:
        return fused(fused_losses.sparse, logits, self._ignored)

    @property
    def _ignored(self) -> int:
        return NO_CLASS if self.spec.ignore_class is None else int(self.spec.ignore_class)


@computes(KLDivergence)
class KLDivergenceRule(LossRule):
    def kernel(self) -> Kernel:
        return errors.divergence


@computes(Poisson)
class PoissonRule(LossRule):
    def kernel(self) -> Kernel:
        return errors.poisson
