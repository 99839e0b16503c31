"""Products of stacks of matrices, and contractions over letters, against NumPy's einsum."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from runtime.kernels.matmul.contraction import Contraction, takes_bias
from runtime.kernels.matmul.stacked_product import StackedProduct

SIZES = {"a": 3, "b": 2, "c": 4, "d": 5, "e": 2, "f": 3}


def room(shape: tuple[int, ...]) -> Any:
    return np.full(shape, np.nan)


def drawn(letters: str, rng: np.random.Generator) -> Any:
    return rng.standard_normal([SIZES[letter] for letter in letters])


@pytest.mark.parametrize("turned", [(False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize("sizes", [(1, 1, 1), (5, 7, 4), (13, 33, 17), (2, 9, 600)])
def test_a_stack_of_products(sizes: tuple[int, int, int], turned: tuple[bool, bool]) -> None:
    (rows, columns, depth), rng = sizes, np.random.default_rng(0)
    a = rng.standard_normal((2, depth, 3, rows) if turned[0] else (2, rows, 3, depth))
    b = rng.standard_normal((2, columns, 3, depth) if turned[1] else (2, depth, 3, columns))
    a = a.transpose(0, 2, 3, 1) if turned[0] else a.transpose(0, 2, 1, 3)
    b = b.transpose(0, 2, 3, 1) if turned[1] else b.transpose(0, 2, 1, 3)
    c = np.ones((2, rows, 3, columns)).transpose(0, 2, 1, 3)
    product = StackedProduct(a, b, c, room)
    product(True)
    np.testing.assert_allclose(c, 1 + a @ b, rtol=1e-12, atol=1e-12)
    product()
    np.testing.assert_allclose(c, a @ b, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("add", [False, True])
@pytest.mark.parametrize(
    "equation",
    [
        "ab,bc->ac", "abc,cd->abd", "abc,cde->adbe", "abc,bcd->abd", "abc,cd->ad", "abc,bd->adc", "abd,adc->abc",
        "cab,bad->dca", "abcd,aefd->abce", "abc,c->abc", "ab,cd->abcd", "fab,fac->fbca", "ab,ab->a", "bc,dc->db",
    ],
)  # fmt: skip
def test_a_contraction_is_einsum(equation: str, add: bool) -> None:
    rng = np.random.default_rng(1)
    operands, result = equation.split("->")
    letters = (*operands.split(","), result)
    a, b, c = (drawn(part, rng) for part in letters)
    want = np.einsum(equation, a, b) + (c if add else 0)
    Contraction((letters[0], letters[1], letters[2]), a, b, c, room)(add)
    np.testing.assert_allclose(c, want, rtol=1e-12, atol=1e-12)


def test_a_letter_of_the_result_alone_repeats_it() -> None:
    rng = np.random.default_rng(2)
    a, b, c = drawn("ad", rng), drawn("dc", rng), np.ones((3, 2, 4))
    Contraction(("ad", "dc", "abc"), a, b, c, room)(True)
    np.testing.assert_allclose(c, 1 + np.repeat((a @ b)[:, None], 2, axis=1), rtol=1e-12)


def test_a_bias_begins_the_product_where_its_letters_are_the_columns() -> None:
    assert takes_bias(("abc", "cde", "abde"), "de") and not takes_bias(("abc", "cde", "abde"), "e")
    assert not takes_bias(("abc", "bcd", "abd"), "d")
    rng = np.random.default_rng(3)
    a, b, bias, c = drawn("abc", rng), drawn("cd", rng), drawn("d", rng), np.empty((3, 2, 5))
    Contraction(("abc", "cd", "abd"), a, b, c, room, bias)()
    np.testing.assert_allclose(c, a @ b + bias, rtol=1e-12)
