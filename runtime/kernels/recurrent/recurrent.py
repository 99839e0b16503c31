"""What all recurrent cells share: products with one step of a sequence, dropout, masks, gradients of the weights.

A sequence x is (batch, steps, features) as everywhere, but what a cell keeps is ordered by time, then by gate: `gates`
is (slots, gate, batch, units) and a state (slots, batch, units), so that a gate of one step is a contiguous matrix for
loops, and the rows of a product. Slot t % slots belongs to step t; a state's slot t is the state before step t. With a
slot for every step all is kept for the backward pass, with `BLOCK` and two slots nothing is.

Products of the input don't wait for one another as those of the state do: they run for `BLOCK` steps of a sample at
once, which are rows one after the other in x, and reach the cache or leave it together with the steps that need them.

All arrays are flat. Work is cut by samples (gradients of weights: by their rows), so that threads never share a sum.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import formula
from runtime.kernels.matmul.product import strided_product

DEPTH = 512
"""Terms of a sum that run through one tile at a time: its panel of weights stays in the cache."""

BLOCK = 24
"""Steps of a sample whose input products run at once: a multiple of the tile's rows."""

TERMS = 256
"""Terms of a weight gradient, steps times samples, that are taken together."""

PITCH = 16
"""Numbers between the packed rows of x, so that they don't all fall into the same lines of the cache."""


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
    a: Any, a_at: Any, a_row: Any, b: Any, b_at: Any, b_row: Any, c: Any, c_at: Any, c_row: Any,
    start: Any, start_at: Any, start_row: Any, add: Any, rows: Any, columns: Any, depth: Any,
) -> Any:  # fmt: skip
    """c = (start if add) + a·b, in slices of k."""
    for k in range(0, depth, DEPTH):
        first, size = k == 0, min(DEPTH, depth - k)
        strided_product(a, a_at + k, a_row, b, b_at + k * b_row, c, c_at, c_row, start if first else c,
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
def project_input(layout: Any, x: Any, kernel: Any, bias: Any, drops: Any, target: Any, to: Any, t: Any,
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
    multiply(source, at, row, kernel, gate * units, width, target, to, units, start, start_at, start_row,
             has_bias, rows, units, features)  # fmt: skip


@formula
def project_block(layout: Any, x: Any, kernel: Any, bias: Any, target: Any, t: Any, steps: Any,
                  begin: Any, end: Any) -> Any:  # fmt: skip
    """The input's share of all gates at the steps from t on, for the samples begin…end: target = x·W + b."""
    features, units, width = layout.features, layout.units, layout.gates * layout.units
    gate_size = layout.batch * units
    has_bias, forth = bias.size > 0, -features if layout.backwards else features
    start = bias if has_bias else target
    for i in range(begin, end):
        at = (i * layout.steps + time_of(layout, t)) * features
        for gate in range(layout.gates):
            to = ((t % layout.gate_slots) * layout.gates + gate) * gate_size + i * units
            row = layout.gates * gate_size
            multiply(x, at, forth, kernel, gate * units, width, target, to, row, start,
                     gate * units if has_bias else to, 0 if has_bias else row, has_bias, steps, units,
                     features)  # fmt: skip


@formula
def project_state(layout: Any, state: Any, at: Any, kernel: Any, drops: Any, target: Any, to: Any,
                  gate: Any, begin: Any, rows: Any) -> Any:  # fmt: skip
    """One gate's share of the state: target += h·U."""
    units, width = layout.units, layout.gates * layout.units
    source = state
    if drops.state.size > 0:
        first = (gate * layout.batch + begin) * units
        scaled(state, at, units, drops.state, first, drops.state_work, units, rows)
        source, at = drops.state_work, first
    multiply(source, at, units, kernel, gate * units, width, target, to, units, target, to, units, True,
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
def input_gradient(layout: Any, d_gates: Any, transposed: Any, drops: Any, dx: Any, accumulate: Any,
                   t: Any, steps: Any, begin: Any, end: Any) -> Any:  # fmt: skip
    """dx (+)= dz·Wᵀ for the steps from t on; `transposed` is Wᵀ, (gates · units, features). Nothing without a dx."""
    if dx.size == 0:
        return
    features, units, batch, gates = layout.features, layout.units, layout.batch, layout.gates
    gate_size, groups = batch * units, drops.inputs.size // (batch * features)
    if groups == 0:
        forth = -features if layout.backwards else features
        for i in range(begin, end):
            at, first = (i * layout.steps + time_of(layout, t)) * features, t * gates * gate_size + i * units
            strided_product(d_gates, first, gates * gate_size, transposed, 0, dx, at, forth, dx, at, forth, accumulate,
                            gates, units, gate_size, 1, units * features, features, steps, features)  # fmt: skip
        return
    work, work_at, rows = drops.inputs_work, begin * features, end - begin
    for step in range(t, t + steps):
        at, row = (begin * layout.steps + time_of(layout, step)) * features, layout.steps * features
        for group in range(groups):
            first = (step * gates + group) * gate_size + begin * units
            strided_product(d_gates, first, units, transposed, group * units * features,
                            work, work_at, features, work, work_at, features, False,
                            gates // groups, units, gate_size, 1, units * features, features, rows,
                            features)  # fmt: skip
            add_scaled(work, drops.inputs, (group * batch + begin) * features, work_at, dx, at, row,
                       accumulate or group > 0, features, rows)  # fmt: skip


@formula
def state_gradient(layout: Any, d_gates: Any, slot: Any, transposed: Any, drops: Any, target: Any,
                   at: Any, begin: Any, rows: Any) -> Any:  # fmt: skip
    """target = dz·Uᵀ for one step; `transposed` is Uᵀ, (gates · units, units)."""
    units, batch = layout.units, layout.batch
    first, gate_size = (slot * layout.gates * batch + begin) * units, batch * units
    if drops.state.size == 0:
        strided_product(d_gates, first, units, transposed, 0, target, at, units, target, at, units, False,
                        layout.gates, units, gate_size, 1, units * units, units, rows, units)  # fmt: skip
        return
    work, work_at = drops.state_work, begin * units
    for gate in range(layout.gates):
        strided_product(d_gates, first + gate * gate_size, units, transposed, gate * units * units,
                        work, work_at, units, work, work_at, units, False, 1, units, 0, 1, 0, units, rows,
                        units)  # fmt: skip
        add_scaled(work, drops.state, (gate * batch + begin) * units, work_at, target, at, units, gate > 0, units,
                   rows)  # fmt: skip


@formula
def pack_input(layout: Any, x: Any, factor: Any, group: Any, work: Any, at: Any, pitch: Any, t: Any, steps: Any,
               low: Any, high: Any) -> Any:  # fmt: skip
    """work = the features low…high of some steps of all samples, times dropout's factors where there are any."""
    features, count = layout.features, np.uint64(high - low)
    for i in range(layout.batch):
        forth = np.uint64((group * layout.batch + i) * features + low)
        for step in range(steps):
            source = np.uint64((i * layout.steps + time_of(layout, t + step)) * features + low)
            to = np.uint64(at + (step * layout.batch + i) * pitch)
            if factor.size > 0:
                for j in range(count):
                    work[to + j] = x[source + j] * factor[forth + j]
            else:
                for j in range(count):
                    work[to + j] = x[source + j]


@formula
def pack_state(layout: Any, state: Any, factor: Any, gate: Any, work: Any, at: Any, pitch: Any, t: Any, steps: Any,
               low: Any, high: Any) -> Any:  # fmt: skip
    """work = the units low…high of the states before some steps, times one gate's factors."""
    units, batch = layout.units, layout.batch
    for step in range(steps):
        for i in range(batch):
            source, to = ((t + step) * batch + i) * units, at + (step * batch + i) * pitch
            for j in range(low, high):
                work[to + j - low] = state[source + j] * factor[(gate * batch + i) * units + j]


@formula
def weight_gradients(layout: Any, x: Any, state: Any, d_gates: Any, drops: Any, d_kernel: Any,
                     d_recurrent: Any, d_bias: Any, work: Any, room: Any, accumulate: Any, slot: Any,
                     begin: Any, end: Any) -> Any:  # fmt: skip
    """Gradients of kernel, recurrent kernel and bias, rows begin…end of one below the other; empty ones are skipped.

    `work` holds `room` numbers a slot: what `gradient_work` says of the longest chunk, since the last may be shorter.
    """
    batch, features, units = layout.batch, layout.features, layout.units
    gates, width = layout.gates, layout.gates * layout.units
    block, gate_size = term_steps(layout), layout.batch * layout.units
    pitch = end - begin + PITCH
    at = slot * room
    for t in range(0, layout.steps, block):
        steps, add = min(block, layout.steps - t), accumulate or t > 0
        low, high = begin, min(end, features)
        groups = max(1, drops.inputs.size // (batch * features))
        if d_kernel.size > 0 and low < high:
            for gate in range(gates):
                if gate < groups:
                    pack_input(layout, x, drops.inputs, gate, work, at, pitch, t, steps, low, high)
                to, d_at = low * width + gate * units, (t * gates + gate) * gate_size
                strided_product(work, at, 1, d_gates, d_at, d_kernel, to, width, d_kernel, to, width, add, steps, batch,
                                batch * pitch, pitch, gates * gate_size, units, high - low, units)  # fmt: skip
        low, high = max(begin - features, 0), min(end - features, units)
        if d_recurrent.size > 0 and low < high:
            for gate in range(gates):
                to, d_at = low * width + gate * units, (t * gates + gate) * gate_size
                source, first, row = state, t * gate_size + low, units
                if drops.state.size > 0:
                    pack_state(layout, state, drops.state, gate, work, at, pitch, t, steps, low, high)
                    source, first, row = work, at, pitch
                strided_product(source, first, 1, d_gates, d_at, d_recurrent, to, width, d_recurrent, to, width, add,
                                steps, batch, batch * row, row, gates * gate_size, units, high - low,
                                units)  # fmt: skip
        if d_bias.size > 0 and end > features + units:
            for gate in range(gates):
                bias_gradient(layout, d_gates, gate, t, steps, d_bias, add)


@formula
def term_steps(layout: Any) -> Any:
    """Steps of all samples that make about `TERMS` terms of a weight's gradient."""
    return max(1, min(layout.steps, TERMS // layout.batch))


@formula
def gradient_work(layout: Any, rows: Any) -> Any:
    """How many numbers of workspace a slot needs for chunks of so many rows."""
    return term_steps(layout) * layout.batch * (rows + PITCH)


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
