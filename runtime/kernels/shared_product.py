"""The matrix product as a value: compiled once for each float type and handed to the kernels that call it in a loop."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numba import types
from numpy.typing import DTypeLike

from runtime.jit import pointer
from runtime.kernels.microkernel import NO_TABLE, Rows, Sum
from runtime.kernels.product import product


@cache
def shared_product(dtype: DTypeLike) -> Any:
    """`strided_product` for float32 or float64, as an argument for kernels."""
    array = types.Array(types.float32 if np.dtype(dtype) == np.float32 else types.float64, 1, "C")
    number = types.intp
    matrix = (array, number, number)
    return pointer(strided_product, (*matrix, array, number, *matrix, *matrix, types.boolean, *((number,) * 8)))


def strided_product(
    a: Any, a_at: Any, a_row: Any, b: Any, b_at: Any, c: Any, c_at: Any, c_row: Any, start: Any, start_at: Any,
    start_row: Any, add: Any, outer: Any, inner: Any, a_outer: Any, a_inner: Any, b_outer: Any, b_inner: Any, rows: Any,
    columns: Any,
) -> None:  # fmt: skip
    """c[i, j] = (start[i, j] if add) + Σ_o Σ_s a[i, o·a_outer + s·a_inner] · b[o·b_outer + s·b_inner + j].

    Flat arrays of one float type with the index of their first number and the distance of rows; o < outer, s < inner.
    """
    product(
        Rows(a, a_at, NO_TABLE, 0, a_row, 0), b, b_at, Rows(c, c_at, NO_TABLE, 0, c_row, 0),
        Rows(start, start_at, NO_TABLE, 0, start_row, 0), add, Sum(outer, inner, a_outer, a_inner, b_outer, b_inner),
        rows, columns,
    )  # fmt: skip
