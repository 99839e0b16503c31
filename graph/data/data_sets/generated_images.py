"""Generated images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import GeneratedSpec
from graph.data.known_column import KnownColumn
from graph.specs.params import param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class GeneratedImages(GeneratedSpec):
    """Smooth coloured pictures and the same sharpened by one known 3×3 filter; columns `image` and `sharpened`."""

    caption: ClassVar[str] = "Generated: pictures and the same pictures sharpened by one filter"
    examples: ClassVar[tuple[Any, ...]] = ({"samples": 4, "height": 8, "width": 6, "noise": 0.1, "seed": 2},)
    samples: int = param("int", 64, "How many pictures.", low=1, high=1_000_000)
    height: int = param("int", 64, "Height in pixels.", low=3, high=4096)
    width: int = param("int", 64, "Width in pixels.", low=3, high=4096)
    noise: float = param("float", 0.02, "Standard deviation of the noise in the pictures.", low=0, high=1)
    seed: int = param("int", 1, "Another seed gives other pictures.", low=0)

    def columns(self) -> tuple[KnownColumn, ...]:
        shape = (self.height, self.width, 3)
        return KnownColumn("image", shape), KnownColumn("sharpened", shape, is_target=True)
