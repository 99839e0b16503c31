"""Generated series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import GeneratedSpec
from graph.data.known_column import KnownColumn
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class GeneratedSeries(GeneratedSpec):
    """Vectors and what a hidden rule A(B(A(x))) makes of them; columns `x` and `y`, both (features,)."""

    caption: ClassVar[str] = "Generated: vectors x and y = A(B(A(x))), for a layer that is called in series"
    examples: ClassVar[tuple[Any, ...]] = ({"samples": 20, "features": 3, "noise": 0.1, "seed": 2},)
    samples: int = param("int", 2000, "How many vectors.", low=1, high=10_000_000)
    features: int = param("int", 16, "Numbers per vector.", low=1, high=4096)
    noise: float = param("float", 0.01, "Standard deviation of the noise in y.", low=0, high=10)
    seed: int = param("int", 1, "Another seed gives another hidden rule.", low=0)

    def columns(self) -> tuple[KnownColumn, ...]:
        return KnownColumn("x", (self.features,)), KnownColumn("y", (self.features,), is_target=True)
