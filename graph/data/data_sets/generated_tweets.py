"""Generated tweets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import GeneratedSpec
from graph.data.known_column import KnownColumn
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class GeneratedTweets(GeneratedSpec):
    """Pairs of short texts as character codes; columns `tweet_a`, `tweet_b` and `same_author`."""

    caption: ClassVar[str] = "Generated: pairs of short texts, and whether one author wrote both"
    examples: ClassVar[tuple[Any, ...]] = ({"samples": 20, "length": 12, "authors": 3, "seed": 2},)
    samples: int = param("int", 2000, "How many pairs.", low=1, high=10_000_000)
    length: int = param("int", 64, "Characters per text.", low=8, high=10_000)
    authors: int = param("int", 4, "How many authors; the first writes most.", low=2, high=64)
    seed: int = param("int", 1, "Another seed gives other authors and texts.", low=0)

    def columns(self) -> tuple[KnownColumn, ...]:
        texts = (KnownColumn(name, (self.length,), "uint8", 256) for name in ("tweet_a", "tweet_b"))
        return (*texts, KnownColumn("same_author", (), "int32", 2, is_target=True))
