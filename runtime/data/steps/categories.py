"""Names of categories as numbers."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from graph.data.steps.categories import HashBuckets, Ordinal
from runtime.data.errors import bad
from runtime.data.text_rule import TextRule
from runtime.data.transforms import Arriving
from runtime.kinds.computes import computes

Array = NDArray[Any]


@computes(Ordinal)
class OrdinalRule(TextRule):
    def results(self, texts: Sequence[str]) -> Array:
        places = {name: place for place, name in enumerate(self.spec.listed)}
        strange = [text for text in texts if text not in places]
        if strange:
            raise bad(
                "The order of Ordinal does not have the category {name!r}. It has: {order}.",
                name=strange[0][:60],
                order=", ".join(self.spec.listed)[:200],
            )
        return np.array([*(places[text] for text in texts), -1], np.int32)


@computes(HashBuckets)
class HashBucketsRule(TextRule):
    """Missing texts have the bucket of the empty one."""

    fills: ClassVar[bool] = True

    def learn(self, data: Arriving) -> None:
        self.table = self.results(data.classes)

    def results(self, texts: Sequence[str]) -> Array:
        return np.array([zlib.crc32(text.encode()) % self.spec.buckets for text in (*texts, "")], np.int32)

    def __call__(self, values: Array, out: Array) -> None:
        if len(self.table) > 1:
            super().__call__(values, out)
            return
        numbers, which = np.unique(values, return_inverse=True)
        out[...] = self.results([str(number) for number in numbers.tolist()])[which.reshape(out.shape)]
