"""Layers that show the same numbers in another shape or order."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

from graph.layers.convolution.windows import data_format
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Example, ShapeError, Spec, TensorType, example, shape_text


@register
@dataclass(frozen=True)
class Reshape(Spec):
    short: ClassVar[tuple[str, ...]] = ("重塑",)
    family: ClassVar[str] = "reshaping"
    caption: ClassVar[str] = "The same numbers in another shape."
    formula: ClassVar[str] = "y = x, counted through with the last axis fastest"
    examples: ClassVar[tuple[Example, ...]] = (
        example((6,), target_shape=(2, 3)),
        example((4, 6), target_shape=(-1, 3)),
    )

    target_shape: tuple[int, ...] = param(
        "ints", (-1,), "sizes without the batch; one may be -1: whatever fits", low=-1, always=True
    )

    def check(self) -> None:
        if self.target_shape.count(-1) > 1 or 0 in self.target_shape:
            raise SpecError(
                say(
                    "Reshape: target_shape may hold one -1 and otherwise sizes of 1 or more. Received: {shape}.",
                    shape=shape_text(self.target_shape),
                )
            )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        known = prod(n for n in self.target_shape if n != -1)
        fits = x.size is None or (x.size % known == 0 if -1 in self.target_shape else x.size == known)
        if not fits:
            raise ShapeError(
                say(
                    "Reshape can't turn {shape}, {size} numbers a sample, into {target}, {want} numbers.",
                    shape=str(x),
                    size=x.size,
                    target=shape_text(self.target_shape),
                    want=known,
                )
            )
        free = None if x.size is None else x.size // known
        return (TensorType((x.shape[0], *(free if n == -1 else n for n in self.target_shape)), x.dtype),)

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        size, first = inputs[0].size, self.target_shape[:-1]
        if size and first and -1 not in first and size % prod(first) == 0:
            return {"target_shape": (*first, size // prod(first))}
        return {"target_shape": (-1,)}

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


@register
@dataclass(frozen=True)
class Flatten(Spec):
    short: ClassVar[tuple[str, ...]] = ("flat", "展平")
    family: ClassVar[str] = "reshaping"
    caption: ClassVar[str] = "All numbers of a sample in one row."
    formula: ClassVar[str] = (
        "y[b, :] = x[b, …] counted through with the last axis fastest; channels are put last before"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((3, 4, 2)),
        example((2, 3, 4), data_format="channels_first"),
    )

    data_format: str = data_format()

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        return (TensorType((x.shape[0], 1 if len(x.shape) == 1 else x.size), x.dtype),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0


@register
@dataclass(frozen=True)
class Permute(Spec):
    family: ClassVar[str] = "reshaping"
    caption: ClassVar[str] = "The same numbers with their axes in another order."
    formula: ClassVar[str] = "y[b, i₁, i₂, …]: axis n of y is axis dims[n] of x"
    examples: ClassVar[tuple[Example, ...]] = (
        example((2, 3), dims=(2, 1)),
        example((2, 3, 4), dims=(3, 1, 2)),
    )

    dims: tuple[int, ...] = param(
        "ints", (2, 1), "which axis of the input comes where; 1 is the first after the batch", low=1, always=True
    )

    def check(self) -> None:
        if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise SpecError(
                say(
                    "Permute: dims must hold each of 1 to {n} once. Received: {dims}.",
                    n=len(self.dims),
                    dims=shape_text(self.dims),
                )
            )

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        if len(x.shape) != len(self.dims) + 1:
            raise ShapeError(
                say(
                    "Permute: dims {dims} orders {n} axes besides the batch. Received: {shape}.",
                    dims=shape_text(self.dims),
                    n=len(self.dims),
                    shape=str(x),
                )
            )
        return (TensorType((x.shape[0], *(x.shape[axis] for axis in self.dims)), x.dtype),)

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        rank = len(inputs[0].shape) - 1
        return {"dims": tuple(range(rank, 0, -1))} if rank > 0 else {}

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0
