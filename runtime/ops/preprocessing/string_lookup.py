"""StringLookup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from graph.layers.preprocessing.string_lookup import StringLookup
from runtime.kinds.computes import computes
from runtime.ops.op import Array
from runtime.ops.preprocessing.fingerprints import fingerprint
from runtime.ops.preprocessing.lookup import LookupOp
from runtime.ops.texts import numbers_of, text_of


@computes(StringLookup)
class StringLookupOp(LookupOp):
    """Unknown texts share their places by FarmHash's fingerprint, as in TensorFlow."""

    @classmethod
    def numbers_of(cls, words: Sequence[Any]) -> Array:
        return numbers_of(words).astype(np.int64)

    @classmethod
    def word_of(cls, number: int) -> Any:
        return text_of(number)

    @classmethod
    def rank(cls, word: Any) -> Any:
        return str(word).encode()

    def shared_places(self, numbers: Array) -> Array:
        texts, places = np.unique(numbers, return_inverse=True)
        bins = [fingerprint(text_of(int(n)).encode()) % self.io.spec.num_oov_indices for n in texts]
        return np.array(bins, np.int64)[places].reshape(numbers.shape)
