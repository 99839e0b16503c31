"""What all recurrent cells share: products with one step of a sequence, dropout, masks, gradients of the weights.

A sequence x is (batch, steps, features) as everywhere, but what a cell keeps is ordered by time, then by gate: `gates`
is (slots, gate, batch, units) and a state (slots, batch, units), so that a gate of one step is a contiguous matrix for
loops, and the rows of a product. Slot t % slots belongs to step t; a state's slot t is the state before step t. With a
slot for every step all is kept for the backward pass, with one and two slots nothing is.

All arrays are flat. Work is cut by samples (gradients of weights: by gates), so that threads never share a sum.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit import formula
from runtime.kernels.gemm import product
from runtime.kernels.microkernel import NO_TABLE, Rows, Sum

DEPTH = 512
"""Terms of a sum that run through one tile at a time: its panel of weights stays in the cache."""


class Layout(NamedTuple):
    """Sizes and switches of one call of a recurrent layer."""

    batch: int
    steps: int
    features: int
    units: int
    gates: int
    gate_slots: int
    state_slots: int
    backwards: bool
    sequences: bool
    """An output for every step."""
    zero_masked: bool
    """Masked steps give zeros instead of the output before."""


class Drops(NamedTuple):
    """Dropout's factors, 0 or 1 / (1 − rate), the same at all steps; empty where there is no dropout.

    `inputs` is (1 or gates, batch, features), `state` (gates, batch, units); the others are workspace for one
    product each, (gates, batch, features) and (gates, batch, units).
    """

    inputs: Any
    state: Any
    inputs_work: Any
    state_work: Any


@formula
def plain(data: Any, at: Any, stride: Any) -> Any:
    """Rows of a flat array that begin at `at`, a constant stride apart."""
    return Rows(data, at, NO_TABLE, 0, stride, 0)


@formula
def multiply(a: Any, a_at: Any, a_row: Any, b: Any, b_at: Any, b_row: Any, target: Any, start: Any, add: Any, rows: Any,
             columns: Any, depth: Any) -> Any:  # fmt: skip
    """target = (start if add) + A·B, in slices of k."""
    for k in range(0, depth, DEPTH):
        terms = Sum(1, min(DEPTH, depth - k), 0, 1, 0, b_row)
        if k == 0:
            product(plain(a, a_at, a_row), b, b_at, target, start, add, terms, rows, columns)
        else:
            product(plain(a, a_at + k, a_row), b, b_at + k * b_row, target, target, True, terms, rows, columns)


@formula
def scaled(source: Any, at: Any, row: Any, factor: Any, first: Any, target: Any, columns: Any, rows: Any) -> Any:
    """target = source · factor; factor and target have contiguous rows that begin at `first`."""
    for i in range(rows):
        for j in range(columns):
            k = first + i * columns + j
            target[k] = source[at + i * row + j] * factor[k]


@formula
def add_scaled(source: Any, factor: Any, first: Any, work_first: Any, target: Any, at: Any, row: Any, add: Any,
               columns: Any, rows: Any) -> Any:  # fmt: skip
    """target (+)= source · factor, the reverse of `scaled`."""
    for i in range(rows):
        for j in range(columns):
            value = source[work_first + i * columns + j] * factor[first + i * columns + j]
            k = at + i * row + j
            target[k] = target[k] + value if add else value


@formula
def time_of(layout: Any, t: Any) -> Any:
    """Which step of the sequence is read at step t."""
    return layout.steps - 1 - t if layout.backwards else t


@formula
def project_input(layout: Any, x: Any, kernel: Any, bias: Any, drops: Any, target: Any, t: Any, gate: Any, begin: Any,
                  rows: Any) -> Any:  # fmt: skip
    """One gate's share of the input at step t: target = x·W + b."""
    features, units, width = layout.features, layout.units, layout.gates * layout.units
    at, row = (begin * layout.steps + time_of(layout, t)) * features, layout.steps * features
    has_bias = bias.size > 0
    start = plain(bias if has_bias else target.data, gate * units if has_bias else target.at, 0 if has_bias else units)
    if drops.inputs.size == 0:
        multiply(x, at, row, kernel, gate * units, width, target, start, has_bias, rows, units, features)
        return
    groups = drops.inputs.size // (layout.batch * features)
    first = ((gate if groups > 1 else 0) * layout.batch + begin) * features
    scaled(x, at, row, drops.inputs, first, drops.inputs_work, features, rows)
    multiply(drops.inputs_work, first, features, kernel, gate * units, width, target, start, has_bias, rows, units,
             features)  # fmt: skip


@formula
def project_state(layout: Any, state: Any, at: Any, kernel: Any, drops: Any, target: Any, gate: Any, begin: Any,
                  rows: Any) -> Any:  # fmt: skip
    """One gate's share of the state: target += h·U."""
    units, width = layout.units, layout.gates * layout.units
    if drops.state.size == 0:
        multiply(state, at, units, kernel, gate * units, width, target, target, True, rows, units, units)
        return
    first = (gate * layout.batch + begin) * units
    scaled(state, at, units, drops.state, first, drops.state_work, units, rows)
    multiply(drops.state_work, first, units, kernel, gate * units, width, target, target, True, rows, units, units)


@formula
def counts(mask: Any, layout: Any, sample: Any, t: Any) -> Any:
    """Whether a sample's step t is not masked."""
    return mask.size == 0 or mask[sample * layout.steps + time_of(layout, t)]


@formula
def write_output(layout: Any, mask: Any, state: Any, at: Any, out: Any, t: Any, begin: Any, rows: Any) -> Any:
    """The state after step t goes into the output, where step t has a place there."""
    if not layout.sequences and t < layout.steps - 1:
        return
    units = layout.units
    for i in range(rows):
        sample = begin + i
        to = (sample * layout.steps + t) * units if layout.sequences else sample * units
        blank = layout.zero_masked and not counts(mask, layout, sample, t)
        for j in range(units):
            out[to + j] = out.dtype.type(0) if blank else state[at + i * units + j]


@formula
def read_output_gradient(layout: Any, mask: Any, d_out: Any, d_state: Any, at: Any, t: Any, begin: Any,
                         rows: Any) -> Any:  # fmt: skip
    """d_state += the gradient that reaches the output of step t."""
    if not layout.sequences and t < layout.steps - 1:
        return
    units = layout.units
    for i in range(rows):
        sample = begin + i
        if layout.zero_masked and not counts(mask, layout, sample, t):
            continue
        first = (sample * layout.steps + t) * units if layout.sequences else sample * units
        for j in range(units):
            d_state[at + i * units + j] += d_out[first + j]


@formula
def input_gradient(layout: Any, d_gates: Any, slot: Any, transposed: Any, drops: Any, dx: Any, accumulate: Any, t: Any,
                   begin: Any, rows: Any) -> Any:  # fmt: skip
    """dx (+)= dz·Wᵀ for step t; `transposed` is Wᵀ, (gates · units, features). Nothing where dx is empty."""
    if dx.size == 0:
        return
    features, units, batch = layout.features, layout.units, layout.batch
    at, row = (begin * layout.steps + time_of(layout, t)) * features, layout.steps * features
    first = (slot * layout.gates * batch + begin) * units
    groups = drops.inputs.size // (batch * features)
    if groups == 0:
        terms = Sum(layout.gates, units, batch * units, 1, units * features, features)
        target = plain(dx, at, row)
        product(plain(d_gates, first, units), transposed, 0, target, target, accumulate, terms, rows, features)
        return
    for group in range(groups):
        terms = Sum(layout.gates // groups, units, batch * units, 1, units * features, features)
        work = plain(drops.inputs_work, begin * features, features)
        product(plain(d_gates, first + group * batch * units, units), transposed, group * units * features, work, work,
                False, terms, rows, features)  # fmt: skip
        add_scaled(drops.inputs_work, drops.inputs, (group * batch + begin) * features, begin * features, dx, at, row,
                   accumulate or group > 0, features, rows)  # fmt: skip


@formula
def state_gradient(layout: Any, d_gates: Any, slot: Any, transposed: Any, drops: Any, target: Any, at: Any, begin: Any,
                   rows: Any) -> Any:  # fmt: skip
    """target = dz·Uᵀ for one step; `transposed` is Uᵀ, (gates · units, units)."""
    units, batch = layout.units, layout.batch
    first = (slot * layout.gates * batch + begin) * units
    if drops.state.size == 0:
        terms = Sum(layout.gates, units, batch * units, 1, units * units, units)
        to = plain(target, at, units)
        product(plain(d_gates, first, units), transposed, 0, to, to, False, terms, rows, units)
        return
    terms = Sum(1, units, 0, 1, 0, units)
    work = plain(drops.state_work, begin * units, units)
    for gate in range(layout.gates):
        product(plain(d_gates, first + gate * batch * units, units), transposed, gate * units * units, work, work,
                False, terms, rows, units)  # fmt: skip
        add_scaled(drops.state_work, drops.state, (gate * batch + begin) * units, begin * units, target, at, units,
                   gate > 0, units, rows)  # fmt: skip


@formula
def outer_product(layout: Any, source: Any, at: Any, step_stride: Any, row: Any, factor: Any, work: Any, width: Any,
                  d_gates: Any, gate: Any, t: Any, steps: Any, target: Any, add: Any) -> Any:  # fmt: skip
    """target (+)= Σ sourceᵀ·dz over some steps and all samples, for one gate's columns of a weight's gradient."""
    batch, units, gates = layout.batch, layout.units, layout.gates
    to = plain(target, gate * units, gates * units)
    d_at = (t * gates + gate) * batch * units
    if factor.size == 0:
        terms = Sum(steps, batch, step_stride, row, gates * batch * units, units)
        product(plain(source, at, 1), d_gates, d_at, to, to, add, terms, width, units)
        return
    groups = factor.size // (batch * width)
    own, first = gate * batch * width, (gate if groups > 1 else 0) * batch * width
    for i in range(batch):
        for j in range(width):
            work[own + i * width + j] = source[at + i * row + j] * factor[first + i * width + j]
    terms = Sum(1, batch, 0, width, 0, units)
    product(plain(work, own, 1), d_gates, d_at, to, to, add, terms, width, units)


@formula
def weight_gradients(layout: Any, x: Any, state: Any, d_gates: Any, drops: Any, d_kernel: Any, d_recurrent: Any,
                     d_bias: Any, accumulate: Any, begin: Any, end: Any) -> Any:  # fmt: skip
    """Gradients of kernel, recurrent kernel and bias for the gates begin…end; empty arrays are skipped."""
    batch, steps, features, units = layout.batch, layout.steps, layout.features, layout.units
    dropped = drops.inputs.size + drops.state.size > 0
    block = 1 if dropped else max(1, DEPTH // batch)
    for gate in range(begin, end):
        for t in range(0, steps, block):
            count, add = min(block, steps - t), accumulate or t > 0
            if d_kernel.size > 0:
                stride = -features if layout.backwards else features
                outer_product(layout, x, time_of(layout, t) * features, stride, steps * features, drops.inputs,
                              drops.inputs_work, features, d_gates, gate, t, count, d_kernel, add)  # fmt: skip
            if d_recurrent.size > 0:
                outer_product(layout, state, t * batch * units, batch * units, units, drops.state, drops.state_work,
                              units, d_gates, gate, t, count, d_recurrent, add)  # fmt: skip
            if d_bias.size > 0:
                bias_gradient(layout, d_gates, gate, t, count, d_bias, add)


@formula
def bias_gradient(layout: Any, d_gates: Any, gate: Any, t: Any, steps: Any, target: Any, add: Any) -> Any:
    """target (+)= Σ dz over some steps and all samples, for one gate."""
    units = layout.units
    low, high = np.uint64(gate * units), np.uint64((gate + 1) * units)
    if not add:
        for j in range(low, high):
            target[j] = target.dtype.type(0)
    for step in range(t, t + steps):
        first = (step * layout.gates + gate) * layout.batch * units
        for i in range(layout.batch):
            at = np.uint64(first + i * units)
            for j in range(np.uint64(units)):
                target[low + j] += d_gates[at + j]
