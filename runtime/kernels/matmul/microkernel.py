"""The register tile of every matrix product, as LLVM vectors: some rows of A times some vectors of columns of B.

The tile knows strides and nothing else, so one piece of code serves dense layers (rows of A a stride apart), products
with A transposed (the step along k is the stride) and convolutions, where the window of an output pixel is contiguous
in channels-last images and a table says where each pixel's window begins.
"""

from __future__ import annotations

import os
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import INTERPRETED, Intrinsic
from runtime.jit.lazy_imports import cgutils, ir, types
from runtime.jit.processor import cpu_features
from runtime.kernels.matmul.cache_hints import FIRST_CACHE, READING, WRITING, emit_prefetch


def vector_bits() -> int:
    """The width of a vector register in bits: 512, 256 or 128; LAYERLOOM_VECTOR_BITS overrides it."""
    given = os.environ.get("LAYERLOOM_VECTOR_BITS", "")
    if given in ("128", "256", "512"):
        return int(given)
    features = set(cpu_features().split(","))
    if "+avx512f" in features:
        return 512
    return 256 if "+avx2" in features or "+avx" in features else 128


VECTOR_BITS = vector_bits()
LANES_32 = VECTOR_BITS // 32
LANES_64 = VECTOR_BITS // 64
MANY_REGISTERS = VECTOR_BITS == 512 or "+neon" in cpu_features().split(",")
"""Whether there are 32 vector registers, or 16 as AVX2 has."""
VECTORS = 2
"""Vectors of columns in a wide tile."""
BROAD = 4
"""Vectors in a broad one. Six rows of it load 10 times for 24 multiplications, where twelve times two load 14 times:
that counts where someone else shares the core."""
HIGH, LOW = 6, 4
"""Rows of tiles for broad columns, so that even numbers of rows leave nothing over."""
# 12 × 2 sums fill the 32 registers of AVX-512 and NEON beside two vectors of B and one of A; 6 × 2 the 16 of AVX2.
ROWS = 12 if MANY_REGISTERS else 6
MOST = ROWS * 2 // 3
HALF = ROWS // 2
FEW = ROWS // 6

AHEAD = 8
"""Steps that a streamed tile looks ahead."""

NO_TABLE = np.zeros(12, np.intp)
"""The table of row offsets where rows lie a constant stride apart."""
# Numba types a global array as read-only; all tables are, so that kernels are compiled for one kind only.
NO_TABLE.flags.writeable = False


class Rows(NamedTuple):
    """Rows of a matrix in a flat array: row i begins at `at + table[first + i] + i * stride`.

    `tabled` is 1 where each row has its own entry in the table, 0 with `NO_TABLE`.
    """

    data: Any
    at: Any
    table: Any
    first: Any
    stride: Any
    tabled: Any


class Sum(NamedTuple):
    """The two loops of a sum: `outer` times `inner` terms, and how far A and B move at each."""

    outer: Any
    inner: Any
    a_outer: Any
    a_inner: Any
    b_outer: Any
    b_inner: Any


def make_tile(rows: int, vectors: int, masked: bool, streamed: bool = False, apart: bool = False):
    """The tile of `rows` rows and `vectors` vectors of columns as a function that kernels may call.

    tile(a: Rows, b, b_at, c: Rows, start: Rows, add, terms: Sum, valid_rows, valid_columns) computes for
    i < valid_rows and j < valid_columns

        c[i, j] = (start[i, j] if add else 0)
                + Σ_o Σ_s a[i, o·a_outer + s·a_inner] · b[b_at + o·b_outer + s·b_inner + j]

    over o < outer and s < inner, in this order whatever the tile: a sum never depends on how the work is cut.
    `start` is c itself to accumulate, or a bias with stride 0. All are flat arrays of one float type. Rows beyond
    valid_rows repeat the last row. Only a masked tile may have valid_columns below its width: its last vector reads and
    writes nothing beyond them. A packed tile reads `rows` numbers of A side by side at each step (`a` has stride 1 and
    no table, there is one outer step, `a_inner` is `rows`), which leaves registers free for addresses.

    Where columns stay `apart`, a number of A is one of each column, in place of one for all: a[i, … + j].
    """
    if INTERPRETED:
        return partial(_plain_tile, apart)

    @Intrinsic
    def tile(typing, a, b, b_at, c, start, add, terms, valid_rows, columns):
        n = types.intp
        signature = types.void(a, b, n, c, start, types.boolean, terms, n, n)

        def generate(context, builder, signature, values):
            made = _ApartTile if apart else _Tile
            made(context, builder, signature, values, rows, vectors, masked, streamed).emit()
            return context.get_dummy_value()

        return signature, generate

    return tile


class _Tile:
    """Emits one tile; the methods are its stages."""

    def __init__(
        self, context, builder, signature, values, rows: int, vectors: int, masked: bool, streamed: bool
    ) -> None:
        self.context, self.builder = context, builder
        self.rows, self.vectors, self.masked, self.streamed = rows, vectors, masked, streamed
        self.a, self.b, b_at, self.c, self.start, self.add, terms, self.valid_rows, self.valid_columns = values
        self.a_kind, self.b_kind, _, self.c_kind, self.start_kind = signature.args[:5]
        bits = self.b_kind.dtype.bitwidth
        self.real = ir.FloatType() if bits == 32 else ir.DoubleType()
        self.bytes = bits // 8
        self.lanes = VECTOR_BITS // bits
        self.vector = ir.VectorType(self.real, self.lanes)
        self.suffix = f"v{self.lanes}f{bits}"
        self.word = b_at.type
        self.terms = Sum(*cgutils.unpack_tuple(builder, terms))
        self.b_base = self._element(self.b_kind, self.b, b_at)

    def emit(self) -> None:
        b, terms = self.builder, self.terms
        mask = self._mask() if self.masked else None
        a_rows = self._pointers(self.a_kind, self.a)
        c_rows = self._pointers(self.c_kind, self.c)
        if self.streamed:
            for row in c_rows:
                self._ask(row, self._constant(0), WRITING)
        sums = [[cgutils.alloca_once(b, self.vector) for _ in range(self.vectors)] for _ in range(self.rows)]
        self._begin(sums, self._pointers(self.start_kind, self.start), mask)
        with cgutils.for_range(b, terms.outer) as outer:
            a_outer = b.mul(outer.index, terms.a_outer)
            b_outer = b.mul(outer.index, terms.b_outer)
            with cgutils.for_range(b, terms.inner) as inner:
                a_offset = b.add(a_outer, b.mul(inner.index, terms.a_inner))
                b_offset = b.add(b_outer, b.mul(inner.index, terms.b_inner))
                if self.streamed:
                    soon = b.add(b_offset, b.mul(terms.b_inner, self._constant(AHEAD)))
                    self._ask(self.b_base, soon, READING)
                self._multiply(sums, a_rows, a_offset, self._move(self.b_base, b_offset), mask)
        for i in range(self.rows):
            for j in range(self.vectors):
                self._store(b.load(sums[i][j], typ=self.vector), self._lane(c_rows[i], j), j, mask)

    def _ask(self, pointer, offset, purpose: int) -> None:
        for j in range(self.vectors):
            emit_prefetch(self.builder, self._lane(self._move(pointer, offset), j), purpose, FIRST_CACHE)

    def _constant(self, number: int):
        return ir.Constant(self.word, number)

    def _move(self, pointer, offset):
        return self.builder.gep(pointer, [offset], source_etype=self.real)

    def _lane(self, pointer, vector: int):
        return self._move(pointer, self._constant(vector * self.lanes))

    def _element(self, kind, array, offset):
        if isinstance(kind, types.CPointer):
            return self.builder.gep(array, [offset])
        return self.builder.gep(self.context.make_array(kind)(self.context, self.builder, array).data, [offset])

    def _pointers(self, kind, value) -> list[Any]:
        """Where each row of `Rows` begins. A row too many repeats the last one: it stores the same numbers again."""
        b = self.builder
        rows = Rows(*cgutils.unpack_tuple(b, value))
        base = self._element(kind.types[0], rows.data, rows.at)
        last = b.sub(self.valid_rows, self._constant(1))
        found = []
        for i in range(self.rows):
            at = self._constant(i)
            row = b.select(b.icmp_signed("<", at, last), at, last) if i else at
            begin = b.load(self._element(kind.types[2], rows.table, b.add(rows.first, row)))
            found.append(self._move(base, b.add(begin, b.mul(row, rows.stride))))
        return found

    def _mask(self):
        b, i32 = self.builder, ir.IntType(32)
        left = b.sub(self.valid_columns, self._constant((self.vectors - 1) * self.lanes))
        left = b.trunc(left, i32) if self.word.width > 32 else left
        lanes = ir.Constant(ir.VectorType(i32, self.lanes), list(range(self.lanes)))
        return b.icmp_signed("<", lanes, self._splat(left, i32))

    def _splat(self, scalar, kind):
        vector, i32 = ir.VectorType(kind, self.lanes), ir.IntType(32)
        one = self.builder.insert_element(ir.Constant(vector, ir.Undefined), scalar, ir.Constant(i32, 0))
        zeros = ir.Constant(ir.VectorType(i32, self.lanes), [0] * self.lanes)
        return self.builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), zeros)

    def _begin(self, sums, starts: list[Any], mask) -> None:
        b = self.builder
        zero = ir.Constant(self.vector, [0.0] * self.lanes)
        with b.if_else(cgutils.is_true(b, self.add)) as (add, replace):
            with add:
                for i in range(self.rows):
                    for j in range(self.vectors):
                        b.store(self._load(self._lane(starts[i], j), j, mask), sums[i][j])
            with replace:
                for row in sums:
                    for total in row:
                        b.store(zero, total)

    def _multiply(self, sums, a_rows: list[Any], a_offset, b_row, mask) -> None:
        b = self.builder
        fma = self._declare("llvm.fmuladd." + self.suffix, self.vector, [self.vector] * 3)
        columns = [self._load(self._lane(b_row, j), j, mask) for j in range(self.vectors)]
        for i in range(self.rows):
            factor = self._splat(b.load(self._move(a_rows[i], a_offset), typ=self.real), self.real)
            for j in range(self.vectors):
                total = b.load(sums[i][j], typ=self.vector)
                b.store(b.call(fma, [factor, columns[j], total]), sums[i][j])

    def _declare(self, name: str, result, arguments: list[Any]):
        return cgutils.get_or_insert_function(self.builder.module, ir.FunctionType(result, arguments), name)

    def _load(self, pointer, vector: int, mask):
        b = self.builder
        pointer = b.bitcast(pointer, self.vector.as_pointer())
        if mask is None or vector < self.vectors - 1:
            return b.load(pointer, typ=self.vector, align=self.bytes)
        i32, zero = ir.IntType(32), ir.Constant(self.vector, [0.0] * self.lanes)
        kinds = [pointer.type, i32, mask.type, zero.type]
        load = self._declare(f"llvm.masked.load.{self.suffix}.p0", self.vector, kinds)
        return b.call(load, [pointer, ir.Constant(i32, self.bytes), mask, zero])

    def _store(self, value, pointer, vector: int, mask) -> None:
        b = self.builder
        pointer = b.bitcast(pointer, self.vector.as_pointer())
        if mask is None or vector < self.vectors - 1:
            b.store(value, pointer, align=self.bytes)
            return
        i32, void = ir.IntType(32), ir.VoidType()
        store = self._declare(f"llvm.masked.store.{self.suffix}.p0", void, [value.type, pointer.type, i32, mask.type])
        b.call(store, [value, pointer, ir.Constant(i32, self.bytes), mask])


class _ApartTile(_Tile):
    """A tile whose columns are not mixed: the numbers of A are vectors as those of B are."""

    def _multiply(self, sums, a_rows: list[Any], a_offset, b_row, mask) -> None:
        b = self.builder
        fma = self._declare("llvm.fmuladd." + self.suffix, self.vector, [self.vector] * 3)
        columns = [self._load(self._lane(b_row, j), j, mask) for j in range(self.vectors)]
        for i in range(self.rows):
            row = self._move(a_rows[i], a_offset)
            for j in range(self.vectors):
                factor = self._load(self._lane(row, j), j, mask)
                total = b.load(sums[i][j], typ=self.vector)
                b.store(b.call(fma, [factor, columns[j], total]), sums[i][j])


def _plain_tile(
    apart: bool, a: Rows, b, b_at: int, c: Rows, start: Rows, add: bool, terms: Sum, valid_rows: int, valid_columns: int
) -> None:
    """The tile in plain Python, for runs without machine code."""
    for i in range(valid_rows):
        a_at, c_at, start_at = (m.at + m.table[m.first + i] + i * m.stride for m in (a, c, start))
        total = start.data[start_at : start_at + valid_columns] if add else np.zeros(valid_columns, b.dtype)
        for o in range(terms.outer):
            for s in range(terms.inner):
                row = b_at + o * terms.b_outer + s * terms.b_inner
                at = a_at + o * terms.a_outer + s * terms.a_inner
                total = total + a.data[at : at + (valid_columns if apart else 1)] * b[row : row + valid_columns]
        c.data[c_at : c_at + valid_columns] = total
