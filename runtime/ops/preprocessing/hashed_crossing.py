"""HashedCrossing."""

from __future__ import annotations

import numpy as np

from graph.layers.preprocessing.hashed_crossing import HashedCrossing
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.ops.preprocessing.categories import CategoriesOp
from runtime.ops.preprocessing.fingerprints import crossed, fingerprint
from runtime.ops.texts import NUMBERED, text_of

KEY = 0xDECAFCAFFE
"""What TensorFlow's `sparse.cross_hashed` begins with."""


@computes(HashedCrossing)
class HashedCrossingOp(CategoriesOp):
    """A whole number enters as it is, a text by its fingerprint."""

    weighted = False

    def find(self, x: Array, found: Array) -> None:
        second = self.io.inputs[1]
        words = ([_word(array, n) for n in array.reshape(-1)] for array in (x, second))
        bins = [crossed(crossed(KEY, a), b) % self.io.spec.num_bins for a, b in zip(*words)]
        np.copyto(found, np.array(bins, np.int64).reshape(found.shape))


def _word(array: Array, n: int) -> int:
    """A number of the array as a word of 64 bits."""
    return fingerprint(text_of(int(n)).encode()) if array.dtype == NUMBERED else int(n) & ((1 << 64) - 1)
