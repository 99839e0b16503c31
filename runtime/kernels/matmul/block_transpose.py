"""A square block of numbers turned in registers, as LLVM vectors: no step for each number."""

from __future__ import annotations

from typing import Any

from runtime.jit.declare import INTERPRETED, Intrinsic, kernel
from runtime.jit.lazy_imports import ir, types
from runtime.kernels.matmul.microkernel import LANES_32, LANES_64, VECTOR_BITS


def _turn_plain(source, at: int, row: int, rows: int, target, to: int, target_row: int) -> None:
    lanes = VECTOR_BITS // 8 // source.itemsize
    firsts = [at + min(i, rows - 1) * row for i in range(lanes)]
    for j in range(lanes):
        target[to + j * target_row : to + j * target_row + lanes] = source[[first + j for first in firsts]]


@Intrinsic
def _turn_vectors(typing, source, at, row, rows, target, to, target_row):
    n = types.intp
    signature = types.void(source, n, n, n, target, n, n)

    def generate(context, builder, signature, values):
        _Block(context, builder, signature).emit(values)
        return context.get_dummy_value()

    return signature, generate


turn_block: Any = _turn_plain if INTERPRETED else _turn_vectors
"""turn_block(source, at, row, rows, target, to, target_row): a block of lanes × lanes numbers, lanes a vector's.

target[to + j·target_row + i] = source[at + i·row + j]; rows from `rows` on repeat the last one. Lanes are stored side
by side, so that a target_row below their number leaves of each row what the next one doesn't overwrite.
"""


class _Block:
    """Emits the loads, the exchange of halves, quarters and so on, and the stores."""

    def __init__(self, context, builder, signature) -> None:
        self.context, self.builder, self.signature = context, builder, signature
        bits = signature.args[0].dtype.bitwidth
        self.bytes, self.lanes = bits // 8, VECTOR_BITS // bits
        self.vector = ir.VectorType(ir.FloatType() if bits == 32 else ir.DoubleType(), self.lanes)

    def emit(self, values) -> None:
        b = self.builder
        source, at, row, rows, target, to, target_row = values
        numbers, results = self._data(0, source), self._data(4, target)
        last = b.sub(rows, ir.Constant(rows.type, 1))
        vectors = []
        for i in range(self.lanes):
            number = ir.Constant(rows.type, i)
            line = b.select(b.icmp_signed("<", number, last), number, last)
            place = self._pointer(numbers, b.add(at, b.mul(line, row)))
            vectors.append(b.load(place, typ=self.vector, align=self.bytes))
        step = 1
        while step < self.lanes:
            for i in range(self.lanes):
                if not i & step:
                    vectors[i], vectors[i + step] = self._exchange(vectors[i], vectors[i + step], step)
            step *= 2
        for j, vector in enumerate(vectors):
            place = b.add(to, b.mul(target_row, ir.Constant(rows.type, j)))
            b.store(vector, self._pointer(results, place), align=self.bytes)

    def _exchange(self, low, high, step: int) -> tuple[Any, Any]:
        """The blocks of `step` numbers off the diagonal of two rows change places."""
        lanes = range(self.lanes)
        first = [k if not k & step else self.lanes + k - step for k in lanes]
        second = [k + step if not k & step else self.lanes + k for k in lanes]
        return self._shuffle(low, high, first), self._shuffle(low, high, second)

    def _shuffle(self, low, high, order: list[int]):
        kind = ir.VectorType(ir.IntType(32), self.lanes)
        return self.builder.shuffle_vector(low, high, ir.Constant(kind, order))

    def _data(self, i: int, array):
        return self.context.make_array(self.signature.args[i])(self.context, self.builder, array).data

    def _pointer(self, data, at):
        return self.builder.bitcast(self.builder.gep(data, [at]), self.vector.as_pointer())


@kernel
def transpose(source, source_row, target, target_row, columns, begin, end) -> None:
    """Columns of a flat matrix become rows of another, for the rows begin…end of the source."""
    turn(source, begin * source_row, source_row, target, begin, target_row, end - begin, columns)


@kernel
def turn(source, at, source_row, target, to, target_row, rows, columns) -> None:
    """target[to + j·target_row + i] = source[at + i·source_row + j] for i < rows and j < columns."""
    lanes = LANES_32 if source.itemsize == 4 else LANES_64
    wide = columns // lanes * lanes
    i = 0
    while i + lanes <= rows:
        for j in range(0, wide, lanes):
            place = to + j * target_row + i
            turn_block(source, at + i * source_row + j, source_row, lanes, target, place, target_row)
        for j in range(wide, columns):
            for k in range(lanes):
                target[to + j * target_row + i + k] = source[at + (i + k) * source_row + j]
        i += lanes
    for j in range(columns):
        for k in range(i, rows):
            target[to + j * target_row + k] = source[at + k * source_row + j]
