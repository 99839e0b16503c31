"""The plain cell: h ← φ(x·W + h·U + b)."""

from __future__ import annotations

from functools import cache

import numpy as np

from runtime.jit.declare import formula, kernel
from runtime.jit.denormals import flush_denormals, restore_denormals
from runtime.kernels.elementwise.activations import FORMULAS
from runtime.kernels.matmul.product import matrix
from runtime.kernels.recurrent.recurrent import project_state, state_gradient, weight_gradients
from runtime.kernels.recurrent.time_loop import Cell


@cache
def cell(activation: str) -> Cell:
    """The cell with this activation; see `time_loop`."""
    phi = FORMULAS[activation]
    value, slope, a, b, from_input = phi.value, phi.slope, phi.a, phi.b, phi.from_input

    def advance(layout, weights, drops, memory, at):
        gates, h, units = memory.gates, memory.output, layout.units
        p, q = gates.dtype.type(a), gates.dtype.type(b)
        target = matrix(gates, at.gates, units)
        project_state(layout, matrix(h, at.before, units), weights, drops, target, 0, at.begin, at.rows)
        many, z_at, h_at = np.uint64(at.rows * units), np.uint64(at.gates), np.uint64(at.after)
        if memory.arguments.size > 0:
            for k in range(many):
                memory.arguments[z_at + k] = gates[z_at + k]
        for k in range(many):
            gates[z_at + k] = value(gates[z_at + k], p, q)
        for k in range(many):
            h[h_at + k] = gates[z_at + k]

    def retreat(layout, turned, drops, memory, at, dh, now, before):
        gates, t = memory.gates, at.gates // (layout.batch * layout.units)
        p, q = gates.dtype.type(a), gates.dtype.type(b)
        many, z_at, d_at = np.uint64(at.rows * layout.units), np.uint64(at.gates), np.uint64(now)
        # Where slopes come from inputs these are kept; elsewhere this is the same array again, and never read.
        arguments = memory.arguments if memory.arguments.size > 0 else gates
        for k in range(many):
            known = arguments[z_at + k] if from_input else gates[z_at + k]
            gates[z_at + k] = dh[d_at + k] * slope(known, p, q)
        target = matrix(dh, before, layout.units)
        state_gradient(layout, gates, turned.recurrent, drops, target, t, at.begin, at.rows)

    return Cell("simple_rnn", 1, formula(advance), formula(retreat))


@kernel
def gradients(layout, inputs, memory, d, work, slot, begin, end):
    """Gradients of the weights after the way back, by their rows. See `weight_gradients`; `work` has a row a slot."""
    mode = flush_denormals()
    weight_gradients(layout, inputs, memory.output, memory.gates, d, work[slot], begin, end)
    restore_denormals(mode)
