"""The gated recurrent unit.

z, r = σ(x·W + h·U + b);  ĥ = φ(x·W + r∘(h·U + b') + b), or φ(x·W + (r∘h)·U + b) where the reset comes before the
product;  h ← z∘h + (1 − z)∘ĥ. The order of the gates is z, r, ĥ. What a step keeps beside its gates is h·U + b' of ĥ,
or r∘h; on the way back the former becomes its own gradient.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from runtime.jit.declare import formula, kernel
from runtime.jit.denormals import flush_denormals, restore_denormals
from runtime.kernels.elementwise.activations import FORMULAS
from runtime.kernels.matmul.microkernel import Sum
from runtime.kernels.matmul.product import matrix, product
from runtime.kernels.recurrent.recurrent import (
    PITCH,
    Terms,
    add_scaled,
    bias_gradient,
    gate_gradient,
    kernel_gradient,
    multiply,
    project_state,
    row_sums,
    term_steps,
)
from runtime.kernels.recurrent.time_loop import Cell

Z, R, NEW = 0, 1, 2
GATES = 3


@formula
def begin_inner(layout, weights, memory, at):
    """The further row of a step = the state's bias, or zeros."""
    inner, units = memory.inner, np.uint64(layout.units)
    for i in range(at.rows):
        first = np.uint64(at.inner) + np.uint64(i) * units
        for j in range(units):
            inner[first + j] = weights.state_bias[j] if weights.state_bias.size > 0 else inner.dtype.type(0)


@formula
def reset_state(layout, memory, drops, at, r_at):
    """The further row of a step = r∘h, times dropout's factors."""
    inner, h, gates = memory.inner, memory.output, memory.gates
    many, i_at, h_at = np.uint64(at.rows * layout.units), np.uint64(at.inner), np.uint64(at.before)
    for k in range(many):
        inner[i_at + k] = gates[r_at + k] * h[h_at + k]
    if drops.state.size > 0:
        f_at = np.uint64((NEW * layout.batch + at.begin) * layout.units)
        for k in range(many):
            inner[i_at + k] *= drops.state[f_at + k]


@formula
def through_gate(layout, d, d_at, turned, drops, target, gate, add, at):
    """target (+)= dz·Uᵀ for one gate whose dz begins at `d_at`."""
    units, rows = layout.units, at.rows
    terms, source = Sum(1, units, 0, 1, 0, units), matrix(d, d_at, units)
    panel = gate * units * units
    if drops.state.size == 0:
        product(source, turned, panel, target, target, add, terms, rows, units)
        return
    work = matrix(drops.state_work, at.begin * units, units)
    product(source, turned, panel, work, work, False, terms, rows, units)
    add_scaled(work, drops.state, (gate * layout.batch + at.begin) * units, target, add, rows, units)


@cache
def cell(activation: str, recurrent_activation: str, after: bool) -> Cell:
    """The cell with these activations, the reset `after` the product or before it; see `time_loop`."""
    phi, sigma = FORMULAS[activation], FORMULAS[recurrent_activation]
    value, slope, a, b, from_input = phi.value, phi.slope, phi.a, phi.b, phi.from_input
    gate_value, gate_slope, gate_a, gate_b = sigma.value, sigma.slope, sigma.a, sigma.b
    gate_from_input = sigma.from_input

    def advance(layout, weights, drops, memory, at):
        gates, h, inner, units = memory.gates, memory.output, memory.inner, layout.units
        real = gates.dtype.type
        p, q, gp, gq, one = real(a), real(b), real(gate_a), real(gate_b), real(1)
        many, gate_size = np.uint64(at.rows * units), np.uint64(layout.batch * units)
        z_at, i_at = np.uint64(at.gates), np.uint64(at.inner)
        r_at, n_at = z_at + gate_size, z_at + gate_size * np.uint64(2)
        state = matrix(h, at.before, units)
        for gate in range(2):
            target = matrix(gates, at.gates + gate * layout.batch * units, units)
            project_state(layout, state, weights, drops, target, gate, at.begin, at.rows)
        if memory.arguments.size > 0:
            for k in range(many):
                memory.arguments[z_at + k], memory.arguments[r_at + k] = gates[z_at + k], gates[r_at + k]
        for k in range(many):
            gates[z_at + k] = gate_value(gates[z_at + k], gp, gq)
        for k in range(many):
            gates[r_at + k] = gate_value(gates[r_at + k], gp, gq)
        if after:
            begin_inner(layout, weights, memory, at)
            target = matrix(inner, at.inner, units)
            project_state(layout, state, weights, drops, target, NEW, at.begin, at.rows)
            for k in range(many):
                gates[n_at + k] += gates[r_at + k] * inner[i_at + k]
        else:
            reset_state(layout, memory, drops, at, r_at)
            target = matrix(gates, at.gates + NEW * layout.batch * units, units)
            columns = matrix(weights.recurrent, NEW * units, GATES * units)
            multiply(matrix(inner, at.inner, units), columns, target, target, True, at.rows, units, units)
        if memory.arguments.size > 0:
            for k in range(many):
                memory.arguments[n_at + k] = gates[n_at + k]
        for k in range(many):
            gates[n_at + k] = value(gates[n_at + k], p, q)
        h_at, to = np.uint64(at.before), np.uint64(at.after)
        for k in range(many):
            z = gates[z_at + k]
            h[to + k] = z * h[h_at + k] + (one - z) * gates[n_at + k]

    def retreat(layout, turned, drops, memory, at, dh, now, before):
        gates, h, inner, units = memory.gates, memory.output, memory.inner, layout.units
        real = gates.dtype.type
        p, q, gp, gq, one = real(a), real(b), real(gate_a), real(gate_b), real(1)
        many, gate_size = np.uint64(at.rows * units), np.uint64(layout.batch * units)
        z_at, i_at, h_at = np.uint64(at.gates), np.uint64(at.inner), np.uint64(at.before)
        r_at, n_at = z_at + gate_size, z_at + gate_size * np.uint64(2)
        d_at, to = np.uint64(now), np.uint64(before)
        # Where slopes come from inputs these are kept; elsewhere this is the same array again, and never read.
        arguments = memory.arguments if memory.arguments.size > 0 else gates
        for k in range(many):
            z, new, above = gates[z_at + k], gates[n_at + k], dh[d_at + k]
            rise = gate_slope(arguments[z_at + k] if gate_from_input else z, gp, gq)
            dh[to + k] = above * z
            gates[z_at + k] = above * (h[h_at + k] - new) * rise
            gates[n_at + k] = above * (one - z) * slope(arguments[n_at + k] if from_input else new, p, q)
        target = matrix(dh, before, units)
        if after:
            for k in range(many):
                r, d_new = gates[r_at + k], gates[n_at + k]
                rise = gate_slope(arguments[r_at + k] if gate_from_input else r, gp, gq)
                gates[r_at + k] = d_new * inner[i_at + k] * rise
                inner[i_at + k] = d_new * r
            through_gate(layout, inner, at.inner, turned.recurrent, drops, target, NEW, True, at)
        else:
            terms, source = Sum(1, units, 0, 1, 0, units), matrix(gates, at.gates + NEW * layout.batch * units, units)
            work = matrix(memory.work, at.begin * units, units)
            product(source, turned.recurrent, NEW * units * units, work, work, False, terms, at.rows, units)
            w_at = np.uint64(at.begin * units)
            if drops.state.size > 0:
                f_at = np.uint64((NEW * layout.batch + at.begin) * units)
                for k in range(many):
                    memory.work[w_at + k] *= drops.state[f_at + k]
            for k in range(many):
                r, d_reset = gates[r_at + k], memory.work[w_at + k]
                rise = gate_slope(arguments[r_at + k] if gate_from_input else r, gp, gq)
                gates[r_at + k] = d_reset * h[h_at + k] * rise
                dh[to + k] += d_reset * r
        for gate in range(2):
            first = at.gates + gate * layout.batch * units
            through_gate(layout, gates, first, turned.recurrent, drops, target, gate, True, at)

    return Cell("gru_after" if after else "gru_before", GATES, formula(advance), formula(retreat))


@cache
def gradients(after: bool):
    """The kernel (layout, inputs, memory, d, work, slot, begin, end): gradients of the weights, by their rows.

    The bias is (2, 3 · units) where the reset comes after the product; its first row goes with the input. See
    `recurrent.weight_gradients`; `work` has a row a slot.
    """

    def gru_gradients(layout, inputs, memory, d, work, slot, begin, end):
        mode = flush_denormals()
        features, units, batch = layout.features, layout.units, layout.batch
        block, pitch, gate_size = term_steps(layout), end - begin + PITCH, batch * units
        room, drops = work[slot], inputs.drops
        for t in range(0, layout.steps, block):
            steps, add = min(block, layout.steps - t), d.add or t > 0
            part = Terms(t, steps, begin, min(end, features), pitch)
            if d.kernel.size > 0 and part.low < part.high:
                kernel_gradient(layout, inputs, memory.gates, d.kernel, add, room, part)
            part = Terms(t, steps, max(begin - features, 0), min(end - features, units), pitch)
            if d.recurrent.size > 0 and part.low < part.high:
                dropped, forth = drops.state.size > 0, GATES * gate_size
                for gate in range(GATES if not after else 2):
                    reset = gate == NEW
                    state, d_at = memory.inner if reset else memory.output, (t * GATES + gate) * gate_size
                    args = state, drops.state, dropped and not reset, memory.gates, d_at, forth, gate
                    gate_gradient(layout, *args, d.recurrent, add, room, part)
                if after:
                    args = memory.output, drops.state, dropped, memory.inner, t * gate_size, gate_size, NEW
                    gate_gradient(layout, *args, d.recurrent, add, room, part)
            if d.bias.size > 0 and end > features + units:
                for gate in range(GATES):
                    bias_gradient(layout, memory.gates, gate, t, steps, d.bias, add)
                    if after:
                        source, at, forth = memory.gates, (t * GATES + gate) * gate_size, GATES * gate_size
                        if gate == NEW:
                            source, at, forth = memory.inner, t * gate_size, gate_size
                        row_sums(layout, source, at, forth, steps, d.bias, (GATES + gate) * units, add)
        restore_denormals(mode)

    return kernel(gru_gradients)
