"""Croppings copy the inside of the input, zero paddings copy to the inside of the output."""

from __future__ import annotations

from graph.layers.reshaping.borders import Bordered
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.ops.reshaping.copying import CopyingOp, Region


@computes(Bordered)
class BorderedOp(CopyingOp):
    """Both: a padding is a negative cropping, whose axes are the other way round."""

    def region_taken(self) -> Region:
        return self._inside(self.io.inputs[0], -1)

    def region_given(self) -> Region:
        return self._inside(self.io.outputs[0], 1)

    def taken(self, array: Array) -> Array:
        return array[self._inside(array, -1)]

    def given(self, array: Array) -> Array:
        return array[self._inside(array, 1)]

    def _inside(self, array: Array, sign: int) -> Region:
        """An array without its borders, where they have this sign."""
        spec = self.io.spec
        region = [slice(None)] * array.ndim
        for axis, (before, after) in zip(spec.axes(), spec.borders(), strict=True):
            region[axis] = slice(max(0, sign * before), array.shape[axis] - max(0, sign * after))
        return tuple(region)
