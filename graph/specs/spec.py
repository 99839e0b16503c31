"""The spec: the typed parameters of one kind of layer. It knows its ports, shapes and weights; it computes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import cache
from math import prod
from types import EllipsisType
from typing import Any, ClassVar, Self, TypeVar

from graph.specs.message import Message, MessageError, say, shape_text
from graph.specs.params import Param, SpecError, coerce, param_of, params_of

T = TypeVar("T")
Shape = tuple[int | None, ...]
TEXT = "string"
"""The type of texts, as Keras names it; what runs a network knows each text by a number."""
ArgumentOrder = tuple[str | EllipsisType, ...]


class ShapeError(MessageError):
    """A layer can't take the shapes that reach it."""


@dataclass(frozen=True)
class TensorType:
    """What flows along a wire: `shape` the batch axis (None) first, `dtype`, and whether a time mask goes along."""

    shape: Shape
    dtype: str = "float32"
    masked: bool = False

    def __str__(self) -> str:
        return shape_text(self.shape)

    def accepts(self, shape: Shape) -> bool:
        """Whether a tensor of this shape may stand here: as many axes, and no known size another; the batch is free."""
        pairs = zip(self.shape[1:], shape[1:])
        return len(shape) == len(self.shape) and all(a is None or b is None or a == b for a, b in pairs)

    @property
    def is_float(self) -> bool:
        return self.dtype.startswith("float")

    @property
    def size(self) -> int | None:
        """Numbers per sample, None where an axis is free."""
        inner = self.shape[1:]
        return None if None in inner else prod(n for n in inner if n is not None)


@dataclass(frozen=True)
class Ports:
    """Ports by name; of the inputs the first `required` must be wired, and `variadic` takes any number more."""

    inputs: tuple[str, ...] = ("input",)
    outputs: tuple[str, ...] = ("output",)
    required: int = 1
    variadic: bool = False


@dataclass(frozen=True)
class Weight:
    """One weight array a layer owns; `initializer`, `regularizer` and `constraint` are specs of those categories."""

    name: str
    shape: tuple[int, ...]
    initializer: Value
    trainable: bool = True
    regularizer: Value | None = None
    constraint: Value | None = None
    group: str = ""
    """Which part of the layer holds it in Keras' files, such as the cell of a recurrent layer: see `Spec.parts`."""
    also: str | None = None
    """Another part that holds it too: files have it twice."""

    @property
    def size(self) -> int:
        return prod(self.shape)


@dataclass(frozen=True)
class Value:
    """A frozen dataclass whose fields are checked parameters: base of layers' specs, losses, optimizers, initializers…

    `Dense(units=64, kernel_size=3)`-style arguments are coerced; a bad one raises SpecError with a sentence.
    """

    category: ClassVar[str] = ""
    kind: ClassVar[str] = ""
    names: ClassVar[tuple[str, ...]] = ()
    """Other names Keras accepts for it, the preferred first: ("mean_squared_error", "mse")."""
    short: ClassVar[tuple[str, ...]] = ()
    """What one types for it in quick-add besides its name, in any language; kinds of one sort share them."""
    arguments: ClassVar[ArgumentOrder] = (...,)
    """What Keras' constructor takes, in Keras' order: `...` stands for all parameters that are not named, in the order
    of declaration; what follows "*" is taken by name only. Files and forms keep the order of declaration."""
    caption: ClassVar[str] = ""
    """One sentence for who chooses among kinds."""
    formula: ClassVar[str] = ""
    """What it computes as one writes it, `y = …`, a line each, in plain text; the reference page shows it."""
    examples: ClassVar[tuple[Any, ...]] = ({},)
    """Settings that the tests of its category try, each a mapping of parameters; layers have `Example`s."""

    def __init_subclass__(cls) -> None:
        cls.kind = cls.__dict__.get("kind", cls.__name__)

    def __post_init__(self) -> None:
        own: Any = type(self)
        for name, rule in _rules(own):
            object.__setattr__(self, name, coerce(self.kind, name, rule, getattr(self, name)))
        self.check()

    def check(self) -> None:
        """Raise SpecError where parameters contradict each other."""

    @classmethod
    def from_config(cls, settings: Mapping[str, Any]) -> Mapping[str, Any]:
        """The parameters that Keras' config stands for, values in it read already, where Keras says them otherwise."""
        return settings

    def non_default(self) -> Iterator[tuple[str, Any]]:
        """The parameters that differ from their defaults, required ones included, as (name, value)."""
        for f in fields(self):
            value, rule = getattr(self, f.name), param_of(f)
            if rule and (rule.always or f.default is MISSING or value != coerced_default(type(self), f.name)):
                yield f.name, value

    def replace(self, **changes: Any) -> Self:
        """This value with some parameters changed; raises SpecError."""
        unknown = changes.keys() - params_of(self).keys()
        if unknown:
            raise SpecError(say("{kind} has no parameter {name}.", kind=self.kind, name=", ".join(sorted(unknown))))
        return type(self)(**{name: changes.get(name, getattr(self, name)) for name in params_of(self)})


@cache
def _rules(cls: Any) -> tuple[tuple[str, Param], ...]:
    """The parameters with their rules: dataclasses' own list takes longer than all else in the making of a value."""
    return tuple((f.name, rule) for f in fields(cls) if (rule := param_of(f)) is not None)


def coerced_default(cls: type[Value], name: str) -> Any:
    """The default of a parameter as a finished value keeps it."""
    key: Any = cls  # a class is hashable, whatever its instances are
    return _coerced_default(key, name)


@cache
def _coerced_default(cls: Any, name: str) -> Any:
    declared = next(f for f in fields(cls) if f.name == name)
    rule = param_of(declared)
    return declared.default if rule is None else coerce(cls.kind, name, rule, declared.default)


@dataclass(frozen=True)
class CallArguments(Value):
    """What a call of a layer is given besides tensors, by Keras' names; a kind that takes any has a subclass of it."""

    category: ClassVar[str] = "call"


@dataclass(frozen=True)
class TensorArgument:
    """An argument of Keras' call that takes tensors: how many ports it stands for, from the last one's end on; None for
    all that are left. Where it is `listed` they come as a list, None for a port without wire; where it is a `keyword`
    Keras takes it by name alone. `groups` are the sizes of the lists in its list: see `grouped`."""

    name: str
    ports: int | None = 1
    listed: bool = False
    keyword: bool = False
    groups: tuple[int, ...] = ()


@dataclass(frozen=True)
class Spec(Value):
    """Base of all layers' specs; subclasses are registered by `graph.registry.layer`.

    `call` and `wired` are those of one call, see `called`; the spec of a layer has none.
    """

    category: ClassVar[str] = "layer"
    family: ClassVar[str] = "core"
    examples: ClassVar[tuple[Example, ...]] = ()

    ends_with_activation: ClassVar[bool] = False
    """The output is the parameter `activation` of what the layer gives with activation="linear"."""

    offered: ClassVar[bool] = True
    """People are offered it; else it is made by code of their own, or by what they draw."""

    acts_in_training: ClassVar[bool] = False
    """It computes something else while it is trained."""

    acts_when_called: ClassVar[bool] = False
    """So it does where it is called on arrays without a word about training, as Keras' random images."""

    reads_whole_numbers: ClassVar[bool] = False
    """Whole numbers arrive as they are, though the output is floats; elsewhere they arrive as floats."""

    keras_class: ClassVar[str] = ""
    """What Keras calls the class itself, where its public name is another: files and automatic names go by it."""

    reads_texts: ClassVar[bool] = False
    """Texts may arrive; all other layers compute with numbers."""

    takes: ClassVar[type[CallArguments]] = CallArguments
    """What a call may be given besides tensors."""
    call_order: ClassVar[ArgumentOrder] = (..., "training")
    """What Keras' call takes by position, `...` standing for the `tensor_arguments`; the rest is taken by name."""

    call: CallArguments = field(default=CallArguments(), kw_only=True, repr=False)
    wired: tuple[int, ...] | None = field(default=None, kw_only=True, repr=False)
    """The numbers of the input ports that are wired; None where it is the first ones without a gap."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if type(self.call) is not self.takes:
            object.__setattr__(self, "call", self.takes())

    def called(self, arguments: Mapping[str, Any], wired: Sequence[int] = ()) -> Self:
        """This spec as one call uses it: given these arguments, with wires at these ports. Raises SpecError."""
        gaps = None if tuple(wired) == tuple(range(len(wired))) else tuple(wired)
        if not arguments and gaps is None:
            return self
        unknown = arguments.keys() - params_of(self.takes).keys()
        if unknown:
            raise SpecError(say("{kind} takes no argument {args}.", kind=self.kind, args=", ".join(sorted(unknown))))
        return replace(self, call=self.takes(**arguments), wired=gaps)

    def by_port(self, items: Sequence[T]) -> dict[str, T]:
        """What belongs to the inputs of this call, by the names of their ports."""
        names = self.ports().inputs
        return {names[i]: item for i, item in zip(self.wired or range(len(items)), items)}

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        """The arguments of Keras' call that take the inputs, in the order of the ports."""
        return (TensorArgument("inputs", None, self.ports().variadic),)

    def ports(self) -> Ports:
        return Ports()

    def nested_results(self, results: Sequence[T]) -> list[Any]:
        """What stands for the outputs, in the nesting in which Keras' call gives them."""
        return list(results)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        """The types of the outputs for these inputs; raises ShapeError where they don't fit."""
        raise ShapeError(say("{kind} computes nothing.", kind=self.kind))

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        """The weights this layer owns when built for these inputs, in Keras' order."""
        return ()

    def parts(self) -> tuple[tuple[str, str], ...]:
        """The layers inside this one that Keras' files list, as (group, name): `("cell", "lstm_cell")`."""
        return ()

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        """Floating-point operations of one forward call for one sample; free axes count as 1."""
        return sum(count(t.shape[1:]) for t in outputs)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        """Whether a sample's result depends on other samples, so that a batch can't be cut into parts."""
        return False

    def mends(self, inputs: tuple[TensorType, ...]) -> dict[str, Any]:
        """Parameter changes that would make these inputs fit, as a one-click mend; empty where none is known."""
        return {}


@dataclass(frozen=True)
class Example:
    """A spec with input types that fit it, for documentation and for the tests that run over every layer.

    `call` are the arguments of the call, and `wired` the ports of the inputs where they are not the first ones.
    """

    params: Mapping[str, Any]
    inputs: tuple[TensorType, ...]
    call: Mapping[str, Any] = field(default_factory=dict)
    wired: tuple[int, ...] = ()

    def of(self, kind: type[Spec]) -> Spec:
        """The spec of that kind, as the call uses it."""
        return kind(**self.params).called(self.call, self.wired)


def example(
    *shapes: Shape,
    dtype: str = "float32",
    masked: bool = False,
    call: Mapping[str, Any] | None = None,
    wired: tuple[int, ...] = (),
    **params: Any,
) -> Example:
    """`example((28, 28, 1), filters=4, kernel_size=3)`: shapes without the batch axis."""
    return Example(params, tuple(TensorType((None, *s), dtype, masked) for s in shapes), call or {}, wired)


def refuse_texts(spec: Spec, inputs: tuple[TensorType, ...]) -> None:
    """Raise ShapeError where texts reach a layer that computes with numbers."""
    if not spec.reads_texts and any(x.dtype == TEXT for x in inputs):
        raise ShapeError(
            say(
                "{kind} computes with numbers, and is given texts. Put a StringLookup or a Hashing between.",
                kind=spec.kind,
            )
        )


def grouped(items: Sequence[T], sizes: Sequence[int]) -> list[Any]:
    """The items in lists of these sizes; as they are where there are none."""
    if not (sizes and items):
        return list(items)
    rest = iter(items)
    return [[item for _, item in zip(range(size), rest)] for size in sizes]


def count(shape: Shape) -> int:
    """The product of the known sizes."""
    return prod(n for n in shape if n is not None)


def need_rank(kind: str, given: TensorType, rank: int, meaning: str) -> None:
    """Raise ShapeError unless the tensor has `rank` axes, batch included."""
    if len(given.shape) != rank:
        raise ShapeError(
            say(
                "{kind} expects {meaning}, {rank} axes with the batch. Received: {shape}.",
                kind=kind,
                meaning=meaning,
                rank=rank,
                shape=str(given),
            )
        )


def need_known(kind: str, given: TensorType, axis: int, meaning: str) -> int:
    """The size of an axis that must be known before training; raises ShapeError where it is free."""
    size = given.shape[axis]
    if size is None:
        raise ShapeError(
            say(
                "{kind} needs to know the {meaning} (axis {axis}). Received: {shape}.",
                kind=kind,
                meaning=meaning,
                axis=axis,
                shape=str(given),
            )
        )
    return size


__all__ = [
    "TEXT",
    "ArgumentOrder",
    "CallArguments",
    "Example",
    "Message",
    "Ports",
    "Shape",
    "ShapeError",
    "Spec",
    "SpecError",
    "TensorArgument",
    "TensorType",
    "Value",
    "Weight",
    "coerced_default",
    "count",
    "example",
    "grouped",
    "need_known",
    "need_rank",
    "refuse_texts",
    "shape_text",
]
