"""Generated headlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import GeneratedSpec
from graph.data.known_column import KnownColumn
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class GeneratedHeadlines(GeneratedSpec):
    """Headlines of word numbers with five auxiliary features; columns `headline`, `additional` and `label`."""

    caption: ClassVar[str] = "Generated: headlines as word numbers, with five more features and whether they spread"
    examples: ClassVar[tuple[Any, ...]] = ({"samples": 20, "length": 8, "vocabulary": 400, "seed": 2},)
    samples: int = param("int", 2000, "How many headlines.", low=1, high=10_000_000)
    length: int = param("int", 100, "Words per headline.", low=4, high=10_000)
    vocabulary: int = param("int", 10_000, "Word numbers go from 1 to one less than this.", low=300, high=1_000_000)
    seed: int = param("int", 1, "Another seed gives other headlines.", low=0)

    def columns(self) -> tuple[KnownColumn, ...]:
        return (
            KnownColumn("headline", (self.length,), "int32"),
            KnownColumn("additional", (5,)),
            KnownColumn("label", (), "int32", 2, is_target=True),
        )
