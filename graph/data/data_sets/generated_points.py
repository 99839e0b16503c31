"""Generated points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import GeneratedSpec
from graph.data.known_column import KnownColumn
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class GeneratedPoints(GeneratedSpec):
    """Points of the plane in a pattern of classes; columns `point` (2,) and `label`."""

    caption: ClassVar[str] = "Generated: points of the plane in spirals, rings, clouds, moons or squares"
    examples: ClassVar[tuple[Any, ...]] = (
        {"samples": 20},
        {"pattern": "circles", "samples": 20, "classes": 3, "noise": 0.1, "seed": 2},
    )
    pattern: str = param(
        "choice", "spiral", "How the classes lie.", choices=("spiral", "circles", "blobs", "moons", "checkerboard")
    )
    samples: int = param("int", 1000, "How many points.", low=1, high=10_000_000)
    classes: int = param("int", 2, "How many classes; moons have two.", low=2, high=20)
    noise: float = param("float", 0.05, "How much the points stray.", low=0, high=2)
    seed: int = param("int", 1, "Another seed gives other points.", low=0)

    def columns(self) -> tuple[KnownColumn, ...]:
        classes = 2 if self.pattern == "moons" else self.classes
        return KnownColumn("point", (2,)), KnownColumn("label", (), "int32", classes, is_target=True)
