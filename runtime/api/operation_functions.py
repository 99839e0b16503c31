"""Keras' `ops`: operations as functions of tensors or arrays, and functions that make arrays."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from inspect import Parameter, Signature
from typing import Any

import numpy as np

from graph.keras.public_names import missing
from graph.layers.operations.joining import Joining
from graph.layers.operations.operation import Operation, known_operations
from graph.layers.operations.products import Summation
from graph.specs.closest import closest
from graph.specs.params import params_of
from graph.specs.working_type import computed_in
from runtime.api.foreign_arrays import read
from runtime.api.operations import as_array, operate
from runtime.api.tensors import Tensor
from runtime.ops.op import Array

SYNONYMS = {"abs": "absolute", "swish": "silu", "hard_swish": "hard_silu", "conj": "conjugate"}


@cache
def operation_functions() -> dict[str, Callable[..., Any]]:
    """All functions by their names."""
    found = {kind.function: _function(kind) for kind in known_operations().values() if kind.function}
    found.update({name: found[other] for name, other in SYNONYMS.items()})
    from runtime.api import array_only_functions, composed_functions, segment_functions

    groups = (composed_functions.FUNCTIONS, array_only_functions.FUNCTIONS, segment_functions.FUNCTIONS, MAKERS)
    return {**found, **{function.__name__: function for group in groups for function in group}}


def operation_function(name: str) -> Callable[..., Any]:
    """The function of that name; raises AttributeError."""
    found = operation_functions().get(name)
    if found is None:
        near = closest(name, operation_functions())
        meant = f"Did you mean {near}?" if near else "See dir(keras.ops)."
        raise missing("ops", name, otherwise=f"There is no operation {name}. {meant}")
    return found


def signature_of(kind: type[Operation]) -> Signature:
    """The parameters of Keras' function, with its names and defaults."""
    rules = params_of(kind)
    keys = {rule.keras_name or key: key for key, rule in rules.items()}
    parameters = []
    for name in kind.arguments_in_order():
        key = keys.get(name, name)
        default: Any = Parameter.empty
        if name in kind.optional:
            default = None
        elif name not in kind.operands and not rules[key].always:
            default = None if rules[key].if_none else kind.__dataclass_fields__[key].default
        many = issubclass(kind, Summation) and name in kind.operands
        how = Parameter.VAR_POSITIONAL if many else Parameter.POSITIONAL_OR_KEYWORD
        parameters.append(Parameter((key in rules and rules[key].keras_name) or name, how, default=default))
    return Signature(parameters)


def _function(kind: type[Operation]) -> Callable[..., Any]:
    taken = signature_of(kind)
    keys = {rule.keras_name or key: key for key, rule in params_of(kind).items()}

    def function(*args: Any, **keywords: Any) -> Any:
        bound = taken.bind(*args, **keywords).arguments
        operands = [bound.pop(name, None) if name in kind.optional else bound.pop(name) for name in kind.operands]
        listed = issubclass(kind, (Joining, Summation))
        terms = list(operands[0]) if listed and isinstance(operands[0], (list, tuple)) else operands
        return operate(kind, terms, {keys[name]: value for name, value in bound.items()})

    function.__name__ = function.__qualname__ = kind.function
    function.__doc__ = kind.caption
    function.__signature__ = taken  # type: ignore[attr-defined]
    return function


def _of_dtype(array: Any, dtype: Any) -> Array:
    found = np.asarray(read("x", array))
    if dtype is not None:
        return found.astype(getattr(dtype, "__name__", dtype))
    return found.astype(np.int32) if found.dtype == np.int64 else as_array(found)


def arange(start: Any, stop: Any = None, step: Any = None, dtype: Any = None) -> Array:
    """Numbers in equal steps."""
    return _of_dtype(np.arange(start) if stop is None else np.arange(start, stop, step), dtype)


def zeros(shape: Any, dtype: Any = None) -> Array:
    """An array of zeros."""
    return _of_dtype(np.zeros(shape, computed_in()), dtype)


def ones(shape: Any, dtype: Any = None) -> Array:
    """An array of ones."""
    return _of_dtype(np.ones(shape, computed_in()), dtype)


def full(shape: Any, fill_value: Any, dtype: Any = None) -> Array:
    """An array of one number."""
    return _of_dtype(np.full(shape, fill_value), dtype)


def eye(N: int, M: int | None = None, k: int = 0, dtype: Any = None) -> Array:
    """A matrix with ones on a diagonal."""
    return _of_dtype(np.eye(N, M, k, computed_in()), dtype)


def identity(n: int, dtype: Any = None) -> Array:
    """A square matrix with ones on its diagonal."""
    return eye(n, dtype=dtype)


def tri(N: int, M: int | None = None, k: int = 0, dtype: Any = None) -> Array:
    """A matrix with ones on and below a diagonal."""
    return _of_dtype(np.tri(N, M, k, computed_in()), dtype)


def array(x: Any, dtype: Any = None) -> Any:
    """An array of these numbers; a tensor as it is, or in another type."""
    if isinstance(x, Tensor):
        return x if dtype is None else operation_function("cast")(x, dtype)
    return _of_dtype(x, dtype)


def convert_to_numpy(x: Any) -> Array:
    """An array of these numbers."""
    return np.asarray(read("x", x))


def shape(x: Any) -> tuple[int | None, ...]:
    """The sizes of a tensor, None where one is free."""
    return x.shape if isinstance(x, Tensor) else np.shape(x)


def is_tensor(x: Any) -> bool:
    """Whether it is a tensor or an array."""
    return isinstance(x, (Tensor, np.ndarray))


def convert_to_tensor(x: Any, dtype: Any = None, sparse: Any = None, ragged: Any = None) -> Any:
    """An array of these numbers; a tensor as it is, or in another type."""
    from graph.specs.arguments import only

    only("convert_to_tensor", "sparse", sparse, None, False)
    only("convert_to_tensor", "ragged", ragged, None, False)
    return array(x, dtype)


MAKERS: tuple[Callable[..., Any], ...] = (
    arange, zeros, ones, full, eye, identity, tri, array, convert_to_numpy, convert_to_tensor, shape, is_tensor,
)  # fmt: skip
"""Functions that make arrays, or tell of them."""
