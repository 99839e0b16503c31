"""The LSTM cell over a whole sequence: one kernel forward, one back through time, one for the gradients of the weights.

z = x·W + h·U + b in the order i, f, c, o;  c ← f·c + i·φ(z_c);  h ← o·φ(c), with i, f, o = σ(z).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from runtime.jit.declare import kernel
from runtime.jit.denormals import flush_denormals, restore_denormals
from runtime.kernels.elementwise.activations import FORMULAS
from runtime.kernels.matmul.gemm import Array
from runtime.kernels.matmul.product import matrix
from runtime.kernels.recurrent.recurrent import (
    BLOCK,
    counts,
    input_gradient,
    project_block,
    project_input,
    project_state,
    read_output_gradient,
    state_gradient,
    weight_gradients,
    write_output,
)

GATES = 4


class Memory(NamedTuple):
    """What a forward pass keeps, see `recurrent`: gate values, their arguments where a slope needs them, h and c."""

    gates: Array
    arguments: Array
    """As `gates`; empty unless an activation's slope is taken from its input."""
    output: Array
    cell: Array


class Gradients(NamedTuple):
    """What `backward` reads and leaves: of the output, of h (2, batch, units) and c (batch, units), of the input."""

    out: Array
    output: Array
    """The caller puts the gradient of the last h into slot steps % 2 and finds that of the first in slot 0."""
    cell: Array
    """Turns from the gradient of the last c into that of the first."""
    x: Array
    """Where it is empty, no gradient of the input is computed."""
    add_x: bool


class Turned(NamedTuple):
    """The transposed weights Wᵀ and Uᵀ."""

    kernel: Array
    recurrent: Array


@cache
def forward(activation: str, recurrent_activation: str):
    """The kernel (layout, inputs: Inputs, weights: Weights, memory: Memory, out, begin, end).

    It runs the samples begin…end through all steps. Slot 0 of the memory's states holds the initial ones.
    """
    phi, sigma = FORMULAS[activation], FORMULAS[recurrent_activation]
    value, a, b = phi.value, phi.a, phi.b
    gate_value, gate_a, gate_b = sigma.value, sigma.a, sigma.b

    def lstm_forward(layout, inputs, weights, memory, out, begin, end):
        mode = flush_denormals()
        real = out.dtype.type
        units, batch, rows = layout.units, layout.batch, end - begin
        mask, drops = inputs.mask, inputs.drops
        gates, h, c = memory.gates, memory.output, memory.cell
        p, q, gp, gq = real(a), real(b), real(gate_a), real(gate_b)
        many, gate_size = np.uint64(rows * units), np.uint64(batch * units)
        block = min(BLOCK, layout.gate_slots)
        for t in range(layout.steps):
            if t % block == 0 and drops.inputs.size == 0:
                project_block(layout, inputs, weights, gates, t, begin, end)
            first = ((t % layout.gate_slots) * GATES * batch + begin) * units
            now = ((t % layout.state_slots) * batch + begin) * units
            after = (((t + 1) % layout.state_slots) * batch + begin) * units
            for gate in range(GATES):
                target = matrix(gates, first + gate * batch * units, units)
                if drops.inputs.size > 0:
                    project_input(layout, inputs, weights, target, t, gate, begin, rows)
                project_state(layout, matrix(h, now, units), weights, drops, target, gate, begin, rows)
            i_at = np.uint64(first)
            f_at, g_at, o_at = i_at + gate_size, i_at + gate_size * np.uint64(2), i_at + gate_size * np.uint64(3)
            if memory.arguments.size > 0:
                for gate in range(GATES):
                    at = i_at + gate_size * np.uint64(gate)
                    for k in range(many):
                        memory.arguments[at + k] = gates[at + k]
            for k in range(many):
                gates[i_at + k] = gate_value(gates[i_at + k], gp, gq)
            for k in range(many):
                gates[f_at + k] = gate_value(gates[f_at + k], gp, gq)
            for k in range(many):
                gates[g_at + k] = value(gates[g_at + k], p, q)
            for k in range(many):
                gates[o_at + k] = gate_value(gates[o_at + k], gp, gq)
            if mask.size > 0:
                # A masked step is one that forgets nothing and learns nothing.
                for i in range(rows):
                    if not counts(mask, layout, begin + i, t):
                        for k in range(np.uint64(i * units), np.uint64((i + 1) * units)):
                            gates[i_at + k], gates[f_at + k] = real(0), real(1)
                            gates[g_at + k], gates[o_at + k] = real(0), real(0)
            c_now, c_after, h_after = np.uint64(now), np.uint64(after), np.uint64(after)
            for k in range(many):
                c[c_after + k] = gates[f_at + k] * c[c_now + k] + gates[i_at + k] * gates[g_at + k]
            for k in range(many):
                h[h_after + k] = gates[o_at + k] * value(c[c_after + k], p, q)
            if mask.size > 0:
                for i in range(rows):
                    if not counts(mask, layout, begin + i, t):
                        for j in range(i * units, (i + 1) * units):
                            h[after + j] = h[now + j]
            write_output(layout, mask, h, after, out, t, begin, rows)
        restore_denormals(mode)

    return kernel(lstm_forward)


@cache
def backward(activation: str, recurrent_activation: str):
    """The kernel (layout, inputs: Inputs, turned: Turned, memory: Memory, d: Gradients, begin, end).

    It goes back through time for the samples begin…end and leaves dz in the place of the gates.
    """
    phi, sigma = FORMULAS[activation], FORMULAS[recurrent_activation]
    value, slope, a, b, from_input = phi.value, phi.slope, phi.a, phi.b, phi.from_input
    gate_slope, gate_a, gate_b, gate_from_input = sigma.slope, sigma.a, sigma.b, sigma.from_input

    def lstm_backward(layout, inputs, turned, memory, d, begin, end):
        mode = flush_denormals()
        mask, dh, dc = inputs.mask, d.output, d.cell
        real = dc.dtype.type
        units, batch, rows = layout.units, layout.batch, end - begin
        gates, c = memory.gates, memory.cell
        p, q, gp, gq = real(a), real(b), real(gate_a), real(gate_b)
        many, gate_size = np.uint64(rows * units), np.uint64(batch * units)
        # Where slopes come from inputs these are kept; elsewhere this is the same array again, and never read.
        arguments = memory.arguments if memory.arguments.size > 0 else gates
        dc_at = np.uint64(begin * units)
        for step in range(layout.steps):
            t = layout.steps - 1 - step
            now, before = (((t + 1) % 2) * batch + begin) * units, ((t % 2) * batch + begin) * units
            read_output_gradient(layout, mask, d.out, dh, now, t, begin, rows)
            i_at = np.uint64((t * GATES * batch + begin) * units)
            f_at, g_at, o_at = i_at + gate_size, i_at + gate_size * np.uint64(2), i_at + gate_size * np.uint64(3)
            c_before, c_after = np.uint64((t * batch + begin) * units), np.uint64(((t + 1) * batch + begin) * units)
            dh_at = np.uint64(now)
            for k in range(many):
                o, inside, above = gates[o_at + k], c[c_after + k], dh[dh_at + k]
                outside = value(inside, p, q)
                dc[dc_at + k] += above * o * slope(inside if from_input else outside, p, q)
                gates[o_at + k] = above * outside * gate_slope(arguments[o_at + k] if gate_from_input else o, gp, gq)
            for k in range(many):
                i, g, above = gates[i_at + k], gates[g_at + k], dc[dc_at + k]
                gates[i_at + k] = above * g * gate_slope(arguments[i_at + k] if gate_from_input else i, gp, gq)
                gates[g_at + k] = above * i * slope(arguments[g_at + k] if from_input else g, p, q)
            for k in range(many):
                f, above = gates[f_at + k], dc[dc_at + k]
                rise = gate_slope(arguments[f_at + k] if gate_from_input else f, gp, gq)
                gates[f_at + k] = above * c[c_before + k] * rise
                dc[dc_at + k] = above * f
            if mask.size > 0:
                for i in range(rows):
                    if not counts(mask, layout, begin + i, t):
                        for k in range(np.uint64(i * units), np.uint64((i + 1) * units)):
                            gates[i_at + k], gates[f_at + k] = real(0), real(0)
                            gates[g_at + k], gates[o_at + k] = real(0), real(0)
            state_gradient(layout, gates, turned.recurrent, inputs.drops, matrix(dh, before, units), t, begin, rows)
            if mask.size > 0:
                for i in range(rows):
                    if not counts(mask, layout, begin + i, t):
                        for j in range(i * units, (i + 1) * units):
                            dh[before + j] += dh[now + j]
            if t % BLOCK == 0:
                input_gradient(layout, gates, turned.kernel, inputs.drops, d, t, begin, end)
        restore_denormals(mode)

    return kernel(lstm_backward)


@kernel
def gradients(layout, inputs, memory, d, work, slot, begin, end):
    """Gradients of the weights after `backward`, by their rows. See `weight_gradients`; `work` has a row a slot."""
    mode = flush_denormals()
    weight_gradients(layout, inputs, memory.output, memory.gates, d, work[slot], begin, end)
    restore_denormals(mode)
