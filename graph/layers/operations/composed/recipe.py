"""What an operation is made of: other operations, one after the other, each on the results of those before it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graph.layers.operations.joining import Joining
from graph.layers.operations.operation import Operation, known_operations
from graph.layers.operations.products import Summation
from graph.specs.constants import Constant, Operand, constant, dtype_of
from graph.specs.registry import make
from graph.specs.spec import Shape, TensorType


@dataclass(frozen=True)
class Line:
    """One operation on numbered values."""

    spec: Operation
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


@dataclass
class Recipe:
    """Lines over numbered values: the first are those that the operation is called on, constants have their numbers."""

    types: list[TensorType]
    constants: dict[int, Constant] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    results: tuple[int, ...] = ()

    def value(self, type: TensorType) -> Piece:
        """A new value of that type."""
        self.types.append(type)
        return Piece(self, len(self.types) - 1)

    def fixed(self, numbers: Any) -> Piece:
        """A value that holds these numbers."""
        given = numbers if isinstance(numbers, Constant) else constant(numbers)
        piece = self.value(TensorType(given.shape, given.dtype))
        self.constants[piece.number] = given
        return piece

    def mixes_samples(self) -> bool:
        """Whether some line does."""
        return any(line.spec.mixes_samples(tuple(self.types[n] for n in line.inputs)) for line in self.lines)


@dataclass(frozen=True)
class Piece:
    """A value while a recipe is being written: arithmetic on it, and `call`, append lines."""

    recipe: Recipe = field(repr=False)
    number: int

    @property
    def type(self) -> TensorType:
        return self.recipe.types[self.number]

    @property
    def shape(self) -> Shape:
        return self.type.shape

    @property
    def rank(self) -> int:
        return len(self.type.shape)

    def __add__(self, other: Any) -> Piece:
        return call("add", self, other)

    def __radd__(self, other: Any) -> Piece:
        return call("add", other, self)

    def __sub__(self, other: Any) -> Piece:
        return call("subtract", self, other)

    def __rsub__(self, other: Any) -> Piece:
        return call("subtract", other, self)

    def __mul__(self, other: Any) -> Piece:
        return call("multiply", self, other)

    def __rmul__(self, other: Any) -> Piece:
        return call("multiply", other, self)

    def __truediv__(self, other: Any) -> Piece:
        return call("true_divide", self, other)

    def __rtruediv__(self, other: Any) -> Piece:
        return call("true_divide", other, self)

    def __neg__(self) -> Piece:
        return call("negative", self)

    def __getitem__(self, key: str) -> Piece:
        return call("GetItem", self, key=key)


Given = Piece | Operand
"""What lines are called on."""


def call(name: str, *terms: Given | Sequence[Piece], **settings: Any) -> Piece:
    """The result of an operation, by its name in `keras.ops` or that of its class; the first of several."""
    return several(name, *terms, **settings)[0]


def several(name: str, *terms: Given | Sequence[Piece], **settings: Any) -> tuple[Piece, ...]:
    """All results of an operation."""
    kind = _by_name()[name]
    pieces: list[Piece]
    if issubclass(kind, (Joining, Summation)):
        pieces = [p for t in terms for p in (t if isinstance(t, (list, tuple)) else [t]) if isinstance(p, Piece)]
    else:
        pieces = [t for t in terms if isinstance(t, Piece)]
        settings |= {n: t for n, t in zip(kind.operands, terms) if not isinstance(t, Piece)}
    recipe = pieces[0].recipe
    spec = make(kind, settings)
    made = tuple(recipe.value(t) for t in spec.outputs(tuple(p.type for p in pieces)))
    recipe.lines.append(Line(spec, tuple(p.number for p in pieces), tuple(p.number for p in made)))
    return made


@lru_cache(1)
def _by_name() -> dict[str, type[Operation]]:
    known = known_operations()
    return {**known, **{kind.function: kind for kind in known.values() if kind.function}}


@dataclass(frozen=True)
class Composed(Operation):
    """Base of operations made of others: `compose` says of which."""

    @abstractmethod
    def compose(self, *terms: Any) -> Piece | tuple[Piece, ...]:
        """The results, of a piece for each operand, None for one that is left out."""

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        recipe = recipe_of(self, inputs)
        return tuple(recipe.types[n] for n in recipe.results)

    def flops(self, inputs: tuple[TensorType, ...], _outputs: tuple[TensorType, ...]) -> int:
        recipe = recipe_of(self, inputs)

        def types(numbers: tuple[int, ...]) -> tuple[TensorType, ...]:
            return tuple(recipe.types[n] for n in numbers)

        return sum(line.spec.flops(types(line.inputs), types(line.outputs)) for line in recipe.lines)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return recipe_of(self, inputs).mixes_samples()


@lru_cache(1024)
def recipe_of(spec: Composed, inputs: tuple[TensorType, ...]) -> Recipe:
    """What an operation is made of for inputs of these types; raises ShapeError where they don't fit."""
    plain = [TensorType(t.shape, t.dtype) for t in inputs]
    recipe = Recipe(plain)
    tensors = spec.by_port([Piece(recipe, n) for n in range(len(plain))])
    terms: list[Piece | None] = []
    for name in spec.operands:
        given = spec.constant_at(name)
        if given is None:
            terms.append(tensors.get(name))
        else:
            terms.append(recipe.fixed(given if isinstance(given, Constant) else _number(given)))
    found = spec.compose(*terms)
    results = found if isinstance(found, tuple) else (found,)
    recipe.results = tuple(piece.number for piece in results)
    return recipe


def _number(given: bool | int | float) -> Constant:
    kind = {"int": "int32", "float": "float32"}.get(dtype_of(given), "bool")
    return Constant(kind, (), (given,))
