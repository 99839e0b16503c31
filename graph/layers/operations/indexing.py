"""Operations that take some of the numbers: slices, indices, the largest ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import EllipsisType
from typing import Any, ClassVar

from graph.layers.operations.dtypes import DTYPES
from graph.layers.operations.operation import Operation, axes_of, operation
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.spec import Example, Ports, Shape, ShapeError, TensorType, example, shape_text

Part = int | slice | EllipsisType | None
NUMBER = r"\s*([+-]?\d{1,18})?\s*"
SLICE = re.compile(rf"{NUMBER}:{NUMBER}(?::{NUMBER})?")


@dataclass(frozen=True)
class Slicing(Operation):
    """x[…], the brackets' text as Python has it: `:, 0`, `..., 1:`, `:, None, ::-1`."""

    called_with: ClassVar[tuple[str, ...]] = ("key",)

    key: str = param("text", help="what stands between the brackets, the batch first: `:, 0` or `..., 1:`", always=True)

    def check(self) -> None:
        try:
            object.__setattr__(self, "key", key_text(parts_of(self.key)))
        except ValueError:
            raise SpecError(
                say(
                    "A slice is made of numbers, slices such as 1:3, None and ..., separated by commas. "
                    "Received: {given:.80}.",
                    given=self.key,
                )
            ) from None

    @property
    def index(self) -> tuple[Part, ...]:
        """What stands between the brackets."""
        return parts_of(self.key)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        return (TensorType(sliced(x.shape, self.index), x.dtype),)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return self.index[:1] not in ((slice(None),), (...,)) or len(self.index) > len(inputs[0].shape)

    def written(self, name: str) -> Any:
        return [_written(part) for part in self.index]

    @classmethod
    def read(cls, _name: str, given: Any) -> Any:
        items = given if isinstance(given, (list, tuple)) else [given]
        try:
            return key_text(tuple(_part(item) for item in items))
        except (TypeError, ValueError):
            return str(given)


def parts_of(key: str) -> tuple[Part, ...]:
    """The parts of the text between brackets; raises ValueError."""
    texts = key.strip().removeprefix("[").removesuffix("]").split(",")
    return tuple(_parsed(text.strip()) for text in (texts[:-1] if len(texts) > 1 and not texts[-1].strip() else texts))


def _parsed(text: str) -> Part:
    if text in ("...", "…", "None"):
        return None if text == "None" else ...
    found = SLICE.fullmatch(text)
    if found:
        start, stop, step = (None if n is None else int(n) for n in found.groups())
        if step == 0:
            raise ValueError
        return slice(start, stop, step)
    return int(text)


def key_text(parts: tuple[Any, ...]) -> str:
    """The text between the brackets for an index of Python; raises ValueError for what is not one of these."""
    texts = []
    for part in parts:
        if part is None or part is ...:
            texts.append("None" if part is None else "...")
        elif isinstance(part, slice):
            start, stop, step = (None if n is None else _whole(n) for n in (part.start, part.stop, part.step))
            ends = f"{'' if start is None else start}:{'' if stop is None else stop}"
            texts.append(ends if step in (None, 1) else f"{ends}:{step}")
        else:
            texts.append(str(_whole(part)))
    return ", ".join(texts)


def _whole(given: Any) -> int:
    if isinstance(given, bool) or not hasattr(given, "__index__") or getattr(given, "ndim", 0) != 0:
        raise ValueError
    return int(given.__index__())


def sliced(shape: Shape, parts: tuple[Part, ...]) -> Shape:
    """The shape of x[parts]; raises ShapeError for what is not there."""
    given = list(parts)
    if given.count(...) > 1:
        raise ShapeError(say("A slice can hold ... once only."))
    used = sum(part is not None and part is not ... for part in given)
    if used > len(shape):
        raise ShapeError(say("A slice of {n} axes goes too far for {shape}.", n=used, shape=shape_text(shape)))
    rest = [slice(None)] * (len(shape) - used)
    at = given.index(...) if ... in given else len(given)
    given[at : at + 1] = rest
    found: list[int | None] = []
    sizes = iter(shape)
    for part in given:
        if part is None:
            found.append(1)
            continue
        size = next(sizes)
        if isinstance(part, slice):
            found.append(_length(part, size))
        elif isinstance(part, int) and size is not None and not -size <= part < size:
            raise ShapeError(
                say(
                    "Index {n} is outside an axis of size {size}, of {shape}.",
                    n=part,
                    size=size,
                    shape=shape_text(shape),
                )
            )
    return tuple(found)


def _length(part: slice, size: int | None) -> int | None:
    if size is None:
        return None
    return len(range(*part.indices(size)))


def _written(part: Part) -> Any:
    if part is ...:
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(part, slice):
        return {"class_name": "__slice__", "config": {"start": part.start, "stop": part.stop, "step": part.step}}
    return part


def _part(given: Any) -> Any:
    if isinstance(given, Mapping):
        config = given.get("config")
        if given.get("class_name") == "__ellipsis__":
            return ...
        if given.get("class_name") == "__slice__" and isinstance(config, Mapping):
            return slice(config.get("start"), config.get("stop"), config.get("step"))
        raise ValueError
    return given


GetItem = operation(
    Slicing, "GetItem", "", "Some of the numbers: a slice.", "y = x[key]",
    example((3, 4), key=":, 0"), example((3, 4), key="..., 1:"), example((3, 4), key=":, None, ::-1, 1:4:2"),
    sign="{x}[{key}]",
)  # fmt: skip


@dataclass(frozen=True)
class Taking(Operation):
    operands: ClassVar[tuple[str, ...]] = ("x", "indices")
    taken: ClassVar[tuple[str, ...]] = ("x", "indices", "axis")

    indices: Any = param("constant", None, "which ones, in place of the second input")
    axis: Any = param("int", None, "along which axis, batch counted as 0; of all numbers in a row without it")

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        x, indices = self.terms(inputs)
        if indices.is_float or indices.dtype == "bool":
            raise ShapeError(
                say(
                    "{kind}: indices must be whole numbers. Received: {dtype}.",
                    kind=self.keras_class,
                    dtype=indices.dtype,
                )
            )
        return (TensorType(self.taken_shape(x.shape, indices.shape), x.dtype),)

    def taken_shape(self, shape: Shape, indices: Shape) -> Shape:
        """The shape of the result."""
        if self.axis is None:
            return indices
        (at,) = axes_of(self.keras_class, self.axis, shape)
        return (*shape[:at], *indices, *shape[at + 1 :])

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return len(inputs) > 1 or self.axis is None or axes_of(self.keras_class, self.axis, inputs[0].shape) == (0,)


Take = operation(
    Taking, "Take", "take", "The numbers at some places along an axis.", "yᵢ = x[indicesᵢ]",
    example((3, 2), indices=[2, 0, 2], axis=1), example((4,), indices=1, axis=-1),
)  # fmt: skip


@dataclass(frozen=True)
class TakingAlong(Taking):
    def taken_shape(self, shape: Shape, indices: Shape) -> Shape:
        if self.axis is None:
            return indices
        (at,) = axes_of(self.keras_class, self.axis, shape)
        if len(shape) != len(indices) or any(
            n != m and None not in (n, m) and 1 not in (n, m) for a, (n, m) in enumerate(zip(shape, indices)) if a != at
        ):
            raise ShapeError(
                say(
                    "take_along_axis needs indices of the shape of x but for the axis. Received: {x} and {indices}.",
                    x=shape_text(shape),
                    indices=shape_text(indices),
                )
            )
        pairs = zip(shape, indices)
        return tuple(m if a == at else n if m == 1 or m is None else m for a, (n, m) in enumerate(pairs))


TakeAlongAxis = operation(
    TakingAlong, "TakeAlongAxis", "take_along_axis", "For every place along an axis the number at an index of its own.",
    "y[i, j] = x[i, indices[i, j]]", example((3,), indices=[[0, 2]], axis=1),
)  # fmt: skip


@dataclass(frozen=True)
class Sorting(Operation):
    axis: Any = param("int", -1, "the axis along which it goes, batch counted as 0", nullable=True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        if self.axis is None:
            raise ShapeError(say("{kind} needs an axis here.", kind=self.keras_class))
        axes_of(self.keras_class, self.axis, inputs[0].shape)
        return (TensorType(inputs[0].shape, "int32" if self.keras_class == "Argsort" else inputs[0].dtype),)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return axes_of(self.keras_class, self.axis, inputs[0].shape) == (0,)


ORDERED: tuple[Example, ...] = (example((4,)), example((3, 2), axis=1))
Sort = operation(Sorting, "Sort", "sort", "The numbers along an axis, the smallest first.", "y = sorted x", *ORDERED)
Argsort = operation(
    Sorting, "Argsort", "argsort", "Where the smallest number is, the next one…", "y = places of sorted x", *ORDERED
)


@dataclass(frozen=True)
class Largest(Operation):
    module: ClassVar[str] = "math"

    k: int = param("int", help="how many", low=1, always=True)
    sorted: bool = param("bool", True, "the largest first; it is so in any case")

    def ports(self) -> Ports:
        return Ports(inputs=("x",), outputs=("values", "indices"))

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        if not x.shape or (x.shape[-1] is not None and x.shape[-1] < self.k):
            raise ShapeError(say("top_k: {k} are more than there are. Received: {shape}.", k=self.k, shape=str(x)))
        shape = (*x.shape[:-1], self.k)
        return TensorType(shape, x.dtype), TensorType(shape, "int32")

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return len(inputs[0].shape) == 1


TopK = operation(
    Largest, "TopK", "top_k", "The largest numbers along the last axis, and where they are.", "y = the k largest x",
    example((5,), k=2), example((2, 4), k=3),
)  # fmt: skip


@dataclass(frozen=True)
class Classes(Operation):
    module: ClassVar[str] = "nn"

    num_classes: int = param("int", help="how many classes", low=1, always=True)
    axis: int = param("int", -1, "where the axis of the classes goes")
    dtype: Any = param("choice", "float32", "the type of the result", choices=DTYPES, nullable=True, if_none="float32")
    sparse: bool = param("bool", False, "kept for Keras; it is dense in any case")

    def check(self) -> None:
        if self.dtype is None:
            object.__setattr__(self, "dtype", "float32")
        if self.sparse:
            raise SpecError(say("one_hot: sparse tensors are not computed here."))

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        if x.is_float:
            raise ShapeError(say("one_hot needs whole numbers: classes. Received: {dtype}.", dtype=x.dtype))
        (at,) = axes_of(self.keras_class, self.axis, (*x.shape, 1))
        return (TensorType((*x.shape[:at], self.num_classes, *x.shape[at:]), self.dtype),)


OneHot = operation(
    Classes, "OneHot", "one_hot", "For each class a row of zeros with a 1 at its place.", "yᵢ = (x = i)",
    Example({"num_classes": 9}, (TensorType((None, 3), "int32"),)),
    Example({"num_classes": 4, "axis": 1}, (TensorType((None, 2), "int64"),)),
)  # fmt: skip
