"""Layers that show each number, or each cell of an image, several times, or numbers between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.layers.convolution.windows import data_format, need_space, space_axes
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, Shape, Spec, TensorType, count, example, need_rank


@register
@dataclass(frozen=True)
class RepeatVector(Spec):
    family: ClassVar[str] = "reshaping"
    caption: ClassVar[str] = "Repeats a row of numbers: a sequence of equal steps."
    formula: ClassVar[str] = "y[b, t, c] = x[b, c], t = 1 … n"
    examples: ClassVar[tuple[Example, ...]] = (example((4,), n=3),)

    n: int = param("int", 2, "how many steps", low=1, always=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_rank("RepeatVector", x, 2, "rows of numbers (batch, features)")
        return (TensorType((x.shape[0], self.n, x.shape[1]), x.dtype),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


@dataclass(frozen=True)
class UpSampling(Spec):
    """What the enlarging layers share: a whole factor for each axis between batch and channels."""

    short: ClassVar[tuple[str, ...]] = ("up", "上采样")
    family: ClassVar[str] = "reshaping"

    def factors(self) -> tuple[int, ...]:
        """One for each axis that grows."""
        return ()

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,), factors = inputs, self.factors()
        form = getattr(self, "data_format", "channels_last")
        need_space(self.kind, x, len(factors), form)
        sizes: list[int | None] = list(x.shape)
        for axis, factor in zip(space_axes(len(factors), form), factors, strict=True):
            size = sizes[axis]
            sizes[axis] = None if size is None else size * factor
        shape: Shape = tuple(sizes)
        # Cells that are only repeated stay what they are, whole numbers too.
        return (TensorType(shape, x.dtype if self.repeats else "float32"),)

    @property
    def repeats(self) -> bool:
        """Whether cells are repeated, not interpolated."""
        return getattr(self, "interpolation", "nearest") == "nearest"

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0 if self.repeats else count(outputs[0].shape[1:])


@register
@dataclass(frozen=True)
class UpSampling1D(UpSampling):
    caption: ClassVar[str] = "Repeats each step of a sequence."
    formula: ClassVar[str] = "y[b, t, c] = x[b, ⌊t / size⌋, c]"
    examples: ClassVar[tuple[Example, ...]] = (example((3, 2), size=2),)

    size: int = param("int", 2, "how often each step is repeated", low=1)

    def factors(self) -> tuple[int, ...]:
        return (self.size,)


@register
@dataclass(frozen=True)
class UpSampling2D(UpSampling):
    caption: ClassVar[str] = "Enlarges an image by whole factors."
    formula: ClassVar[str] = (
        "nearest: y[b, i, j, c] = x[b, ⌊i / size₁⌋, ⌊j / size₂⌋, c]\n"
        "else: y[b, i, j, c] = Σₘₙ v[i, m] · w[j, n] · x[b, m, n, c], "
        "weights of the distance to the cells' centres, each row of v and w with the sum 1"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 2), size=(2, 3)),
        example((3, 4, 2), size=2, interpolation="bilinear"),
        example((2, 3, 4), size=2, data_format="channels_first"),
    )

    size: tuple[int, int] = param("ints", (2, 2), "factors for rows and columns", length=2, low=1)
    data_format: str = data_format()
    interpolation: str = param("choice", "nearest", choices=("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"))

    def factors(self) -> tuple[int, ...]:
        return self.size


@register
@dataclass(frozen=True)
class UpSampling3D(UpSampling):
    caption: ClassVar[str] = "Enlarges a volume by whole factors: each cell is repeated."
    formula: ClassVar[str] = "y[b, i, j, k, c] = x[b, ⌊i / size₁⌋, ⌊j / size₂⌋, ⌊k / size₃⌋, c]"
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 1, 2, 2), size=(2, 3, 1)),
        example((2, 1, 2, 2), size=2, data_format="channels_first"),
    )

    size: tuple[int, int, int] = param("ints", (2, 2, 2), "factors for depth, rows and columns", length=3, low=1)
    data_format: str = data_format()

    def factors(self) -> tuple[int, ...]:
        return self.size
