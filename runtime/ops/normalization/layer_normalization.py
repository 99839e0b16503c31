"""LayerNormalization, RMSNormalization and UnitNormalization: three rules for the same rows."""

from __future__ import annotations

from math import inf
from typing import ClassVar

from graph.layers.normalization.layer_normalization import LayerNormalization, RMSNormalization, UnitNormalization
from runtime.kernels.elementwise.row_norms import RowRule
from runtime.kinds.computes import computes
from runtime.ops.normalization.rows import RowNormalization

SHORTEST = 1e-12
"""The length by which Keras divides what is shorter."""


@computes(LayerNormalization)
class LayerNormalizationOp(RowNormalization):
    def rule(self, columns: int) -> RowRule:
        spec = self.io.spec
        return RowRule(float(columns), spec.epsilon, not spec.rms_scaling, True, inf)


@computes(RMSNormalization)
class RMSNormalizationOp(RowNormalization):
    factor: ClassVar[str] = "scale"

    def rule(self, columns: int) -> RowRule:
        return RowRule(float(columns), self.io.spec.epsilon, False, False, inf)


@computes(UnitNormalization)
class UnitNormalizationOp(RowNormalization):
    def rule(self, columns: int) -> RowRule:
        return RowRule(1.0, 0.0, False, False, 1 / SHORTEST)
