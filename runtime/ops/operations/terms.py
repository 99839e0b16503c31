"""What the operations share: their terms, constants among them, and where gradients go."""

from __future__ import annotations

import numpy as np

from graph.layers.operations.operation import Operation
from graph.specs.constants import Constant
from runtime.ops.op import Array, Op, StepArrays

CHUNK = 1 << 16
"""Numbers a thread takes at a time."""


class OperationOp(Op):
    """Base of the operations' ops: `terms` are the arrays of all operands in order, `places` says which of the inputs
    each of them is, None for a constant."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self.terms, self.places = terms_of(io)

    def owed(self, term: int) -> Array | None:
        """The gradient of a term, None where none is owed."""
        place = self.places[term]
        return None if place is None or not self.io.d_inputs else self.io.d_inputs[place]

    def adds(self, term: int) -> bool:
        """Whether the gradient of a term holds another's share."""
        place = self.places[term]
        return place is not None and self.io.add_inputs[place]

    def no_gradient(self) -> None:
        """What is owed where the slope is 0 everywhere."""
        for d, add in zip(self.io.d_inputs, self.io.add_inputs):
            if d is not None and not add:
                d.fill(0)


def terms_of(io: StepArrays) -> tuple[list[Array], list[int | None]]:
    """The arrays of all operands, and which of the inputs each is."""
    terms: list[Array] = []
    places: list[int | None] = []
    spec: Operation = io.spec
    for name in spec.operands:
        constant = spec.constant_at(name)
        if constant is None and name in spec.optional:
            continue  # by its port, where it is given at all
        if constant is None:
            at = sum(p is not None for p in places)
            places.append(at)
            terms.append(io.inputs[at])
        else:
            places.append(None)
            terms.append(constant_array(constant, io))
    return terms, places


def constant_array(constant: bool | int | float | Constant, io: StepArrays) -> Array:
    """A constant as an array; floats are of the type in which everything is computed."""
    array = constant.array() if isinstance(constant, Constant) else np.asarray(constant)
    return array.astype(io.dtype) if array.dtype.kind == "f" else array


def floats(io: StepArrays, i: int = 0) -> Array:
    """Input i, or a buffer for its numbers as floats; `fill_floats` brings them there."""
    x = io.inputs[i]
    return x if x.dtype == io.dtype else io.scratch(x.shape)


def summed_into(target: Array, source: Array, add: bool, work: Array | None) -> None:
    """target (+)= source, summed up over the axes along which the target was stretched; to add such a sum it needs
    `work`, of the target's shape."""
    lead = source.ndim - target.ndim
    shape = (1,) * lead + target.shape
    axes = tuple(a for a, (n, m) in enumerate(zip(shape, source.shape)) if n != m or a < lead)
    if not axes:
        give(target, source.reshape(target.shape), add)
    elif add and work is not None:
        np.sum(source, axis=axes, keepdims=True, out=work.reshape(shape))
        np.add(target, work, out=target)
    else:
        np.sum(source, axis=axes, keepdims=True, out=target.reshape(shape))


def give(target: Array, source: Array, add: bool) -> None:
    """target (+)= source."""
    if add:
        np.add(target, source, out=target)
    else:
        np.copyto(target, source, casting="unsafe")
