"""IntegerLookup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from graph.layers.preprocessing.integer_lookup import IntegerLookup
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.ops.preprocessing.lookup import LookupOp


@computes(IntegerLookup)
class IntegerLookupOp(LookupOp):
    @classmethod
    def numbers_of(cls, words: Sequence[Any]) -> Array:
        return np.array(words, np.int64)

    @classmethod
    def word_of(cls, number: int) -> Any:
        return number

    def shared_places(self, numbers: Array) -> Array:
        return numbers % int(self.io.spec.num_oov_indices)

    def find(self, x: Array, found: Array) -> None:
        if not self.io.spec.invert:
            super().find(x, found)
            return
        self.need_list()
        spec, places = self.io.spec, x.astype(np.int64)
        at = places - spec.first
        known = (at >= 0) & (at < self._entries.size)
        np.copyto(found, np.where(known, self._entries[np.where(known, at, 0)], spec.oov_token))
        if spec.mask_token is not None:
            np.copyto(found, spec.mask_token, where=places == 0)
