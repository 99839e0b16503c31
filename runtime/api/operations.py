"""Operations of the Keras-like interface: called on symbolic tensors they are nodes, on arrays they compute at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graph.layers.operations.joining import Joining
from graph.layers.operations.operation import Operation as Spec
from graph.layers.operations.operation import known_operations
from graph.layers.operations.products import Summation
from graph.specs.message import MessageError, say
from graph.specs.params import params_of
from graph.specs.registry import make
from graph.specs.spec import TensorType
from graph.specs.working_type import working
from runtime.api.checks import numbers
from runtime.api.errors import ApiError
from runtime.api.foreign_arrays import read
from runtime.api.layer import Layer
from runtime.api.structures import one
from runtime.api.tensors import Tensor
from runtime.api.tracing import current
from runtime.api.tracing import symbolic as symbolic_term
from runtime.ops.op import Array, StepArrays, find_op
from runtime.ops.precision import float_type


class Operation(Layer):
    """An operation that was called on tensors: it has a name and nodes as layers have, but no weights."""


_classes: dict[type[Spec], type[Operation]] = {}


def operation_class(kind: type[Spec]) -> type[Operation]:
    """The class of a kind of operation, under Keras' name."""
    if kind not in _classes:
        _classes[kind] = type(kind.keras_class, (Operation,), {"spec_class": kind, "__doc__": kind.caption})
    return _classes[kind]


def operate(kind: type[Spec], terms: Sequence[Any], settings: Mapping[str, Any]) -> Any:
    """An operation on these terms, tensors or arrays or numbers; raises ApiError or SpecError."""
    chosen = {name: working(value) if name == "dtype" else value for name, value in settings.items()}
    given: list[Any] = []
    terms = [symbolic_term(t) for t in terms]
    joins = issubclass(kind, (Joining, Summation))
    trace = current() if any(isinstance(t, Tensor) for t in terms) else None
    if joins and trace is not None:
        terms = [t if isinstance(t, Tensor) else trace.of_array(t) for t in terms]
    if joins and not all(isinstance(t, Tensor) for t in terms) and any(isinstance(t, Tensor) for t in terms):
        raise ApiError(
            say(
                "{name} is called on tensors and arrays at once: give it either.",
                name=kind.function or kind.keras_class,
            )
        )
    symbolic = any(isinstance(t, Tensor) for t in terms)
    names = kind.operands if not joins else ("",) * len(terms)
    for name, term in zip(names, terms):
        if isinstance(term, Tensor):
            given.append(term)
        elif name in params_of(kind) and (symbolic or isinstance(term, (bool, int, float))) and term is not None:
            chosen[name] = term
        elif trace is not None and term is not None:
            given.append(trace.of_array(term))
        elif term is None and name in kind.optional:
            continue
        elif term is None or symbolic:
            raise ApiError(
                say(
                    "{name} takes a tensor for {args}. Received: {given!r:.80}.",
                    name=kind.function or kind.keras_class,
                    args=name,
                    given=term,
                )
            )
        else:
            given.append(numbers(f"{kind.function}: each input", term))
    if not given:  # numbers alone
        first = next(name for name in kind.operands if name in chosen)
        given.append(as_array(chosen.pop(first)))
    spec = make(kind, chosen)
    if kind.optional:
        there = [n for n, t in zip(names, terms) if t is not None]
        spec = spec.called({}, [i for i, port in enumerate(spec.ports().inputs) if port in there])
    if symbolic:
        return results(operation_class(kind).of_spec(spec).connect(tuple(given), spec).outputs)
    return results(computed(spec, [as_array(a) for a in given]))


def results(found: Sequence[Any]) -> Any:
    """The only result, or all of them as a list."""
    return one(found)


def as_array(given: Any) -> Array:
    """An array of the types that are computed in, as in Keras on JAX: floats of any width are float32, whole numbers
    have 32 bits at most."""
    array = np.asarray(read("x", given))
    if array.dtype.kind == "f":
        return array.astype(float_type(), copy=False)
    return array.astype(f"{array.dtype.kind}4") if array.dtype.kind in "iu" and array.dtype.itemsize == 8 else array


def computed(spec: Spec, arrays: Sequence[Array]) -> list[Array]:
    """What an operation gives for arrays of any shape, at once; raises ApiError where they don't fit."""
    dtype = float_type()
    types = tuple(TensorType(a.shape, "float32" if a.dtype.kind == "f" else str(a.dtype)) for a in arrays)
    try:
        made = spec.outputs(types)
    except MessageError as error:
        raise ApiError(say("{name}: {error}", name=spec.function or spec.keras_class, error=str(error))) from None
    shapes = [tuple(n for n in t.shape if n is not None) for t in made]
    op = find_op(type(spec))
    assert op is not None, spec.kind
    if op.is_view:
        return [arrays[0].reshape(shapes[0])]
    outputs = tuple(np.empty(shape, dtype if t.dtype == "float32" else t.dtype) for shape, t in zip(shapes, made))
    contiguous = tuple(np.ascontiguousarray(a).reshape(a.shape) for a in arrays)
    io = StepArrays(
        spec=spec,
        dtype=dtype,
        inputs=contiguous,
        outputs=outputs,
        weights={},
        scratch=lambda shape, kind=None: np.zeros(shape, kind or dtype),
        backward=False,
    )
    op(io).forward(False)
    return list(outputs)


def by_name(name: str, terms: Sequence[Any], **settings: Any) -> Any:
    """An operation by Keras' name of its class."""
    return operate(known_operations()[name], terms, settings)


Tensor.operated = by_name
