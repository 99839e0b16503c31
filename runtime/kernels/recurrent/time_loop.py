"""The loop over time for cells with one state: one kernel forward, one back through time.

A cell is two formulas. `advance` makes the state after a step of the one before and of the gates, which hold x·W + b
already; `retreat` leaves dz in the place of the gates and the gradient of the state before. What they see of the memory
begins at `first` (the step's gates), `inner` (its further row) and the states' slots. The loop does the rest: the
input's share, dropout, masks and outputs. See `recurrent` for how memory is laid out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import formula, kernel
from runtime.jit.denormals import flush_denormals, restore_denormals
from runtime.kernels.matmul.gemm import Array
from runtime.kernels.matmul.product import matrix
from runtime.kernels.recurrent.recurrent import (
    BLOCK,
    counts,
    input_gradient,
    project_block,
    project_input,
    read_output_gradient,
    write_output,
)


class Cell(NamedTuple):
    """A cell: how many gates its weights have, and its two formulas."""

    name: str
    gates: int
    advance: Callable[..., Any]
    retreat: Callable[..., Any]


class Memory(NamedTuple):
    """What a forward pass keeps, see `recurrent`: gate values, their arguments where a slope needs them, and h."""

    gates: Array
    arguments: Array
    """As `gates`; empty unless an activation's slope is taken from its input."""
    inner: Array
    """(slots, batch, units) for what else a cell keeps of a step; empty where it keeps nothing."""
    output: Array
    work: Array
    """(batch, units) to compute in on the way back, where a cell needs it."""


class CellWeights(NamedTuple):
    """Kernel W, recurrent kernel U, bias b of the input and of the state; an empty bias is none."""

    kernel: Array
    recurrent: Array
    bias: Array
    state_bias: Array


class Gradients(NamedTuple):
    """What `backward` reads and leaves: of the output, of h (2, batch, units), of the input."""

    out: Array
    output: Array
    """The caller puts the gradient of the last h into slot steps % 2 and finds that of the first in slot 0."""
    x: Array
    """Where it is empty, no gradient of the input is computed."""
    add_x: bool


class Turned(NamedTuple):
    """The transposed weights Wᵀ and Uᵀ."""

    kernel: Array
    recurrent: Array


class Place(NamedTuple):
    """Where a step of some samples lies in the memory."""

    begin: int
    rows: int
    gates: int
    inner: int
    before: int
    after: int


@formula
def place_of(layout, t, begin, rows):
    """The place of step t of the samples from `begin` on."""
    batch, units = layout.batch, layout.units
    slot = t % layout.gate_slots
    return Place(
        begin,
        rows,
        (slot * layout.gates * batch + begin) * units,
        (slot * batch + begin) * units,
        ((t % layout.state_slots) * batch + begin) * units,
        (((t + 1) % layout.state_slots) * batch + begin) * units,
    )


@cache
def forward(cell: Cell):
    """The kernel (layout, inputs: Inputs, weights: CellWeights, memory: Memory, out, begin, end).

    It runs the samples begin…end through all steps. Slot 0 of the memory's states holds the initial ones.
    """
    advance = cell.advance

    def cell_forward(layout, inputs, weights, memory, out, begin, end):
        mode = flush_denormals()
        units, rows = layout.units, end - begin
        mask, drops, h = inputs.mask, inputs.drops, memory.output
        block = min(BLOCK, layout.gate_slots)
        for t in range(layout.steps):
            at = place_of(layout, t, begin, rows)
            if drops.inputs.size > 0:
                for gate in range(layout.gates):
                    target = matrix(memory.gates, at.gates + gate * layout.batch * units, units)
                    project_input(layout, inputs, weights, target, t, gate, begin, rows)
            elif t % block == 0:
                project_block(layout, inputs, weights, memory.gates, t, begin, end)
            advance(layout, weights, drops, memory, at)
            if mask.size > 0:
                for i in range(rows):
                    if not counts(mask, layout, begin + i, t):
                        for j in range(i * units, (i + 1) * units):
                            h[at.after + j] = h[at.before + j]
            write_output(layout, mask, h, at.after, out, t, begin, rows)
        restore_denormals(mode)

    return kernel(_named(cell_forward, f"{cell.name}_forward"))


@cache
def backward(cell: Cell):
    """The kernel (layout, inputs: Inputs, turned: Turned, memory: Memory, d: Gradients, begin, end).

    It goes back through time for the samples begin…end and leaves dz in the place of the gates.
    """
    retreat = cell.retreat

    def cell_backward(layout, inputs, turned, memory, d, begin, end):
        mode = flush_denormals()
        mask, dh, gates = inputs.mask, d.output, memory.gates
        units, batch, rows = layout.units, layout.batch, end - begin
        for step in range(layout.steps):
            t = layout.steps - 1 - step
            now, before = (((t + 1) % 2) * batch + begin) * units, ((t % 2) * batch + begin) * units
            read_output_gradient(layout, mask, d.out, dh, now, t, begin, rows)
            at = place_of(layout, t, begin, rows)
            retreat(layout, turned, inputs.drops, memory, at, dh, now, before)
            if mask.size > 0:
                # A masked step handed its state on, and nothing else came of it.
                for i in range(rows):
                    if not counts(mask, layout, begin + i, t):
                        for gate in range(layout.gates):
                            first = np.uint64(at.gates + (gate * batch + i) * units)
                            for j in range(np.uint64(units)):
                                gates[first + j] = gates.dtype.type(0)
                        if memory.inner.size > 0:
                            first = np.uint64(at.inner + i * units)
                            for j in range(np.uint64(units)):
                                memory.inner[first + j] = gates.dtype.type(0)
                        for j in range(i * units, (i + 1) * units):
                            dh[before + j] = dh[now + j]
            if t % BLOCK == 0:
                input_gradient(layout, gates, turned.kernel, inputs.drops, d, t, begin, end)
        restore_denormals(mode)

    return kernel(_named(cell_backward, f"{cell.name}_backward"))


def _named(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    function.__name__ = name
    return function
