"""The product of two matrices by tiles, compiled once for each float type: kernels are linked with it.

What a kernel calls by name is compiled into it once more, and the tiles are the largest piece of code there is. Here
the call goes to a symbol of the process instead, which is there before any kernel that may need it is loaded.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from runtime.jit.declare import INTERPRETED, Intrinsic, formula, inlined, piece
from runtime.jit.lazy_imports import cgutils, ir, types
from runtime.kernels.matmul.microkernel import (
    BROAD,
    FEW,
    HALF,
    HIGH,
    LANES_32,
    LANES_64,
    LOW,
    MANY_REGISTERS,
    MOST,
    NO_TABLE,
    ROWS,
    VECTORS,
    Rows,
    Sum,
    make_tile,
)  # fmt: skip

wide_full = make_tile(ROWS, VECTORS, False)
most_full = make_tile(MOST, VECTORS, False)
half_full = make_tile(HALF, VECTORS, False)
few_full = make_tile(FEW, VECTORS, False)
wide_edge = make_tile(ROWS, 1, True)
most_edge = make_tile(MOST, 1, True)
half_edge = make_tile(HALF, 1, True)
few_edge = make_tile(FEW, 1, True)
# Compiled where there are 32 registers.
broad_high = make_tile(HIGH, BROAD, False)
broad_low = make_tile(LOW, BROAD, False)
broad_few = make_tile(LOW // 2, BROAD, False)


@inlined
def matrix(data, at, stride):
    """A matrix in a flat array whose first row begins at `at`, the next ones a stride further each."""
    return Rows(data, at, NO_TABLE, 0, stride, 0)


@inlined
def moved(rows, by, column):
    """The same matrix from row `by` and a column on."""
    first = rows.first + by * rows.tabled
    return Rows(rows.data, rows.at + by * rows.stride + column, rows.table, first, rows.stride, rows.tabled)


@inlined
def tile_height(left):
    """The height of the next tile where so many rows are left: batches of 16 or 32 rows leave nothing over."""
    if left <= FEW:
        return FEW
    if left <= HALF:
        return HALF
    if left <= MOST or 2 * MOST - 1 <= left <= 2 * MOST:
        return MOST
    return ROWS


@formula
def broad_height(left):
    """The height of the next broad tile where so many rows are left: even numbers of rows leave nothing over."""
    return LOW if left <= LOW * -(-left // HIGH) else HIGH


@inlined
def _broad_columns(a, b, b_at, c, start, add, terms, rows, valid, j) -> None:
    i = 0
    while i < rows:
        height = LOW // 2 if rows - i <= LOW // 2 else broad_height(rows - i)
        count = min(rows - i, height)
        a_i, c_i, start_i = moved(a, i, 0), moved(c, i, j), moved(start, i, j)
        if height == HIGH:
            broad_high(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
        elif height == LOW:
            broad_low(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
        else:
            broad_few(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
        i += count


@inlined
def _by_tiles(a, b, b_at, c, start, add, terms, rows, columns, lanes) -> None:
    width, broad = VECTORS * lanes, BROAD * lanes
    j = 0
    if MANY_REGISTERS:
        while columns - j >= broad:
            _broad_columns(a, b, b_at, c, start, add, terms, rows, broad, j)
            j += broad
    while j < columns:
        full = columns - j >= width
        valid = width if full else min(lanes, columns - j)
        i = 0
        while i < rows:
            height = tile_height(rows - i)
            count = min(rows - i, height)
            a_i, c_i, start_i = moved(a, i, 0), moved(c, i, j), moved(start, i, j)
            if height == ROWS:
                if full:
                    wide_full(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
                else:
                    wide_edge(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
            elif height == MOST:
                if full:
                    most_full(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
                else:
                    most_edge(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
            elif height == HALF:
                if full:
                    half_full(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
                else:
                    half_edge(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
            else:
                if full:
                    few_full(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
                else:
                    few_edge(a_i, b, b_at + j, c_i, start_i, add, terms, count, valid)
            i += count
        j += valid


def make_linked_product(name: str, by_tiles: Any) -> Any:
    """A product by these tiles as a function that kernels may call; its code is a piece for each float type.

    by_tiles(a: Rows, b, b_at, c: Rows, start: Rows, add, terms: Sum, rows, columns, lanes); the function takes the same
    but lanes.
    """
    if INTERPRETED:
        return partial(_plain, by_tiles)

    def linked_product(
        a, a_table, a_stride, a_tabled, c, c_table, c_stride, c_tabled, start, start_table, start_stride, start_tabled,
        b, add, outer, inner, a_outer, a_inner, b_outer, b_inner, rows, columns, lanes,
    ) -> None:  # fmt: skip
        by_tiles(
            Rows(a, 0, a_table, 0, a_stride, a_tabled), b, 0, Rows(c, 0, c_table, 0, c_stride, c_tabled),
            Rows(start, 0, start_table, 0, start_stride, start_tabled), add != 0,
            Sum(outer, inner, a_outer, a_inner, b_outer, b_inner), rows, columns, lanes,
        )  # fmt: skip

    for real, numbers in (("float32", "f4*"), ("float64", "f8*")):
        matrix = numbers, "i8*", "i8", "i8"
        # What follows the matrices and b: add, the six of `Sum`, rows, columns and lanes.
        piece(f"{name}_{real}", linked_product, (*matrix, *matrix, *matrix, numbers, *("i8",) * 10))

    @Intrinsic
    def call(typing, a, b, b_at, c, start, add, terms, rows, columns):
        n = types.intp
        signature = types.void(a, b, n, c, start, types.boolean, terms, n, n)

        def generate(context, builder, signature, values):
            _Call(context, builder, signature, name).emit(values)
            return context.get_dummy_value()

        return signature, generate

    return call


class _Call:
    """Emits the call: matrices as pointers, everything else as whole numbers."""

    def __init__(self, context, builder, signature, name: str) -> None:
        self.context, self.builder, self.kinds, self.name = context, builder, signature.args, name

    def emit(self, values) -> None:
        a, b, b_at, c, start, add, terms, rows, columns = values
        build, kinds, real = self.builder, self.kinds, self.kinds[1].dtype
        given = [*self._matrix(kinds[0], a), *self._matrix(kinds[3], c), *self._matrix(kinds[4], start)]
        word = b_at.type
        given.append(self._pointer(kinds[1], b, b_at))
        given.append(build.zext(cgutils.is_true(build, add), word))
        given += self._words(kinds[6], terms)
        lanes = LANES_32 if real == types.float32 else LANES_64
        given += [rows, columns, ir.Constant(word, lanes)]
        kind = ir.FunctionType(self.context.get_value_type(types.void), [value.type for value in given])
        build.call(cgutils.get_or_insert_function(build.module, kind, f"{self.name}_{real}"), given)

    def _matrix(self, kind, value) -> list[Any]:
        rows = Rows(*cgutils.unpack_tuple(self.builder, value))
        _, at, _, first, stride, tabled = self._words_of(kind, rows)
        data = self._pointer(kind.types[0], rows.data, at)
        return [data, self._pointer(kind.types[2], rows.table, first), stride, tabled]

    def _words(self, kind, value) -> list[Any]:
        return self._words_of(kind, cgutils.unpack_tuple(self.builder, value))

    def _words_of(self, kind, values) -> list[Any]:
        """The whole numbers of a tuple as machine words; arrays stay as they are."""
        return [
            self.context.cast(self.builder, value, type, types.intp) if isinstance(type, types.Integer) else value
            for type, value in zip(kind.types, values)
        ]

    def _pointer(self, kind, array, at):
        return self.builder.gep(self.context.make_array(kind)(self.context, self.builder, array).data, [at])


def _plain(by_tiles: Any, a, b, b_at, c, start, add, terms, rows, columns) -> None:
    by_tiles(a, b, b_at, c, start, add, terms, rows, columns, LANES_32 if b.itemsize == 4 else LANES_64)


product: Any = make_linked_product("layerloom_product", _by_tiles)
"""product(a: Rows, b, b_at, c: Rows, start: Rows, add, terms: Sum, rows, columns), for kernels:

C = (start if add else 0) + A·B for any number of rows and columns; see `microkernel.make_tile` for the arguments.
"""
