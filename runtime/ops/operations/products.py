"""Products of matrices, and what is summed over shared axes: each is brought to stacks of matrices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.layers.operations.products import Product, Summation
from runtime.kinds.computes import computes
from runtime.ops.op import Array, StepArrays
from runtime.ops.operations.terms import OperationOp, give

Term = tuple[str, Array]
"""An array, and a letter for each of its axes."""


def contracted(terms: Sequence[Term], result: str) -> Array:
    """The product of all terms, summed over the axes that the result doesn't have; sizes of 1 stretch."""
    left = list(terms)
    while len(left) > 1:
        (a, _), (b, _) = left[:2]
        wanted = result + "".join(letters for letters, _ in left[2:])
        kept = "".join(n for n in dict.fromkeys(a + b) if n in wanted)
        left[:2] = [(kept, pair(left[0], left[1], kept))]
    letters, array = left[0]
    alone = tuple(i for i, n in enumerate(letters) if n not in result)
    array = array.sum(axis=alone) if alone else array
    rest = [n for n in letters if n in result]
    return array.transpose([rest.index(n) for n in result])


def pair(first: Term, second: Term, result: str) -> Array:
    """The product of two terms: axes of both and of the result go in front, then come those of the first alone, those
    that are summed up, those of the second alone, as a stack of products of matrices."""
    (a, x), (b, y) = (_without_lonely(*term, other[0] + result) for term, other in ((first, second), (second, first)))
    outer = [n for n in a if n in b and n in result]
    inner = [n for n in a if n in b and n not in result]
    rows, columns = [n for n in a if n not in b], [n for n in b if n not in a]
    sizes = {n: s for letters, array in ((b, y), (a, x)) for n, s in zip(letters, array.shape) if s != 1}
    x = _matrices(x, a, (outer, rows, inner), sizes)
    y = _matrices(y, b, (outer, inner, columns), sizes)
    made = [*outer, *rows, *columns]
    found: Array = np.matmul(x, y)
    stack = found.shape[: len(outer)]
    found = found.reshape((*stack, *(sizes.get(n, 1) for n in (*rows, *columns))))
    return found.transpose([made.index(n) for n in result])


def _without_lonely(letters: str, array: Array, others: str) -> Term:
    """A term summed over the axes that nothing else has."""
    lonely = tuple(i for i, n in enumerate(letters) if n not in others)
    kept = "".join(n for n in letters if n in others)
    return kept, (array.sum(axis=lonely) if lonely else array)


def _matrices(array: Array, letters: str, groups: Sequence[Sequence[str]], sizes: dict[str, int]) -> Array:
    """A stack of matrices: the first group's axes as they are, the two others' as rows and columns."""
    array = array.transpose([letters.index(n) for group in groups for n in group])
    stack = array.shape[: len(groups[0])]
    rest = [sizes.get(n, 1) for group in groups[1:] for n in group]
    if list(array.shape[len(stack) :]) != rest:
        array = np.broadcast_to(array, (*stack, *rest))
    rows, columns = (int(np.prod([sizes.get(n, 1) for n in group])) for group in groups[1:])
    return array.reshape(*stack, rows, columns)


@computes(Product, Summation)
class ProductOp(OperationOp):
    """y by a pattern; the gradient of a term is the product of all others with dy, by the pattern turned round."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        if isinstance(io.spec, Summation):
            self.terms, self.places = list(io.inputs), list(range(len(io.inputs)))
        given, self._result = io.spec.pattern([t.shape for t in self.terms]).split("->")
        self._letters = given.split(",")

    def _terms(self, but: int = -1) -> list[Term]:
        """All terms, or all but one; whole numbers as floats where the result is floats."""
        y = self.io.outputs[0]
        numbers = [t if t.dtype == y.dtype else t.astype(y.dtype) for t in self.terms]
        return [pair for i, pair in enumerate(zip(self._letters, numbers)) if i != but]

    def forward(self, training: bool) -> None:
        np.copyto(self.io.outputs[0], contracted(self._terms(), self._result))

    def backward(self) -> None:
        for i, own in enumerate(self._letters):
            d = self.owed(i)
            if d is None:
                continue
            terms = [*self._terms(i), (self._result, self.io.d_outputs[0])]
            there = "".join(letters for letters, _ in terms)
            found = contracted(terms, "".join(n for n in own if n in there))
            at = iter(found.shape)
            found = found.reshape([next(at) if n in there else 1 for n in own])
            stretched = tuple(a for a, (m, n) in enumerate(zip(found.shape, d.shape)) if n == 1 and m != 1)
            give(d, np.broadcast_to(found.sum(axis=stretched, keepdims=True), d.shape), self.adds(i))
