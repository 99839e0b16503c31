"""Layers that show the same numbers in another shape or order."""

from __future__ import annotations

import numpy as np

from graph.layers.reshaping.reshape import Flatten, Permute, Reshape
from runtime.kinds.computes import computes
from runtime.ops.op import Array, View
from runtime.ops.reshaping.copying import CopyingOp


@computes(Reshape)
class ReshapeOp(View):
    """The same memory."""


@computes(Flatten)
class FlattenOp(CopyingOp):
    """Channels that come first go last before the numbers are put in a row, as in Keras."""

    def taken(self, array: Array) -> Array:
        first = self.io.spec.data_format == "channels_first" and array.ndim > 2
        return np.moveaxis(array, 1, -1) if first else array

    def given(self, array: Array) -> Array:
        return array.reshape(self.taken(self.io.inputs[0]).shape)


@computes(Permute)
class PermuteOp(CopyingOp):
    """A copy with the axes in another order."""

    def taken(self, array: Array) -> Array:
        return array.transpose(0, *self.io.spec.dims)

    def given(self, array: Array) -> Array:
        return array
