"""The small matrix products M·D·Mᵀ around Winograd's convolution, as LLVM vectors over the channels.

The matrices are constants of the code: zeros cost nothing, ones no multiplication. See A. Lavin and S. Gray, Fast
algorithms for convolutional neural networks, 2015; the matrices are made after the construction of Toom and Cook.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from runtime.jit.declare import INTERPRETED, Intrinsic
from runtime.jit.lazy_imports import cgutils, ir, types
from runtime.kernels.matmul.microkernel import LANES_32

Matrix = tuple[tuple[float, ...], ...]

POINTS = [Fraction(0), Fraction(1), Fraction(-1), Fraction(1, 2), Fraction(-2)]
"""Where polynomials are evaluated, infinity last. These keep float32's error about half as large as 0, ±1, ±2 do."""


def winograd_matrices(outputs: int, window: int = 3) -> tuple[Matrix, Matrix, Matrix]:
    """(Bᵀ, G, Aᵀ) of the algorithm that gets `outputs` neighbouring sums over `window` terms: Aᵀ[(G·g) ⊙ (Bᵀ·d)]."""
    size = outputs + window - 1
    points = POINTS[: size - 1]
    at = [[p**k for p in points] + [Fraction(int(k == outputs - 1))] for k in range(outputs)]
    g = [[p**k for k in range(window)] for p in points] + [[Fraction(int(k == window - 1)) for k in range(window)]]
    # Lagrange's polynomials: their denominators go to G, their numerators' coefficients to the rows of Bᵀ.
    bt = []
    for i, p in enumerate(points):
        others = [q for j, q in enumerate(points) if j != i]
        scale = _product(p - q for q in others)
        g[i] = [x / scale for x in g[i]]
        bt.append([*_coefficients(others), Fraction(0)])
    bt.append(_coefficients(points))
    return _floats(bt), _floats(g), _floats(at)


def _product(factors) -> Fraction:
    total = Fraction(1)
    for factor in factors:
        total *= factor
    return total


def _coefficients(roots: Sequence[Fraction]) -> list[Fraction]:
    """Of the polynomial Π (x − root), the lowest power first."""
    found = [Fraction(1)]
    for root in roots:
        found = [a - root * b for a, b in zip([Fraction(0), *found], [*found, Fraction(0)])]
    return found


def _floats(rows: Sequence[Sequence[Fraction]]) -> Matrix:
    return tuple(tuple(float(x) for x in row) for row in rows)


def turned(matrix: Matrix) -> Matrix:
    return tuple(zip(*matrix))


def make_gather(matrix: Matrix):
    """M·D·Mᵀ, its numbers spread over points, as a function that kernels may call.

    gather(source, at, row, column, top, bottom, left, right, zeros, target, to, point, channels): D[i, j] are the
    channels from source[at + i·row + j·column] on where top ≤ i < bottom and left ≤ j < right, else zeros; result
    (i, j) goes to target[to + (i·n + j)·point]. Flat float32 arrays; channels a multiple of the vector's lanes.
    """
    if INTERPRETED:
        return lambda *a: _plain_gather(np.array(matrix), *a)

    @Intrinsic
    def gather(typing, source, at, row, column, top, bottom, left, right, zeros, target, to, point, channels):
        n = types.intp
        signature = types.void(source, n, n, n, n, n, n, n, zeros, target, n, n, n)

        def generate(context, builder, signature, values):
            _Emitter(context, builder, signature, matrix).gather(values)
            return context.get_dummy_value()

        return signature, generate

    return gather


def make_spread(matrix: Matrix):
    """M·D·Mᵀ of numbers gathered from points, as a function that kernels may call.

    spread(source, at, point, target, to, row, column, rows, columns, start, start_at, start_row, start_column, add,
    floor, channels): D[i, j] lies at source[at + (i·n + j)·point]; result (i, j), plus start where `add`, but not below
    `floor`, goes to target[to + i·row + j·column] if i < rows and j < columns. A NaN stays.
    """
    if INTERPRETED:
        return lambda *a: _plain_spread(np.array(matrix), *a)

    @Intrinsic
    def spread(
        typing,
        source,
        at,
        point,
        target,
        to,
        row,
        column,
        rows,
        columns,
        start,
        start_at,
        start_row,
        start_column,
        add,
        floor,
        channels,
    ):
        n = types.intp
        signature = types.void(source, n, n, target, n, n, n, n, n, start, n, n, n, types.boolean, types.float32, n)

        def generate(context, builder, signature, values):
            _Emitter(context, builder, signature, matrix).spread(values)
            return context.get_dummy_value()

        return signature, generate

    return spread


class _Emitter:
    """Emits one transform, a vector of channels at a time."""

    def __init__(self, context, builder, signature, matrix: Matrix) -> None:
        self.context, self.builder, self.signature, self.matrix = context, builder, signature, matrix
        self.vector = ir.VectorType(ir.FloatType(), LANES_32)
        self.into, self.out = len(matrix[0]), len(matrix)

    def gather(self, values) -> None:
        b = self.builder
        source, at, row, column, top, bottom, left, right, zeros, target, to, point, channels = values
        self.word = at.type
        image, nothing, points = self._data(0, source), self._data(8, zeros), self._data(9, target)
        rows = [self._within(i, top, bottom) for i in range(self.into)]
        columns = [self._within(j, left, right) for j in range(self.into)]
        with self._channels(channels) as c:

            def load(i: int, j: int):
                place = b.add(b.add(at, c), b.add(b.mul(row, self._int(i)), b.mul(column, self._int(j))))
                inside = b.and_(rows[i], columns[j])
                return self._load(b.select(inside, b.gep(image, [place]), b.gep(nothing, [c])))

            results = self._transform(load)
            for i in range(self.out):
                for j in range(self.out):
                    place = b.add(b.add(to, c), b.mul(point, self._int(i * self.out + j)))
                    self._store(results[i][j], b.gep(points, [place]))

    def spread(self, values) -> None:
        b = self.builder
        (source, at, point, target, to, row, column, rows, columns, start, start_at, start_row, start_column, add,
         floor, channels) = values  # fmt: skip
        self.word = at.type
        points, images, starts = self._data(0, source), self._data(3, target), self._data(9, start)
        adding = cgutils.is_true(b, add)
        floors = self._splat(floor)
        with self._channels(channels) as c:

            def load(i: int, j: int):
                return self._load(b.gep(points, [b.add(b.add(at, c), b.mul(point, self._int(i * self.into + j)))]))

            results = self._transform(load)
            for i in range(self.out):
                for j in range(self.out):
                    wanted = b.and_(b.icmp_signed("<", self._int(i), rows), b.icmp_signed("<", self._int(j), columns))
                    with b.if_then(wanted, likely=True):
                        value = cgutils.alloca_once_value(b, results[i][j])
                        with b.if_then(adding):
                            first = b.add(b.mul(start_row, self._int(i)), b.mul(start_column, self._int(j)))
                            begin = self._load(b.gep(starts, [b.add(b.add(start_at, c), first)]))
                            b.store(b.fadd(results[i][j], begin), value)
                        place = b.add(b.mul(row, self._int(i)), b.mul(column, self._int(j)))
                        pointer = b.gep(images, [b.add(b.add(to, c), place)])
                        total = b.load(value, typ=self.vector)
                        self._store(b.select(b.fcmp_ordered("<", total, floors), floors, total), pointer)

    def _transform(self, load) -> list[list[Any]]:
        """M·D·Mᵀ: first the columns of D, then the rows of what comes out."""
        columns = []
        for j in range(self.into):
            d = [load(i, j) for i in range(self.into)]
            columns.append([self._combine(factors, d) for factors in self.matrix])
        rows = [[columns[j][i] for j in range(self.into)] for i in range(self.out)]
        return [[self._combine(factors, row) for factors in self.matrix] for row in rows]

    def _combine(self, factors: tuple[float, ...], vectors: list[Any]):
        b = self.builder
        fma = cgutils.get_or_insert_function(
            b.module, ir.FunctionType(self.vector, [self.vector] * 3), f"llvm.fmuladd.v{LANES_32}f32"
        )
        total = None
        # Ones first: a sum that begins with one needs no multiplication.
        for factor, vector in sorted(zip(factors, vectors), key=lambda term: term[0] != 1):
            if factor == 0:
                continue
            constant = ir.Constant(self.vector, [factor] * LANES_32)
            if total is None:
                total = vector if factor == 1 else b.fmul(constant, vector)
            elif abs(factor) == 1:
                total = b.fadd(total, vector) if factor == 1 else b.fsub(total, vector)
            else:
                total = b.call(fma, [constant, vector, total])
        return total

    def _channels(self, channels):
        return _Steps(self.builder, channels, self._int(LANES_32))

    def _within(self, i: int, low, high):
        b, at = self.builder, self._int(i)
        return b.and_(b.icmp_signed("<=", low, at), b.icmp_signed("<", at, high))

    def _splat(self, scalar):
        vector, i32 = self.vector, ir.IntType(32)
        one = self.builder.insert_element(ir.Constant(vector, ir.Undefined), scalar, ir.Constant(i32, 0))
        return self.builder.shuffle_vector(one, one, ir.Constant(ir.VectorType(i32, LANES_32), [0] * LANES_32))

    def _int(self, number: int):
        return ir.Constant(self.word, number)

    def _data(self, i: int, array):
        return self.context.make_array(self.signature.args[i])(self.context, self.builder, array).data

    def _load(self, pointer):
        return self.builder.load(self.builder.bitcast(pointer, self.vector.as_pointer()), typ=self.vector, align=4)

    def _store(self, value, pointer) -> None:
        self.builder.store(value, self.builder.bitcast(pointer, self.vector.as_pointer()), align=4)


class _Steps:
    """A loop over 0, step, 2·step … below a limit, as a `with` block that gives the index."""

    def __init__(self, builder, limit, step) -> None:
        self._builder, self._step = builder, step
        self._loop = cgutils.for_range(builder, builder.sdiv(limit, step))

    def __enter__(self):
        return self._builder.mul(self._loop.__enter__().index, self._step)

    def __exit__(self, *error) -> None:
        self._loop.__exit__(*error)


def _plain_gather(
    matrix,
    source,
    at: int,
    row: int,
    column: int,
    top: int,
    bottom: int,
    left: int,
    right: int,
    zeros,
    target,
    to: int,
    point: int,
    channels: int,
) -> None:
    out, into = matrix.shape
    d = np.zeros((into, into, channels), source.dtype)
    for i in range(max(0, top), min(into, bottom)):
        for j in range(max(0, left), min(into, right)):
            first = at + i * row + j * column
            d[i, j] = source[first : first + channels]
    results = np.einsum("ai,bj,ijc->abc", matrix, matrix, d).reshape(-1, channels)
    for k in range(out * out):
        target[to + k * point : to + k * point + channels] = results[k]


def _plain_spread(
    matrix,
    source,
    at: int,
    point: int,
    target,
    to: int,
    row: int,
    column: int,
    rows: int,
    columns: int,
    start,
    start_at: int,
    start_row: int,
    start_column: int,
    add: bool,
    floor: float,
    channels: int,
) -> None:
    out, into = matrix.shape
    d = np.stack([source[at + k * point : at + k * point + channels] for k in range(into * into)])
    results = np.einsum("ai,bj,ijc->abc", matrix, matrix, d.reshape(into, into, channels))
    for i in range(min(out, rows)):
        for j in range(min(out, columns)):
            first, begin = to + i * row + j * column, start_at + i * start_row + j * start_column
            total = results[i, j] + (start[begin : begin + channels] if add else 0)
            target[first : first + channels] = np.where(total < floor, floor, total)
