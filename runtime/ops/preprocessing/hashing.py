"""Hashing."""

from __future__ import annotations

import numpy as np

from graph.layers.preprocessing.hashing import Hashing
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.ops.preprocessing.categories import CategoriesOp
from runtime.ops.preprocessing.fingerprints import fingerprint, keyed_hash
from runtime.ops.texts import NUMBERED, text_of


@computes(Hashing)
class HashingOp(CategoriesOp):
    """Each number that a batch holds is hashed once, as its decimal digits, each text as it is."""

    def find(self, x: Array, found: Array) -> None:
        texts = x.dtype == NUMBERED
        numbers, places = np.unique(x if texts else x.astype(np.int64), return_inverse=True)
        bins = np.array([self._bin(text_of(int(n)) if texts else int(n)) for n in numbers], np.int64)
        np.copyto(found, bins[places].reshape(found.shape))

    def _bin(self, given: int | str) -> int:
        spec = self.io.spec
        apart = spec.mask_value is not None and spec.num_bins > 1
        if apart and given == spec.mask_value:
            return 0
        text = str(given).encode()
        hashed = fingerprint(text) if spec.salt is None else keyed_hash(text, spec.salt)
        return hashed % (spec.num_bins - apart) + apart
