"""What all recurrent cells share: products with one step of a sequence, dropout, masks, gradients of the weights.

A sequence x is (batch, steps, features) as everywhere, but what a cell keeps is ordered by time, then by gate: `gates`
is (slots, gate, batch, units) and a state (slots, batch, units), so that a gate of one step is a contiguous matrix for
loops, and the rows of a product. Slot t % slots belongs to step t; a state's slot t is the state before step t. With a
slot for every step all is kept for the backward pass, with one and two slots nothing is.

All arrays are flat. `product` is `shared_product`'s: called by name it would be compiled into each kernel again. Work
is cut by samples (gradients of weights: by gates), so that threads never share a sum.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit import formula

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
def multiply(
    product: Any, a: Any, a_at: Any, a_row: Any, b: Any, b_at: Any, b_row: Any, c: Any, c_at: Any, c_row: Any,
    start: Any, start_at: Any, start_row: Any, add: Any, rows: Any, columns: Any, depth: Any,
) -> Any:  # fmt: skip
    """c = (start if add) + a·b, in slices of k."""
    for k in range(0, depth, DEPTH):
        first, size = k == 0, min(DEPTH, depth - k)
        product(a, a_at + k, a_row, b, b_at + k * b_row, c, c_at, c_row, start if first else c,
                start_at if first else c_at, start_row if first else c_row, add or not first,
                1, size, 0, 1, 0, b_row, rows, columns)  # fmt: skip


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
def project_input(product: Any, layout: Any, x: Any, kernel: Any, bias: Any, drops: Any, target: Any, to: Any, t: Any,
                  gate: Any, begin: Any, rows: Any) -> Any:  # fmt: skip
    """One gate's share of the input at step t: target = x·W + b."""
    features, units, width = layout.features, layout.units, layout.gates * layout.units
    at, row = (begin * layout.steps + time_of(layout, t)) * features, layout.steps * features
    has_bias = bias.size > 0
    start = bias if has_bias else target
    start_at, start_row = gate * units if has_bias else to, 0 if has_bias else units
    source = x
    if drops.inputs.size > 0:
        groups = drops.inputs.size // (layout.batch * features)
        first = ((gate if groups > 1 else 0) * layout.batch + begin) * features
        scaled(x, at, row, drops.inputs, first, drops.inputs_work, features, rows)
        source, at, row = drops.inputs_work, first, features
    multiply(product, source, at, row, kernel, gate * units, width, target, to, units, start, start_at, start_row,
             has_bias, rows, units, features)  # fmt: skip


@formula
def project_state(product: Any, layout: Any, state: Any, at: Any, kernel: Any, drops: Any, target: Any, to: Any,
                  gate: Any, begin: Any, rows: Any) -> Any:  # fmt: skip
    """One gate's share of the state: target += h·U."""
    units, width = layout.units, layout.gates * layout.units
    source = state
    if drops.state.size > 0:
        first = (gate * layout.batch + begin) * units
        scaled(state, at, units, drops.state, first, drops.state_work, units, rows)
        source, at = drops.state_work, first
    multiply(product, source, at, units, kernel, gate * units, width, target, to, units, target, to, units, True,
             rows, units, units)  # fmt: skip


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
def input_gradient(product: Any, layout: Any, d_gates: Any, slot: Any, transposed: Any, drops: Any, dx: Any,
                   accumulate: Any, t: Any, begin: Any, rows: Any) -> Any:  # fmt: skip
    """dx (+)= dz·Wᵀ for step t; `transposed` is Wᵀ, (gates · units, features). Nothing where dx is empty."""
    if dx.size == 0:
        return
    features, units, batch = layout.features, layout.units, layout.batch
    at, row = (begin * layout.steps + time_of(layout, t)) * features, layout.steps * features
    first, gate_size = (slot * layout.gates * batch + begin) * units, batch * units
    groups = drops.inputs.size // (batch * features)
    if groups == 0:
        product(d_gates, first, units, transposed, 0, dx, at, row, dx, at, row, accumulate,
                layout.gates, units, gate_size, 1, units * features, features, rows, features)  # fmt: skip
        return
    work, work_at = drops.inputs_work, begin * features
    for group in range(groups):
        product(d_gates, first + group * gate_size, units, transposed, group * units * features,
                work, work_at, features, work, work_at, features, False,
                layout.gates // groups, units, gate_size, 1, units * features, features, rows, features)  # fmt: skip
        add_scaled(work, drops.inputs, (group * batch + begin) * features, work_at, dx, at, row,
                   accumulate or group > 0, features, rows)  # fmt: skip


@formula
def state_gradient(product: Any, layout: Any, d_gates: Any, slot: Any, transposed: Any, drops: Any, target: Any,
                   at: Any, begin: Any, rows: Any) -> Any:  # fmt: skip
    """target = dz·Uᵀ for one step; `transposed` is Uᵀ, (gates · units, units)."""
    units, batch = layout.units, layout.batch
    first, gate_size = (slot * layout.gates * batch + begin) * units, batch * units
    if drops.state.size == 0:
        product(d_gates, first, units, transposed, 0, target, at, units, target, at, units, False,
                layout.gates, units, gate_size, 1, units * units, units, rows, units)  # fmt: skip
        return
    work, work_at = drops.state_work, begin * units
    for gate in range(layout.gates):
        product(d_gates, first + gate * gate_size, units, transposed, gate * units * units,
                work, work_at, units, work, work_at, units, False, 1, units, 0, 1, 0, units, rows, units)  # fmt: skip
        add_scaled(work, drops.state, (gate * batch + begin) * units, work_at, target, at, units, gate > 0, units,
                   rows)  # fmt: skip


@formula
def outer_product(product: Any, layout: Any, source: Any, at: Any, step_stride: Any, row: Any, factor: Any, work: Any,
                  width: Any, d_gates: Any, gate: Any, t: Any, steps: Any, target: Any, add: Any) -> Any:  # fmt: skip
    """target (+)= Σ sourceᵀ·dz over some steps and all samples, for one gate's columns of a weight's gradient."""
    batch, units, gates = layout.batch, layout.units, layout.gates
    to, to_row, d_at = gate * units, gates * units, (t * gates + gate) * batch * units
    if factor.size > 0:
        groups = factor.size // (batch * width)
        own, first = gate * batch * width, (gate if groups > 1 else 0) * batch * width
        for i in range(batch):
            for j in range(width):
                work[own + i * width + j] = source[at + i * row + j] * factor[first + i * width + j]
        source, at, row = work, own, width
    product(source, at, 1, d_gates, d_at, target, to, to_row, target, to, to_row, add,
            steps, batch, step_stride, row, gates * batch * units, units, width, units)  # fmt: skip


@formula
def weight_gradients(product: Any, layout: Any, x: Any, state: Any, d_gates: Any, drops: Any, d_kernel: Any,
                     d_recurrent: Any, d_bias: Any, accumulate: Any, begin: Any, end: Any) -> Any:  # fmt: skip
    """Gradients of kernel, recurrent kernel and bias for the gates begin…end; empty arrays are skipped."""
    batch, steps, features, units = layout.batch, layout.steps, layout.features, layout.units
    dropped = drops.inputs.size + drops.state.size > 0
    block = 1 if dropped else max(1, DEPTH // batch)
    for gate in range(begin, end):
        for t in range(0, steps, block):
            count, add = min(block, steps - t), accumulate or t > 0
            if d_kernel.size > 0:
                stride = -features if layout.backwards else features
                outer_product(product, layout, x, time_of(layout, t) * features, stride, steps * features,
                              drops.inputs, drops.inputs_work, features, d_gates, gate, t, count, d_kernel,
                              add)  # fmt: skip
            if d_recurrent.size > 0:
                outer_product(product, layout, state, t * batch * units, batch * units, units, drops.state,
                              drops.state_work, units, d_gates, gate, t, count, d_recurrent, add)  # fmt: skip
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
