"""CategoryEncoding."""

from __future__ import annotations

import numpy as np

from graph.layers.preprocessing.category_encoding import CategoryEncoding
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.ops.preprocessing.categories import CategoriesOp


@computes(CategoryEncoding)
class CategoryEncodingOp(CategoriesOp):
    def find(self, x: Array, found: Array) -> None:
        np.copyto(found, x, casting="unsafe")

    def backward(self) -> None:
        """As for all categories, but what each weight counts for is its own."""
        super().backward()
        d = self.io.d_inputs[1] if len(self.io.d_inputs) > 1 else None
        if d is None:
            return
        depth = self.io.outputs[0].shape[-1]
        known = (self._found >= 0) & (self._found < depth)
        rows = np.moveaxis(np.where(known, self._found, 0), 1, -1)
        share = np.moveaxis(np.take_along_axis(self.io.d_outputs[0], rows, axis=-1), -1, 1)
        np.add(d, np.where(known, share, 0), out=d)
