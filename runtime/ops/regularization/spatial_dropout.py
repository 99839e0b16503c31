"""SpatialDropout1D, 2D and 3D."""

from __future__ import annotations

from typing import Any

from graph.layers.regularization.spatial_dropout import SpatialDropout1D, SpatialDropout2D, SpatialDropout3D
from graph.specs.spec import Shape
from runtime.kinds.computes import computes
from runtime.ops.regularization.dropout import DropoutOp


@computes(SpatialDropout1D, SpatialDropout2D, SpatialDropout3D)
class SpatialDropoutOp(DropoutOp):
    """Dropout with one factor for each channel of each sample."""

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        return False

    def _noise_shape(self) -> Shape | None:
        return self.io.spec.noise_shape()
