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

from typing import NamedTuple

import numpy as np

from runtime.jit.declare import formula
from runtime.kernels.matmul.gemm import Array
from runtime.kernels.matmul.microkernel import Sum
from runtime.kernels.matmul.product import matrix, moved, product

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

    inputs: Array
    state: Array
    inputs_work: Array
    state_work: Array


class Inputs(NamedTuple):
    """What a call reads beside its weights: the sequence, its mask, which may be empty, and dropout's factors."""

    x: Array
    mask: Array
    drops: Drops


class Weights(NamedTuple):
    """Kernel W, recurrent kernel U and bias b; an empty bias is none."""

    kernel: Array
    recurrent: Array
    bias: Array


class WeightGradients(NamedTuple):
    """Gradients of the weights, added to what is there or not; empty ones are not wanted."""

    kernel: Array
    recurrent: Array
    bias: Array
    add: bool


class Terms(NamedTuple):
    """Which numbers of a sequence a weight's gradient takes: some steps from `t` on, the features low…high.

    They are packed into rows of so many numbers as `pitch` says.
    """

    t: int
    steps: int
    low: int
    high: int
    pitch: int


@formula
def multiply(a, b, c, start, add, rows, columns, depth):
    """C = (start if add) + A·B, all of them `Rows`, in slices of k."""
    for k in range(0, depth, DEPTH):
        size = min(DEPTH, depth - k)
        begins = start if k == 0 else c
        terms = Sum(1, size, 0, 1, 0, b.stride)
        product(moved(a, 0, k), b.data, b.at + k * b.stride, c, begins, add or k > 0, terms, rows, columns)


@formula
def scaled(source, factor, first, target, rows, columns):
    """target = source · factor; factor and target have contiguous rows that begin at `first`."""
    for i in range(rows):
        for j in range(columns):
            k = first + i * columns + j
            target[k] = source.data[source.at + i * source.stride + j] * factor[k]


@formula
def add_scaled(source, factor, first, target, add, rows, columns):
    """target (+)= source · factor, the reverse of `scaled`."""
    for i in range(rows):
        for j in range(columns):
            value = source.data[source.at + i * source.stride + j] * factor[first + i * columns + j]
            k = target.at + i * target.stride + j
            target.data[k] = target.data[k] + value if add else value


@formula
def time_of(layout, t):
    """Which step of the sequence is read at step t."""
    return layout.steps - 1 - t if layout.backwards else t


@formula
def project_input(layout, inputs, weights, target, t, gate, begin, rows):
    """One gate's share of the input at step t: target = x·W + b."""
    features, units, drops = layout.features, layout.units, inputs.drops
    at, row = (begin * layout.steps + time_of(layout, t)) * features, layout.steps * features
    source = matrix(inputs.x, at, row)
    has_bias = weights.bias.size > 0
    start = target
    if has_bias:
        start = matrix(weights.bias, gate * units, 0)
    if drops.inputs.size > 0:
        groups = drops.inputs.size // (layout.batch * features)
        first = ((gate if groups > 1 else 0) * layout.batch + begin) * features
        scaled(source, drops.inputs, first, drops.inputs_work, rows, features)
        source = matrix(drops.inputs_work, first, features)
    columns = matrix(weights.kernel, gate * units, layout.gates * units)
    multiply(source, columns, target, start, has_bias, rows, units, features)


@formula
def project_block(layout, inputs, weights, gates, t, begin, end):
    """The input's share of all gates at the `BLOCK` steps from t on, for the samples begin…end: gates = x·W + b."""
    features, units, steps = layout.features, layout.units, min(BLOCK, layout.gate_slots, layout.steps - t)
    gate_size = layout.batch * units
    has_bias, forth = weights.bias.size > 0, -features if layout.backwards else features
    for i in range(begin, end):
        source = matrix(inputs.x, (i * layout.steps + time_of(layout, t)) * features, forth)
        for gate in range(layout.gates):
            to = ((t % layout.gate_slots) * layout.gates + gate) * gate_size + i * units
            target = matrix(gates, to, layout.gates * gate_size)
            start = target
            if has_bias:
                start = matrix(weights.bias, gate * units, 0)
            columns = matrix(weights.kernel, gate * units, layout.gates * units)
            multiply(source, columns, target, start, has_bias, steps, units, features)


@formula
def project_state(layout, state, weights, drops, target, gate, begin, rows):
    """One gate's share of the state: target += h·U."""
    units, source = layout.units, state
    if drops.state.size > 0:
        first = (gate * layout.batch + begin) * units
        scaled(state, drops.state, first, drops.state_work, rows, units)
        source = matrix(drops.state_work, first, units)
    columns = matrix(weights.recurrent, gate * units, layout.gates * units)
    multiply(source, columns, target, target, True, rows, units, units)


@formula
def counts(mask, layout, sample, t):
    """Whether a sample's step t is not masked."""
    return mask.size == 0 or mask[sample * layout.steps + time_of(layout, t)]


@formula
def write_output(layout, mask, state, at, out, t, begin, rows):
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
def read_output_gradient(layout, mask, d_out, d_state, at, t, begin, rows):
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
def input_gradient(layout, d_gates, turned, drops, d, t, begin, end):
    """dx (+)= dz·Wᵀ for the `BLOCK` steps from t on; `turned` is Wᵀ, (gates · units, features). Nothing without dx."""
    dx, add = d.x, d.add_x
    if dx.size == 0:
        return
    features, units, batch, gates = layout.features, layout.units, layout.batch, layout.gates
    gate_size, groups, steps = batch * units, drops.inputs.size // (batch * features), min(BLOCK, layout.steps - t)
    if groups == 0:
        terms = Sum(gates, units, gate_size, 1, units * features, features)
        for i in range(begin, end):
            forth = -features if layout.backwards else features
            target = matrix(dx, (i * layout.steps + time_of(layout, t)) * features, forth)
            source = matrix(d_gates, t * gates * gate_size + i * units, gates * gate_size)
            product(source, turned, 0, target, target, add, terms, steps, features)
        return
    work, rows = matrix(drops.inputs_work, begin * features, features), end - begin
    terms = Sum(gates // groups, units, gate_size, 1, units * features, features)
    for step in range(t, t + steps):
        at = (begin * layout.steps + time_of(layout, step)) * features
        target = matrix(dx, at, layout.steps * features)
        for group in range(groups):
            source = matrix(d_gates, (step * gates + group) * gate_size + begin * units, units)
            product(source, turned, group * units * features, work, work, False, terms, rows, features)
            first = (group * batch + begin) * features
            add_scaled(work, drops.inputs, first, target, add or group > 0, rows, features)


@formula
def state_gradient(layout, d_gates, turned, drops, target, t, begin, rows):
    """target = dz·Uᵀ for step t; `turned` is Uᵀ, (gates · units, units)."""
    units, batch, gates = layout.units, layout.batch, layout.gates
    first, gate_size = (t * gates * batch + begin) * units, batch * units
    if drops.state.size == 0:
        terms = Sum(gates, units, gate_size, 1, units * units, units)
        product(matrix(d_gates, first, units), turned, 0, target, target, False, terms, rows, units)
        return
    work, terms = matrix(drops.state_work, begin * units, units), Sum(1, units, 0, 1, 0, units)
    for gate in range(gates):
        source = matrix(d_gates, first + gate * gate_size, units)
        product(source, turned, gate * units * units, work, work, False, terms, rows, units)
        add_scaled(work, drops.state, (gate * batch + begin) * units, target, gate > 0, rows, units)


@formula
def pack_input(layout, x, factor, group, work, part):
    """work = the features low…high of some steps of all samples, times dropout's factors where there are any."""
    features, count = layout.features, np.uint64(part.high - part.low)
    for i in range(layout.batch):
        forth = np.uint64((group * layout.batch + i) * features + part.low)
        for step in range(part.steps):
            source = np.uint64((i * layout.steps + time_of(layout, part.t + step)) * features + part.low)
            to = np.uint64((step * layout.batch + i) * part.pitch)
            if factor.size > 0:
                for j in range(count):
                    work[to + j] = x[source + j] * factor[forth + j]
            else:
                for j in range(count):
                    work[to + j] = x[source + j]


@formula
def pack_state(layout, state, factor, gate, work, part):
    """work = the units low…high of the states before some steps, times one gate's factors."""
    units, batch = layout.units, layout.batch
    for step in range(part.steps):
        for i in range(batch):
            source, to = ((part.t + step) * batch + i) * units, (step * batch + i) * part.pitch
            for j in range(part.low, part.high):
                work[to + j - part.low] = state[source + j] * factor[(gate * batch + i) * units + j]


@formula
def weight_gradients(layout, inputs, state, d_gates, d, work, begin, end):
    """Gradients of kernel, recurrent kernel and bias, rows begin…end of one below the other; empty ones are skipped.

    `work` has as many numbers as `gradient_work` says.
    """
    features, units = layout.features, layout.units
    block, pitch = term_steps(layout), end - begin + PITCH
    for t in range(0, layout.steps, block):
        steps, add = min(block, layout.steps - t), d.add or t > 0
        part = Terms(t, steps, begin, min(end, features), pitch)
        if d.kernel.size > 0 and part.low < part.high:
            kernel_gradient(layout, inputs, d_gates, d.kernel, add, work, part)
        part = Terms(t, steps, max(begin - features, 0), min(end - features, units), pitch)
        if d.recurrent.size > 0 and part.low < part.high:
            recurrent_gradient(layout, state, inputs.drops.state, d_gates, d.recurrent, add, work, part)
        if d.bias.size > 0 and end > features + units:
            for gate in range(layout.gates):
                bias_gradient(layout, d_gates, gate, t, steps, d.bias, add)


@formula
def kernel_gradient(layout, inputs, d_gates, target, add, work, part):
    """Rows of the kernel's gradient: target (+)= xᵀ·dz."""
    batch, units, gates = layout.batch, layout.units, layout.gates
    gate_size, width = batch * units, gates * units
    factor = inputs.drops.inputs
    groups = max(1, factor.size // (batch * layout.features))
    terms = Sum(part.steps, batch, batch * part.pitch, part.pitch, gates * gate_size, units)
    for gate in range(gates):
        if gate < groups:
            pack_input(layout, inputs.x, factor, gate, work, part)
        to, d_at = matrix(target, part.low * width + gate * units, width), (part.t * gates + gate) * gate_size
        product(matrix(work, 0, 1), d_gates, d_at, to, to, add, terms, part.high - part.low, units)


@formula
def recurrent_gradient(layout, state, factor, d_gates, target, add, work, part):
    """Rows of the recurrent kernel's gradient: target (+)= hᵀ·dz."""
    gate_size = layout.batch * layout.units
    for gate in range(layout.gates):
        d_at = (part.t * layout.gates + gate) * gate_size
        forth = layout.gates * gate_size
        gate_gradient(layout, state, factor, factor.size > 0, d_gates, d_at, forth, gate, target, add, work, part)


@formula
def gate_gradient(layout, state, factor, dropped, d, d_at, forth, gate, target, add, work, part):
    """The same for one gate, whose dz begins at `d_at` and lies `forth` apart from step to step."""
    batch, units, width = layout.batch, layout.units, layout.gates * layout.units
    to = matrix(target, part.low * width + gate * units, width)
    source, row = matrix(state, part.t * batch * units + part.low, 1), units
    if dropped:
        pack_state(layout, state, factor, gate, work, part)
        source, row = matrix(work, 0, 1), part.pitch
    terms = Sum(part.steps, batch, batch * row, row, forth, units)
    product(source, d, d_at, to, to, add, terms, part.high - part.low, units)


@formula
def term_steps(layout):
    """Steps of all samples that make about `TERMS` terms of a weight's gradient."""
    return max(1, min(layout.steps, TERMS // layout.batch))


@formula
def gradient_work(layout, rows):
    """How many numbers of workspace a slot needs for chunks of so many rows."""
    return term_steps(layout) * layout.batch * (rows + PITCH)


@formula
def bias_gradient(layout, d_gates, gate, t, steps, target, add):
    """target (+)= Σ dz over some steps and all samples, for one gate."""
    gate_size = layout.batch * layout.units
    at, step = (t * layout.gates + gate) * gate_size, layout.gates * gate_size
    row_sums(layout, d_gates, at, step, steps, target, gate * layout.units, add)


@formula
def row_sums(layout, data, at, forth, steps, target, first, add):
    """target (+)= the sum of all samples' rows of some steps, which lie `forth` apart and begin at `at`."""
    units = np.uint64(layout.units)
    low, high = np.uint64(first), np.uint64(first + layout.units)
    if not add:
        for j in range(low, high):
            target[j] = target.dtype.type(0)
    for step in range(steps):
        for i in range(layout.batch):
            source = np.uint64(at + step * forth + i * layout.units)
            for j in range(units):
                target[low + j] += data[source + j]
