"""Names of categories as numbers: in a given order, or thrown into buckets where there are too many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.transforms import DataPlanError, SampleShape, Transform
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.quoting import quoted_tuple
from graph.specs.registry import register

ORDERED = '''\
def ordered(array, order):
    """The place of each text in an order, -1 for an empty one."""
    places = {"": -1} | {text: place for place, text in enumerate(order)}
    return np.array([places[text] for text in array], "int32")'''
HASHED = '''\
def hashed(array, buckets):
    """A bucket for each text or whole number, the same for the same ones."""
    texts, which = np.unique(array.astype(str), return_inverse=True)
    found = np.array([zlib.crc32(text.encode()) % buckets for text in texts.tolist()], "int32")
    return found[which.reshape(array.shape)]'''


@register
@dataclass(frozen=True)
class Ordinal(Transform):
    """Categories become 0, 1, 2… in a given order, as sizes and grades have one; another category is an error.

    Where one is missing FillClasses may follow.
    """

    caption: ClassVar[str] = "Categories as 0, 1, 2… in an order that you give"
    reads_texts: ClassVar[bool] = True
    function: ClassVar[str] = ORDERED
    examples: ClassVar[tuple[Any, ...]] = ({"order": "a, b, c"},)
    order: str = param("text", help="The categories from the least to the greatest, such as 'small, medium, large'.")

    @property
    def listed(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.order.split(",") if part.strip())

    def check(self) -> None:
        if not self.listed or len(set(self.listed)) != len(self.listed):
            raise SpecError(
                say(
                    "Ordinal: order must name each category once, such as 'low, high'. Received: {order}.",
                    order=self.order,
                )
            )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        return shape, "int32"

    def code(self, array: str, fitted: str) -> str:
        return f"ordered({array}, {quoted_tuple(self.listed)})"


@register
@dataclass(frozen=True)
class HashBuckets(Transform):
    """Categories or whole numbers are thrown into buckets by a checksum (CRC-32).

    For postcodes and others of which there are many, also such that training never saw.
    """

    caption: ClassVar[str] = "Throw many categories or identifiers into a few buckets"
    reads_texts: ClassVar[bool] = True
    examples: ClassVar[tuple[Any, ...]] = ({}, {"buckets": 5})
    function: ClassVar[str] = HASHED
    imports: ClassVar[tuple[str, ...]] = ("import zlib",)
    buckets: int = param(
        "int", 32, "How many buckets: numbers from 0 on, for OneHot or an Embedding.", low=1, high=1 << 24
    )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        if dtype.startswith("float"):
            raise DataPlanError(say("HashBuckets needs categories or whole numbers. Received: {dtype}.", dtype=dtype))
        return shape, "int32"

    def code(self, array: str, fitted: str) -> str:
        return f"hashed({array}, {self.buckets})"
