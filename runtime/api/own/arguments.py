"""What a `call` of one's own is given: tensors or arrays in any nesting, beside whatever else it takes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from graph.keras.own_class import filled_in
from graph.specs.message import say
from graph.specs.working_type import computed_in
from runtime.api.errors import ApiError
from runtime.api.structures import leaves
from runtime.api.tensors import Tensor
from runtime.ops.op import Array

NOT_DATA = ("training", "mask")


def mapped(given: Any, function: Callable[[Any], Any]) -> Any:
    """The same nesting of lists, tuples and dicts with each leaf replaced; dicts go by their sorted keys, as Keras
    has it."""
    if isinstance(given, Mapping):
        found = {key: mapped(given[key], function) for key in sorted(given, key=str)}
        return {key: found[key] for key in given}
    if isinstance(given, tuple) and hasattr(given, "_fields"):
        return type(given)(*(mapped(item, function) for item in given))
    if isinstance(given, (list, tuple)):
        return type(given)(mapped(item, function) for item in given)
    return function(given)


class GivenToCall:
    """The arguments of one call, by name, in the order of the method's own."""

    def __init__(self, name: str, method: Callable[..., Any], args: Sequence[Any], keywords: Mapping[str, Any]) -> None:
        self.name, self._taken = name, inspect.signature(method)
        others = {key: value for key, value in keywords.items() if key not in NOT_DATA or self.takes(key)}
        self.training, self.mask = keywords.get("training"), keywords.get("mask")
        try:
            bound = self._taken.bind(*args, **others)
        except TypeError as error:
            raise ApiError(say("{name}: call can't be given this: {reason}.", name=name, reason=str(error))) from None
        self.training = bound.arguments.get("training", self.training)
        self.mask = bound.arguments.get("mask", self.mask)
        self._bound = bound

    @classmethod
    def of_tensors(
        cls, name: str, method: Callable[..., Any], tensors: Sequence[Tensor], pattern: Mapping[str, Any] | None
    ) -> GivenToCall:
        """A call on these tensors, given as a note's pattern says; without one each is an argument where `call` needs
        as many, else they are a list."""
        if pattern:
            return cls(name, method, (), filled_in(pattern, tensors))
        needed = [p for p in inspect.signature(method).parameters.values() if p.default is p.empty]
        named = [p for p in needed if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        return cls(name, method, tensors if len(tensors) in (1, len(named)) else [list(tensors)], {})

    def with_masks(self, with_mask: Callable[[Tensor, Tensor], Tensor]) -> GivenToCall:
        """The same call with the masks that it was given going along with the tensors of the first argument."""
        masks = iter(leaves(self.mask) if self.mask is not None else ())

        def masked(leaf: Any) -> Any:
            mask = next(masks, None)
            return with_mask(leaf, mask) if isinstance(leaf, Tensor) and isinstance(mask, Tensor) else leaf

        for name in list(self.data)[:1]:
            self._bound.arguments[name] = mapped(self.data[name], masked)
        return self

    def takes(self, argument: str) -> bool:
        """Whether `call` has an argument of that name."""
        return argument in self._taken.parameters

    @property
    def data(self) -> dict[str, Any]:
        """The arguments by name, without `training` and `mask`."""
        return {key: value for key, value in self._bound.arguments.items() if key not in NOT_DATA}

    def tensors(self) -> list[Tensor]:
        """The symbolic tensors among the arguments, in order."""
        found: list[Tensor] = []
        mapped(list(self.data.values()), lambda leaf: found.append(leaf) if isinstance(leaf, Tensor) else None)
        return found

    def first_shape(self) -> Any:
        """The shape of the first argument, or those in it in their nesting, for Keras to build by."""
        shapes = mapped(next(iter(self.data.values()), None), shape_of)
        return [list(s) if isinstance(s, tuple) else s for s in shapes] if isinstance(shapes, list) else shapes

    def others(self) -> Any:
        """What is no tensor, in its nesting: what a trace holds for."""
        return mapped(self.data, lambda leaf: "tensor" if isinstance(leaf, Tensor) else leaf)

    def filled(self, data: Mapping[str, Any], **also: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """What to call with: these arguments, and `also` where they are taken and not given."""
        arguments = {**self._bound.arguments, **data}
        arguments.update({k: v for k, v in also.items() if self.takes(k) and (k in NOT_DATA or k not in data)})
        bound = inspect.BoundArguments(self._taken, {})
        bound.arguments = {key: arguments[key] for key in self._taken.parameters if key in arguments}
        return bound.args, bound.kwargs

    def replaced(self, function: Callable[[Any], Any], **also: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """What to call with, each leaf replaced; `also` are `training` and `mask`, given where they are taken."""
        return self.filled({key: mapped(value, function) for key, value in self.data.items()}, **also)


def shape_of(given: Any) -> Any:
    """The shape of a tensor or array; None for what has none."""
    return tuple(given.shape) if hasattr(given, "shape") else None


def as_numbers(given: Any) -> Any:
    """An array that a `call` computes with: floats in the type that is computed in, as Keras casts them; what is no
    array as it is."""
    if not isinstance(given, np.ndarray):
        return given
    array: Array = given
    return array.astype(computed_in(), copy=False) if array.dtype.kind == "f" else array
