"""What all operations share: the tensors and constants they are called on, and Keras' names for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.constants import Constant, Operand, dtype_of, shape_of
from graph.specs.message import say
from graph.specs.params import params_of
from graph.specs.registry import register, snake
from graph.specs.spec import Example, Ports, Shape, ShapeError, Spec, TensorType, shape_text

KERAS = "keras.src.ops."


@dataclass(frozen=True)
class Operation(Spec):
    """Base of all operations.

    `operands` are what Keras calls it on, in its order: a tensor each, unless the parameter of that name holds a
    constant. All other parameters are Keras' settings of the operation, but for those in `called_with`, which go with
    the call too. Nothing here passes a mask on: Keras' operations don't.
    """

    family: ClassVar[str] = "operations"
    reads_whole_numbers: ClassVar[bool] = True
    keras_class: ClassVar[str] = ""
    """What Keras calls it; the kind is the same, with `Operation` behind it where Keras has a layer of that name."""
    function: ClassVar[str] = ""
    """Its name in `keras.ops`."""
    module: ClassVar[str] = "numpy"
    """Where Keras keeps it."""
    operands: ClassVar[tuple[str, ...]] = ("x",)
    optional: ClassVar[tuple[str, ...]] = ()
    """Operands that may be left out."""
    called_with: ClassVar[tuple[str, ...]] = ()
    taken: ClassVar[tuple[str, ...]] = ()
    """The arguments of Keras' function in its order, where these are not the operands and then the parameters."""
    domain: ClassVar[tuple[float, float] | None] = None
    """Numbers between which it gives numbers, where not everywhere: tests draw from there."""
    sign: ClassVar[str] = ""
    """Python source for it, `{x1} + {x2}`; without it a call of `ops.…`."""

    def ports(self) -> Ports:
        names = tuple(name for name in self.operands if self.constant_at(name) is None)
        return Ports(inputs=names, required=len([name for name in names if name not in self.optional]))

    def constant_at(self, name: str) -> Operand | None:
        """The constant that stands in place of a tensor."""
        found: Operand | None = getattr(self, name, None)
        return found

    def terms(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The types of all operands in order, constants among them; Python's numbers have the types int and float."""
        rest = list(inputs)
        found = []
        for name in self.operands:
            constant = self.constant_at(name)
            if constant is None and name in self.optional and not rest:
                continue
            found.append(rest.pop(0) if constant is None else TensorType(shape_of(constant), dtype_of(constant)))
        return tuple(found)

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 0 if not any(t.is_float for t in outputs) else super().flops(inputs, outputs)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return any(t.shape[:1] != inputs[0].shape[:1] for t in inputs)

    @classmethod
    def arguments_in_order(cls) -> tuple[str, ...]:
        """The names of what Keras' function takes."""
        return cls.taken or (*cls.operands, *(n for n in params_of(cls) if n not in cls.operands))

    def written(self, name: str) -> Any:
        """A setting as Keras' files have it."""
        setting = getattr(self, name)
        if isinstance(setting, Constant):
            return {"class_name": "__numpy__", "config": {"value": setting.nested(), "dtype": setting.dtype}}
        if name in ("axis", "shift", "repeats") and isinstance(setting, tuple) and len(setting) == 1:
            return setting[0]
        return setting

    @classmethod
    def read(cls, _name: str, given: Any) -> Any:
        """A setting from what Keras' files have."""
        kind = given.get("class_name") if isinstance(given, Mapping) else None
        if kind in ("__numpy__", "__tensor__"):
            config = given.get("config")
            config = config if isinstance(config, Mapping) else {}
            return _array(config.get("value"), config.get("dtype"))
        return given


def _array(value: Any, dtype: Any) -> Any:
    """What a file says of an array, for the parameter to check."""
    import numpy as np

    try:
        return np.asarray(value, "float32" if dtype in ("float16", "bfloat16", "float64") else dtype)
    except (TypeError, ValueError, OverflowError):
        return value


def operation(
    base: type[Any],
    name: str,
    function: str,
    caption: str,
    formula: str,
    *examples: Example,
    clashes: bool = False,
    module: str = "",
    **facts: Any,
) -> type[Any]:
    """A kind that differs from its base by what is said here alone; `clashes`: Keras has a layer of that name."""
    kind = f"{name}Operation" if clashes else name
    known = {
        "__doc__": caption,
        "__module__": base.__module__,
        "__qualname__": kind,
        "keras_class": name,
        "function": function,
        "caption": caption,
        "formula": formula,
        **({"examples": examples} if examples else {}),
        **({"module": module} if module else {}),
        **{key: staticmethod(fact) if callable(fact) else fact for key, fact in facts.items()},
    }
    made: type[Any] = register(dataclass(frozen=True)(type(kind, (base,), known)))
    return made


def known_operations() -> dict[str, type[Operation]]:
    """Every operation by Keras' name of its class."""
    from graph.specs.registry import layer_kinds

    return {cls.keras_class: cls for cls in layer_kinds().values() if issubclass(cls, Operation)}


def keras_name(spec: Spec) -> str:
    """The name of the class that Keras has for a layer or an operation."""
    return spec.keras_class if isinstance(spec, Operation) else spec.kind


def automatic_base(spec: Spec) -> str:
    """What Keras would call a layer or an operation without a name."""
    return snake(keras_name(spec))


DtypeRule = Callable[[str], str]


def axes_of(kind: str, axis: Sequence[int] | int | None, shape: Shape) -> tuple[int, ...]:
    """Axes counted from 0, in order, all where none is named; raises ShapeError for one that is not there, or twice."""
    if axis is None:
        return tuple(range(len(shape)))
    given = (axis,) if isinstance(axis, int) else tuple(axis)
    found = tuple(a + len(shape) if a < 0 else a for a in given)
    if any(not 0 <= a < len(shape) for a in found) or len(set(found)) < len(found):
        raise ShapeError(
            say(
                "{kind}: axis {axis} is not among the axes of {shape}, the batch being 0.",
                kind=kind,
                axis=", ".join(map(str, given)),
                shape=shape_text(shape),
            )
        )
    return found


def stretched(kind: str, shapes: Sequence[Shape]) -> Shape:
    """The shape of tensors computed number by number: sizes of 1, and axes that are missing in front, stretch."""
    rank = max((len(s) for s in shapes), default=0)
    found: list[int | None] = []
    for at in range(-rank, 0):
        sizes = [s[at] for s in shapes if len(s) >= -at]
        known = {n for n in sizes if n not in (None, 1)}
        if len(known) > 1:
            raise ShapeError(
                say(
                    "{kind} works number by number, so its inputs must have one shape, or sizes of 1 that stretch. "
                    "Received: {shapes}.",
                    kind=kind,
                    shapes=", ".join(map(shape_text, shapes)),
                )
            )
        found.append(known.pop() if known else None if None in sizes else 1)
    return tuple(found)
