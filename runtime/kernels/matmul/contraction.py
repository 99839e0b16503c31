"""Sums of products of two arrays over axes named by letters, made products of matrices by views where they lie so.

Letters of all three arrays count the products; of A and C alone they are rows, of B and C alone columns, and what only
the operands have is summed. An operand whose axes can't be joined without copying is copied into order before each
product, and so is the result behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod

import numpy as np

from runtime.kernels.matmul.gemm import Array
from runtime.kernels.matmul.packed_product import bind_product
from runtime.kernels.matmul.stacked_product import StackedProduct

Scratch = Callable[[tuple[int, ...]], Array]


class Contraction:
    """C (+)= Σ A·B (+ bias), bound to its arrays: `letters` are those of the axes of A, B and C, each once an array.

    A letter of A or B alone is summed at once, one of C alone repeats the result. `bias` is a row for the columns,
    for a product without letters that count, see `takes_bias`.
    """

    def __init__(
        self, letters: tuple[str, str, str], a: Array, b: Array, c: Array, scratch: Scratch, bias: Array | None = None
    ) -> None:
        self._before: list[Callable[[], object]] = []
        self._behind: Callable[[bool], object] | None = None
        of_a, a = self._summed(letters[0], letters[1] + letters[2], a, scratch)
        of_b, b = self._summed(letters[1], letters[0] + letters[2], b, scratch)
        of_c = "".join(letter for letter in letters[2] if letter in of_a + of_b)
        target = c
        if of_c != letters[2]:
            target = scratch(tuple(n for n, letter in zip(c.shape, letters[2]) if letter in of_c))
            apart = tuple(i for i, letter in enumerate(letters[2]) if letter not in of_c)
            shown = np.expand_dims(target, apart)
            self._behind = lambda add: np.add(c, shown, out=c) if add else np.copyto(c, shown)
        groups = _groups(of_a, of_b, of_c)
        if _joined(target, of_c, groups, "mn") is None and _joined(target, of_c, groups, "nm") is not None:
            of_a, of_b, a, b = of_b, of_a, b, a
            groups = _groups(of_a, of_b, of_c)
        right = _joined(target, of_c, groups, "mn")
        if right is None or (right.strides[-1] != right.itemsize and right.shape[-1] > 1):
            kept = scratch(tuple(target.shape[of_c.index(letter)] for letter in groups["pmn"]))
            given = target.transpose([of_c.index(letter) for letter in groups["pmn"]])
            inner = self._behind
            self._behind = lambda add: _give(given, kept, add, inner)
            right = _joined(kept, groups["pmn"], groups, "mn")
        assert right is not None
        left = self._ordered(a, of_a, groups, "mk", scratch)
        self._bind(left, self._ordered(b, of_b, groups, "kn", scratch), right, scratch, bias)

    def _bind(self, left: Array, right: Array, target: Array, scratch: Scratch, bias: Array | None) -> None:
        if prod(target.shape[:2]) == 1:
            if left.strides[3] != left.itemsize and left.strides[2] != left.itemsize:
                left = self._kept(left, scratch)
            self._product: Callable[[bool], None] = bind_product(left[0, 0], right[0, 0], target[0, 0], scratch, bias)
        else:
            self._product = StackedProduct(left, right, target, scratch)

    def __call__(self, accumulate: bool = False) -> None:
        for step in self._before:
            step()
        self._product(accumulate and self._behind is None)
        if self._behind is not None:
            self._behind(accumulate)

    def _summed(self, letters: str, others: str, array: Array, scratch: Scratch) -> tuple[str, Array]:
        """The operand without the axes whose letters nobody else has."""
        axes = tuple(i for i, letter in enumerate(letters) if letter not in others)
        if not axes:
            return letters, array
        total = scratch(tuple(n for i, n in enumerate(array.shape) if i not in axes))
        self._before.append(lambda: np.sum(array, axis=axes, out=total))
        return "".join(letter for letter in letters if letter in others), total

    def _ordered(self, array: Array, letters: str, groups: dict[str, str], sides: str, scratch: Scratch) -> Array:
        """An operand with the axes (outer, inner, rows, columns), copied where its own can't be joined so."""
        found = _joined(array, letters, groups, sides)
        if found is not None and (found.strides[2] == found.itemsize or found.strides[3] == found.itemsize):
            return found
        order = groups["p"] + "".join(groups[side] for side in sides)
        given = array.transpose([letters.index(letter) for letter in order])
        kept = self._kept(given, scratch)
        found = _joined(kept, order, groups, sides)
        assert found is not None
        return found

    def _kept(self, array: Array, scratch: Scratch) -> Array:
        """A copy in order, made anew before each product."""
        kept = scratch(array.shape)
        self._before.append(lambda: np.copyto(kept, array))
        return kept


def takes_bias(letters: tuple[str, str, str], of_bias: str) -> bool:
    """Whether a product can begin at a bias of these letters: they are its columns, and the end of C."""
    groups = _groups(*letters)
    return not groups["p"] and groups["n"] == of_bias and letters[2].endswith(of_bias) and bool(groups["m"])


def _groups(of_a: str, of_b: str, of_c: str) -> dict[str, str]:
    """The letters that count products (p), of rows (m), of columns (n) and of the sum (k)."""
    p = "".join(letter for letter in of_c if letter in of_a and letter in of_b)
    m = "".join(letter for letter in of_c if letter in of_a and letter not in of_b)
    n = "".join(letter for letter in of_c if letter in of_b and letter not in of_a)
    k = "".join(letter for letter in of_a if letter in of_b and letter not in of_c)
    return {"p": p, "m": m, "n": n, "k": k, "pmn": p + m + n}


def _joined(array: Array, letters: str, groups: dict[str, str], sides: str) -> Array | None:
    """A view with the axes (outer, inner, rows, columns); None where joining axes would take a copy."""
    order = groups["p"] + "".join(groups[side] for side in sides)
    turned = array.transpose([letters.index(letter) for letter in order])
    counts = turned.shape[: len(groups["p"])]
    ends = len(counts), len(counts) + len(groups[sides[0]])
    shape = (prod(counts[:-1]), prod(counts[-1:]), prod(turned.shape[ends[0] : ends[1]]), prod(turned.shape[ends[1] :]))
    view = turned.view()
    try:
        return view.reshape(shape, copy=False)
    except ValueError:
        return None


def _give(target: Array, source: Array, add: bool, behind: Callable[[bool], object] | None) -> None:
    """target (+)= source; where something comes behind, target is a stage on the way to it."""
    if add and behind is None:
        np.add(target, source, out=target)
    else:
        np.copyto(target, source)
    if behind is not None:
        behind(add)
