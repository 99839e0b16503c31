"""Register tiles for convolutions with few channels, where a row of an image is one flat row of numbers.

With as many channels out as in, number p of an output row is a sum of numbers p + offset of the input rows, each times
a coefficient that depends on p only through p mod channels: a banded matrix. `phases` vectors hold one period of
coefficients; a tile is `repeats` periods long.
"""

from __future__ import annotations

from runtime.jit.declare import INTERPRETED, Intrinsic
from runtime.jit.lazy_imports import cgutils, ir, types
from runtime.kernels.matmul.microkernel import VECTOR_BITS


def make_band_tile(phases: int, repeats: int):
    """band(x, x_at, offsets, taps, coefficients, start, start_at, start_step, target, to).

    target[to + i] = start[…] + Σ_t coefficients[t, i mod period] · x[x_at + offsets[t] + i] for i < repeats · period;
    start is read at start_at + i mod period + start_step · (i div period): the target itself, or one period.
    """
    if INTERPRETED:
        return lambda *a: _plain_band(phases, repeats, *a)

    @Intrinsic
    def band(typing, x, x_at, offsets, taps, coefficients, start, start_at, start_step, target, to):
        n = types.intp
        signature = types.void(x, n, offsets, n, coefficients, start, n, n, target, n)

        def generate(context, builder, signature, values):
            _Band(context, builder, signature, values[1].type).tile(phases, repeats, values)
            return context.get_dummy_value()

        return signature, generate

    return band


def make_band_sums(phases: int, taps: int):
    """band_sums(x, x_at, offsets, first, dy, dy_at, periods, sums).

    sums[t, j] += Σ_r dy[dy_at + r·period + j] · x[x_at + offsets[t] + r·period + j] for `taps` taps t from `first` on.
    """
    if INTERPRETED:
        return lambda *a: _plain_sums(phases, taps, *a)

    @Intrinsic
    def band_sums(typing, x, x_at, offsets, first, dy, dy_at, periods, sums, sums_at):
        n = types.intp
        signature = types.void(x, n, offsets, n, dy, n, n, sums, n)

        def generate(context, builder, signature, values):
            _Band(context, builder, signature, values[1].type).sums(phases, taps, values)
            return context.get_dummy_value()

        return signature, generate

    return band_sums


class _Band:
    """Emits the two tiles."""

    def __init__(self, context, builder, signature, word) -> None:
        self.context, self.builder, self.signature, self.word = context, builder, signature, word
        bits = signature.args[0].dtype.bitwidth
        self.bytes, self.lanes = bits // 8, VECTOR_BITS // bits
        self.vector = ir.VectorType(ir.FloatType() if bits == 32 else ir.DoubleType(), self.lanes)
        kind = ir.FunctionType(self.vector, [self.vector] * 3)
        self.fma = cgutils.get_or_insert_function(builder.module, kind, f"llvm.fmuladd.v{self.lanes}f{bits}")

    def tile(self, phases: int, repeats: int, values) -> None:
        b = self.builder
        x, x_at, offsets, taps, coefficients, start, start_at, start_step, target, to = values
        x, offsets, coefficients = self._data(0, x), self._data(2, offsets), self._data(4, coefficients)
        start, target, period = self._data(5, start), self._data(8, target), phases * self.lanes
        sums = []
        for r in range(repeats):
            at = b.add(start_at, b.mul(start_step, self._int(r)))
            for j in range(phases):
                first = self._load(start, b.add(at, self._int(j * self.lanes)))
                sums.append(cgutils.alloca_once_value(b, first))
        with cgutils.for_range(b, taps) as tap:
            at = b.add(x_at, b.load(b.gep(offsets, [tap.index])))
            row = b.mul(tap.index, self._int(period))
            for j in range(phases):
                factor = self._load(coefficients, b.add(row, self._int(j * self.lanes)))
                for r in range(repeats):
                    number = self._load(x, b.add(at, self._int(r * period + j * self.lanes)))
                    total = sums[r * phases + j]
                    b.store(b.call(self.fma, [factor, number, b.load(total, typ=self.vector)]), total)
        for i, total in enumerate(sums):
            self._store(b.load(total, typ=self.vector), target, b.add(to, self._int(i * self.lanes)))

    def sums(self, phases: int, taps: int, values) -> None:
        b = self.builder
        x, x_at, offsets, first, dy, dy_at, periods, sums, sums_at = values
        x, offsets, dy, sums = self._data(0, x), self._data(2, offsets), self._data(4, dy), self._data(7, sums)
        period = phases * self.lanes
        places = [b.add(x_at, b.load(b.gep(offsets, [b.add(first, self._int(t))]))) for t in range(taps)]
        rows = [b.add(sums_at, b.mul(b.add(first, self._int(t)), self._int(period))) for t in range(taps)]
        at = [[b.add(row, self._int(j * self.lanes)) for j in range(phases)] for row in rows]
        totals = [[cgutils.alloca_once_value(b, self._load(sums, a)) for a in row] for row in at]
        with cgutils.for_range(b, periods) as repeat:
            moved = b.mul(repeat.index, self._int(period))
            for j in range(phases):
                lane = b.add(moved, self._int(j * self.lanes))
                slope = self._load(dy, b.add(dy_at, lane))
                for t in range(taps):
                    number = self._load(x, b.add(places[t], lane))
                    total = totals[t][j]
                    b.store(b.call(self.fma, [slope, number, b.load(total, typ=self.vector)]), total)
        for t in range(taps):
            for j in range(phases):
                self._store(b.load(totals[t][j], typ=self.vector), sums, at[t][j])

    def _int(self, number: int):
        return ir.Constant(self.word, number)

    def _data(self, i: int, array):
        return self.context.make_array(self.signature.args[i])(self.context, self.builder, array).data

    def _pointer(self, data, at):
        return self.builder.bitcast(self.builder.gep(data, [at]), self.vector.as_pointer())

    def _load(self, data, at):
        return self.builder.load(self._pointer(data, at), typ=self.vector, align=self.bytes)

    def _store(self, value, data, at) -> None:
        self.builder.store(value, self._pointer(data, at), align=self.bytes)


def _plain_band(
    phases: int,
    repeats: int,
    x,
    x_at: int,
    offsets,
    taps: int,
    coefficients,
    start,
    start_at: int,
    start_step: int,
    target,
    to: int,
) -> None:
    period = phases * VECTOR_BITS // 8 // x.itemsize
    for r in range(repeats):
        total = start[start_at + r * start_step : start_at + r * start_step + period].copy()
        for t in range(taps):
            at = x_at + offsets[t] + r * period
            total += coefficients[t * period : (t + 1) * period] * x[at : at + period]
        target[to + r * period : to + (r + 1) * period] = total


def _plain_sums(
    phases: int, taps: int, x, x_at: int, offsets, first: int, dy, dy_at: int, periods: int, sums, sums_at: int
) -> None:
    period = phases * VECTOR_BITS // 8 // x.itemsize
    for t in range(first, first + taps):
        for r in range(periods):
            slopes = dy[dy_at + r * period : dy_at + (r + 1) * period]
            at = x_at + offsets[t] + r * period
            sums[sums_at + t * period : sums_at + (t + 1) * period] += slopes * x[at : at + period]
