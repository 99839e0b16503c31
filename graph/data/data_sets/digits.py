"""The handwritten digits that are shipped."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec
from graph.data.known_column import KnownColumn
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class Digits(DatasetSpec):
    """Handwritten digits of the UCI repository, shipped with the program; columns `image`, `digit` and `sketch`."""

    caption: ClassVar[str] = "1,797 handwritten digits, measured; as 8×8, 28×28 or 32×32×3 images"
    examples: ClassVar[tuple[Any, ...]] = ({"size": "8x8", "flat": True, "mixed": False},)
    size: str = param(
        "choice",
        "28x28",
        "Size of the images; larger ones are interpolated. 8x8 holds 0 to 16, the others 0 to 255.",
        choices=("8x8", "28x28", "32x32x3"),
    )
    flat: bool = param("bool", False, "One row of numbers per image instead of height × width × channels.")
    mixed: bool = param(
        "bool",
        True,
        "A fixed mixed order, so that the last part, which validation takes, has every writer.",
        advanced=True,
    )

    def columns(self) -> tuple[KnownColumn, ...]:
        sizes = {"8x8": (8, 8, 1), "28x28": (28, 28, 1), "32x32x3": (32, 32, 3)}[self.size]
        shape = (prod(sizes),) if self.flat else sizes
        high = 16 if self.size == "8x8" else 255
        return (
            KnownColumn("image", shape, "uint8", high=high),
            KnownColumn("digit", (), "uint8", 10, is_target=True),
            KnownColumn("sketch", (16,), is_extra=True),
        )
