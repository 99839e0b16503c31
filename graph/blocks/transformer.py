"""The encoder of a transformer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.blocks.block import Block, Sketch, channels
from graph.document.document import Source
from graph.specs.message import say
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Shape, ShapeError


@register
@dataclass(frozen=True)
class TransformerEncoder(Block):
    """Self-attention and two Dense layers, each added to what went in (Vaswani et al. 2017,
    https://arxiv.org/abs/1706.03762)."""

    short: ClassVar[tuple[str, ...]] = ("encoder", "transformer", "编码器块")
    caption: ClassVar[str] = "Self-attention and two Dense layers, each added to what went in and normalized."
    shapes: ClassVar[tuple[Shape, ...]] = ((12, 16),)
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"heads": 2, "units": 24, "dropout": 0.2, "normalize_first": True, "activation": "gelu"},
    )
    heads: int = param("int", 4, "how many looks at the sequence at once; they share its width", low=1)
    units: int | None = param("int", None, "of the first Dense layer; empty for 4 × the width", low=1)
    dropout: float = param("float", 0.1, "share that is left out in training", low=0, high=1)
    normalize_first: bool = param("bool", False, "normalize before attention and Dense layers, not after the sums")
    activation: str = param("activation", "relu")

    def draw(self, sketch: Sketch, *sources: Source) -> dict[str, Source]:
        (x,) = sources
        given = sketch.type_of(x)
        width = channels(self.kind, given, 3, 3)
        if width % self.heads:
            raise ShapeError(
                say(
                    "{kind}: the width of {shape} can't be shared by {heads} heads. Choose a number that divides it.",
                    kind=self.kind,
                    shape=str(given),
                    heads=self.heads,
                )
            )
        x = self._added(sketch, x, lambda h: self._attention(sketch, h, width // self.heads))
        return {"output": self._added(sketch, x, lambda h: self._dense(sketch, h, width))}

    def _added(self, sketch: Sketch, x: Source, part: Any) -> Source:
        h = sketch.put("LayerNormalization", x) if self.normalize_first else x
        h = part(h)
        if self.dropout:
            h = sketch.put("Dropout", h, rate=self.dropout)
        total = sketch.put("Add", x, h)
        return total if self.normalize_first else sketch.put("LayerNormalization", total)

    def _attention(self, sketch: Sketch, x: Source, size: int) -> Source:
        return sketch.put("MultiHeadAttention", x, x, num_heads=self.heads, key_dim=size)

    def _dense(self, sketch: Sketch, x: Source, width: int) -> Source:
        h = sketch.put("Dense", x, units=self.units or 4 * width, activation=self.activation)
        return sketch.put("Dense", h, units=width)
