"""What the merging layers share: any number of inputs, and how shapes and types meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.spec import Ports, Shape, ShapeError, Spec, TensorType


@dataclass(frozen=True)
class Merge(Spec):
    """Base of the merging layers: any number of inputs, two at least."""

    family: ClassVar[str] = "merging"

    def ports(self) -> Ports:
        return Ports(inputs=("input 1", "input 2"), required=2, variadic=True)


@dataclass(frozen=True)
class Elementwise(Merge):
    """Base of those that compute number by number. A step counts where it does in any input, as long as all have
    masks."""

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        shape = inputs[0].shape
        for number, x in enumerate(inputs[1:], 2):
            merged = broadcast(shape, x.shape)
            if merged is None:
                raise ShapeError(
                    say(
                        "{kind} works number by number, so its inputs must have one shape, or sizes of 1 that stretch. "
                        "Received: {first} as input 1 and {other} as input {number}.",
                        kind=self.kind,
                        first=str(inputs[0]),
                        other=str(x),
                        number=number,
                    )
                )
            shape = merged
        return (TensorType(shape, joined_dtype(inputs), all(x.masked for x in inputs)),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return super().flops(inputs, outputs) * (len(inputs) - 1)


def fits(a: int | None, b: int | None) -> bool:
    return a is None or b is None or a == b


def known(sizes: Iterable[int | None]) -> int | None:
    """The first size that is known."""
    return next((n for n in sizes if n is not None), None)


def joined_dtype(inputs: tuple[TensorType, ...]) -> str:
    return inputs[0].dtype if len({x.dtype for x in inputs}) == 1 else "float32"


def broadcast(a: Shape, b: Shape) -> Shape | None:
    """The shape of two merged tensors as Keras merges them: the shorter is padded with 1 behind the batch axis."""
    short, long = sorted((a, b), key=len)
    short = (short[0], *(1,) * (len(long) - len(short)), *short[1:])
    merged: list[int | None] = []
    for m, n in zip(short, long):
        if m == 1 or n == 1:
            merged.append(n if m == 1 else m)
        elif fits(m, n):
            merged.append(n if m is None else m)
        else:
            return None
    return tuple(merged)
