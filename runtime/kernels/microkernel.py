"""The register tile of every matrix product, as LLVM vectors: some rows of A times some vectors of columns of B.

The tile knows strides and nothing else, so one piece of code serves dense layers (rows of A a stride apart), products
with A transposed (the step along k is the stride) and convolutions, where the window of an output pixel is contiguous
in channels-last images and a table says where each pixel's window begins.
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from runtime.jit import INTERPRETED, cpu_features


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
VECTORS = 2
"""Vectors of columns in a wide tile."""
# 12 × 2 sums fill the 32 registers of AVX-512 and NEON beside two vectors of B and one of A; 6 × 2 the 16 of AVX2.
ROWS = 12 if VECTOR_BITS == 512 or "+neon" in cpu_features().split(",") else 6
HALF = ROWS // 2
FEW = ROWS // 6

ARGUMENTS = (
    "a", "a_at", "table", "table_at", "a_row", "a_outer", "a_step", "b", "b_at", "b_outer", "b_step", "c", "c_at", "c_row",
    "start", "start_at", "start_row", "add", "outer", "inner", "valid_rows", "valid_columns",
)  # fmt: skip


def make_tile(rows: int, vectors: int, masked: bool) -> Any:
    """The tile of `rows` rows and `vectors` vectors of columns as a function that kernels may call.

    tile(a, a_at, table, table_at, a_row, a_outer, a_step, b, b_at, b_outer, b_step, c, c_at, c_row, start, start_at,
    start_row, add, outer, inner, valid_rows, valid_columns) computes for i < valid_rows and j < valid_columns

        c[c_at + i·c_row + j] = (start[start_at + i·start_row + j] if add else 0)
                              + Σ_o Σ_s a[a_at + table[table_at + i] + i·a_row + o·a_outer + s·a_step]
                                        · b[b_at + o·b_outer + s·b_step + j]

    over o < outer and s < inner, in this order whatever the tile, so that a sum never depends on how the work is cut.
    `start` is c itself to accumulate, or a bias with start_row 0. a, b, c, start are flat arrays of one float type.
    Rows beyond valid_rows repeat the last row. Only a masked tile may have valid_columns below its width: its last
    vector reads and writes nothing beyond them.
    """
    if INTERPRETED:
        return _plain_tile

    @intrinsic
    def tile(
        typing, a, a_at, table, table_at, a_row, a_outer, a_step, b, b_at, b_outer, b_step,
        c, c_at, c_row, start, start_at, start_row, add, outer, inner, valid_rows, valid_columns,
    ):  # fmt: skip
        n = types.intp
        signature = types.void(a, n, table, n, n, n, n, b, n, n, n, c, n, n, start, n, n, types.boolean, n, n, n, n)

        def generate(context, builder, signature, values):
            _Tile(context, builder, signature, values, rows, vectors, masked).emit()
            return context.get_dummy_value()

        return signature, generate

    return tile


class _Tile:
    """Emits one tile; the methods are its stages."""

    def __init__(self, context: Any, builder: Any, signature: Any, values: Any, rows: int, vectors: int, masked: bool):
        self.context, self.builder = context, builder
        self.rows, self.vectors, self.masked = rows, vectors, masked
        self.value = dict(zip(ARGUMENTS, values, strict=True))
        self.kind = dict(zip(ARGUMENTS, signature.args, strict=True))
        bits = signature.args[0].dtype.bitwidth
        self.real = ir.FloatType() if bits == 32 else ir.DoubleType()
        self.bytes = bits // 8
        self.lanes = VECTOR_BITS // bits
        self.vector = ir.VectorType(self.real, self.lanes)
        self.suffix = f"v{self.lanes}f{bits}"
        self.word = ir.IntType(64) if values[1].type.width == 64 else values[1].type

    def emit(self) -> None:
        b, v = self.builder, self.value
        mask = self._mask() if self.masked else None
        a_rows, c_rows, starts = self._row_pointers()
        sums = [[cgutils.alloca_once(b, self.vector) for _ in range(self.vectors)] for _ in range(self.rows)]
        self._start(sums, starts, mask)
        b_base = self._pointer("b", v["b_at"])
        with cgutils.for_range(b, v["outer"]) as outer:
            a_outer = b.mul(outer.index, v["a_outer"])
            b_outer = b.mul(outer.index, v["b_outer"])
            with cgutils.for_range(b, v["inner"]) as inner:
                a_offset = b.add(a_outer, b.mul(inner.index, v["a_step"]))
                b_offset = b.add(b_outer, b.mul(inner.index, v["b_step"]))
                self._multiply(sums, a_rows, a_offset, self._move(b_base, b_offset), mask)
        for i in range(self.rows):
            for j in range(self.vectors):
                self._store(b.load(sums[i][j], typ=self.vector), self._lane(c_rows[i], j), j, mask)

    def _constant(self, number: int) -> Any:
        return ir.Constant(self.word, number)

    def _move(self, pointer: Any, offset: Any) -> Any:
        return self.builder.gep(pointer, [offset], source_etype=self.real)

    def _lane(self, pointer: Any, vector: int) -> Any:
        return self._move(pointer, self._constant(vector * self.lanes))

    def _pointer(self, name: str, offset: Any) -> Any:
        array = self.context.make_array(self.kind[name])(self.context, self.builder, self.value[name])
        return self.builder.gep(array.data, [offset])

    def _row_pointers(self) -> tuple[list[Any], list[Any], list[Any]]:
        b, v = self.builder, self.value
        a_base, c_base = self._pointer("a", v["a_at"]), self._pointer("c", v["c_at"])
        start_base = self._pointer("start", v["start_at"])
        last = b.sub(v["valid_rows"], self._constant(1))
        a_rows, c_rows, starts = [], [], []
        for i in range(self.rows):
            # A row too many repeats the last one: it computes and stores the same values again.
            at = self._constant(i)
            row = b.select(b.icmp_signed("<", at, last), at, last) if i else at
            begin = b.load(self._pointer("table", b.add(v["table_at"], row)))
            a_rows.append(self._move(a_base, b.add(begin, b.mul(row, v["a_row"]))))
            c_rows.append(self._move(c_base, b.mul(row, v["c_row"])))
            starts.append(self._move(start_base, b.mul(row, v["start_row"])))
        return a_rows, c_rows, starts

    def _mask(self) -> Any:
        b, i32 = self.builder, ir.IntType(32)
        left = b.sub(self.value["valid_columns"], self._constant((self.vectors - 1) * self.lanes))
        left = b.trunc(left, i32) if self.word.width > 32 else left
        lanes = ir.Constant(ir.VectorType(i32, self.lanes), list(range(self.lanes)))
        return b.icmp_signed("<", lanes, self._splat(left, i32))

    def _splat(self, scalar: Any, kind: Any) -> Any:
        vector, i32 = ir.VectorType(kind, self.lanes), ir.IntType(32)
        one = self.builder.insert_element(ir.Constant(vector, ir.Undefined), scalar, ir.Constant(i32, 0))
        zeros = ir.Constant(ir.VectorType(i32, self.lanes), [0] * self.lanes)
        return self.builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), zeros)

    def _start(self, sums: Any, starts: list[Any], mask: Any) -> None:
        b = self.builder
        zero = ir.Constant(self.vector, [0.0] * self.lanes)
        with b.if_else(cgutils.is_true(b, self.value["add"])) as (add, replace):
            with add:
                for i in range(self.rows):
                    for j in range(self.vectors):
                        b.store(self._load(self._lane(starts[i], j), j, mask), sums[i][j])
            with replace:
                for row in sums:
                    for total in row:
                        b.store(zero, total)

    def _multiply(self, sums: Any, a_rows: list[Any], a_offset: Any, b_row: Any, mask: Any) -> None:
        b = self.builder
        fma = self._declare("llvm.fmuladd." + self.suffix, self.vector, [self.vector] * 3)
        columns = [self._load(self._lane(b_row, j), j, mask) for j in range(self.vectors)]
        for i in range(self.rows):
            factor = self._splat(b.load(self._move(a_rows[i], a_offset), typ=self.real), self.real)
            for j in range(self.vectors):
                total = b.load(sums[i][j], typ=self.vector)
                b.store(b.call(fma, [factor, columns[j], total]), sums[i][j])

    def _declare(self, name: str, result: Any, arguments: list[Any]) -> Any:
        return cgutils.get_or_insert_function(self.builder.module, ir.FunctionType(result, arguments), name)

    def _load(self, pointer: Any, vector: int, mask: Any) -> Any:
        b = self.builder
        pointer = b.bitcast(pointer, self.vector.as_pointer())
        if mask is None or vector < self.vectors - 1:
            return b.load(pointer, typ=self.vector, align=self.bytes)
        i32, zero = ir.IntType(32), ir.Constant(self.vector, [0.0] * self.lanes)
        kinds = [pointer.type, i32, mask.type, zero.type]
        load = self._declare(f"llvm.masked.load.{self.suffix}.p0", self.vector, kinds)
        return b.call(load, [pointer, ir.Constant(i32, self.bytes), mask, zero])

    def _store(self, value: Any, pointer: Any, vector: int, mask: Any) -> None:
        b = self.builder
        pointer = b.bitcast(pointer, self.vector.as_pointer())
        if mask is None or vector < self.vectors - 1:
            b.store(value, pointer, align=self.bytes)
            return
        i32, void = ir.IntType(32), ir.VoidType()
        store = self._declare(f"llvm.masked.store.{self.suffix}.p0", void, [value.type, pointer.type, i32, mask.type])
        b.call(store, [value, pointer, ir.Constant(i32, self.bytes), mask])


def _plain_tile(
    a: Any, a_at: int, table: Any, table_at: int, a_row: int, a_outer: int, a_step: int, b: Any, b_at: int,
    b_outer: int, b_step: int, c: Any, c_at: int, c_row: int, start: Any, start_at: int, start_row: int, add: bool,
    outer: int, inner: int, valid_rows: int, valid_columns: int,
) -> None:  # fmt: skip
    """The tile in plain Python, for runs without machine code."""
    for i in range(valid_rows):
        begin = a_at + table[table_at + i] + i * a_row
        at, first = c_at + i * c_row, start_at + i * start_row
        total = start[first : first + valid_columns] if add else np.zeros(valid_columns, c.dtype)
        for o in range(outer):
            for s in range(inner):
                row = b_at + o * b_outer + s * b_step
                total = total + a[begin + o * a_outer + s * a_step] * b[row : row + valid_columns]
        c[at : at + valid_columns] = total
