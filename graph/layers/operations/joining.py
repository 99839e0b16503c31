"""Operations that put tensors together, or take them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.layers.operations.dtypes import promoted
from graph.layers.operations.operation import Operation, axes_of, operation
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.spec import Ports, Shape, ShapeError, TensorType, example, shape_text


@dataclass(frozen=True)
class Joining(Operation):
    """Base of what takes a list of tensors."""

    operands: ClassVar[tuple[str, ...]] = ("xs",)
    in_a_list: ClassVar[bool] = True

    axis: int = param("int", 0, "the axis along which they are joined, batch counted as 0")

    def ports(self) -> Ports:
        return Ports(inputs=("input 1", "input 2"), required=1, variadic=True)

    def constant_at(self, name: str) -> None:
        return None

    def terms(self, inputs: Any) -> tuple[TensorType, ...]:
        return tuple(inputs)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (TensorType(self.shape([x.shape for x in inputs]), promoted(*(x.dtype for x in inputs))),)

    def shape(self, shapes: list[Shape]) -> Shape:
        """The shape of the result."""
        first = shapes[0]
        (at,) = axes_of(self.keras_class, self.axis, first)
        for number, shape in enumerate(shapes[1:], 2):
            self.need_equal(first, shape, number, at)
        sizes = [s[at] for s in shapes]
        total = None if None in sizes else sum(n for n in sizes if n is not None)
        return tuple(total if a == at else _known(s[a] for s in shapes) for a in range(len(first)))

    def need_equal(self, first: Shape, other: Shape, number: int, but: int) -> None:
        """Raise ShapeError where two shapes differ, other than along one axis."""
        differ = len(first) != len(other) or any(
            n != m and None not in (n, m) for a, (n, m) in enumerate(zip(first, other)) if a != but
        )
        if differ:
            raise ShapeError(
                say(
                    "{kind} joins along axis {axis}, so all other axes must be equal. "
                    "Received: {first} as input 1 and {other} as input {number}.",
                    kind=self.keras_class,
                    axis=self.axis,
                    first=shape_text(first),
                    other=shape_text(other),
                    number=number,
                )
            )

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return self.axis == 0 or axes_of(self.keras_class, self.axis, (*inputs[0].shape, *self.new_axes)) == (0,)

    new_axes: ClassVar[Shape] = ()


def _known(sizes: Any) -> int | None:
    return next((n for n in sizes if n is not None), None)


ConcatenateOperation = operation(
    Joining, "Concatenate", "concatenate", "Tensors one behind the other along an axis.", "y = x₁, x₂, …",
    example((3,), (2,), axis=-1), example((2, 3), (1, 3), axis=1), clashes=True,
)  # fmt: skip


@dataclass(frozen=True)
class Stacking(Joining):
    operands: ClassVar[tuple[str, ...]] = ("x",)
    new_axes: ClassVar[Shape] = (1,)

    def shape(self, shapes: list[Shape]) -> Shape:
        first = shapes[0]
        (at,) = axes_of(self.keras_class, self.axis, (*first, 1))
        for number, shape in enumerate(shapes[1:], 2):
            self.need_equal(first, shape, number, -1)
        rest = [_known(s[a] for s in shapes) for a in range(len(first))]
        return (*rest[:at], len(shapes), *rest[at:])


Stack = operation(
    Stacking, "Stack", "stack", "Tensors of one shape side by side along a new axis.", "yᵢ = xᵢ",
    example((3,), (3,), axis=1), example((2, 3), (2, 3), (2, 3), axis=-1),
)  # fmt: skip


@dataclass(frozen=True)
class Splitting(Operation):
    indices_or_sections: Any = param(
        "any", help="how many equal pieces, or a list of the places where it is cut", always=True
    )
    axis: int = param("int", 0, "the axis along which it is cut, batch counted as 0")

    def check(self) -> None:
        given = self.indices_or_sections
        cut = given if isinstance(given, (list, tuple)) else [given]
        if any(isinstance(n, bool) or not isinstance(n, int) for n in cut) or (cut is not given and cut[0] < 1):
            raise SpecError(
                say(
                    "split: indices_or_sections must be how many pieces, or a list of places. Received: {given!r:.80}.",
                    given=given,
                )
            )
        if cut is given:
            object.__setattr__(self, "indices_or_sections", tuple(given))

    def ports(self) -> Ports:
        cut = self.indices_or_sections
        count = cut if isinstance(cut, int) else len(cut) + 1
        return Ports(inputs=("x",), outputs=tuple(f"part {i + 1}" for i in range(min(count, 1000))))

    def places(self, size: int | None) -> list[tuple[int, int]]:
        """Where each piece begins and ends; raises ShapeError where it can't be cut."""
        cut = self.indices_or_sections
        if isinstance(cut, int):
            if size is None or size % cut:
                raise ShapeError(say("split: {size} can't be cut into {n} equal pieces.", size=size, n=cut))
            ends = [size // cut * (i + 1) for i in range(cut)]
        elif size is None:
            raise ShapeError(say("split: the axis must have a known size."))
        else:
            ends = [*(min(max(0, n + size if n < 0 else n), size) for n in cut), size]
        begins = [0, *ends[:-1]]
        return [(b, max(b, e)) for b, e in zip(begins, ends)]

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        (at,) = axes_of(self.keras_class, self.axis, x.shape)
        pieces = self.places(x.shape[at])
        return tuple(TensorType((*x.shape[:at], e - b, *x.shape[at + 1 :]), x.dtype) for b, e in pieces)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return axes_of(self.keras_class, self.axis, inputs[0].shape) == (0,)


Split = operation(
    Splitting, "Split", "split", "A tensor cut into pieces along an axis.", "y₁, y₂, … = x",
    example((4,), indices_or_sections=2, axis=1), example((4,), indices_or_sections=[1], axis=-1),
    example((5, 2), indices_or_sections=(1, 3), axis=1),
)  # fmt: skip


@dataclass(frozen=True)
class Unstacking(Operation):
    module: ClassVar[str] = "core"

    num: Any = param("int", None, "the size of the axis; it is known without it", low=1)
    axis: int = param("int", 0, "the axis along which it is taken apart, batch counted as 0")

    def ports(self) -> Ports:
        return Ports(inputs=("x",), outputs=tuple(f"part {i + 1}" for i in range(self.num or 1)))

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        (at,) = axes_of(self.keras_class, self.axis, x.shape)
        if x.shape[at] is None or self.num not in (None, x.shape[at]):
            raise ShapeError(
                say("unstack: {n} is not the size of axis {axis} of {shape}.", n=self.num, axis=self.axis, shape=str(x))
            )
        return (TensorType((*x.shape[:at], *x.shape[at + 1 :]), x.dtype),) * (x.shape[at] or 0)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return axes_of(self.keras_class, self.axis, inputs[0].shape) == (0,)


Unstack = operation(
    Unstacking, "Unstack", "unstack", "A tensor taken apart along an axis.", "yᵢ = x[i]",
    example((2, 3), num=2, axis=1),
)  # fmt: skip
