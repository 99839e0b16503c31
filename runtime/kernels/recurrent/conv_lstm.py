"""One step of a convolutional LSTM between its convolutions: gates, memory and output of every place of an image.

As in `lstm`, but a place's four gates lie side by side, as a convolution leaves them: `gates` is
(batch, steps, places, 4 · filters) and holds x ∗ W + b, `given` is h ∗ U of this step, (batch, places, 4 · filters).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from runtime.jit.declare import kernel
from runtime.jit.denormals import flush_denormals, restore_denormals
from runtime.kernels.elementwise.activations import FORMULAS


class Film(NamedTuple):
    """Sizes, and the step at hand by its place in the sequence."""

    steps: int
    places: int
    filters: int
    step: int


@cache
def advance(activation: str, recurrent_activation: str):
    """The kernel (film, mask, gates, arguments, given, c, c_next, h, begin, end) for the places begin…end of the batch.

    Gates are left as their values, h as the next one; `arguments` is empty unless a slope needs them. c_next may be c.
    """
    phi, sigma = FORMULAS[activation], FORMULAS[recurrent_activation]
    value, a, b = phi.value, phi.a, phi.b
    gate_value, gate_a, gate_b = sigma.value, sigma.a, sigma.b

    def conv_lstm_forward(film, mask, gates, arguments, given, c, c_next, h, begin, end):
        mode = flush_denormals()
        real = gates.dtype.type
        p, q, gp, gq = real(a), real(b), real(gate_a), real(gate_b)
        many, two, three = np.uint64(film.filters), np.uint64(2 * film.filters), np.uint64(3 * film.filters)
        four = np.uint64(4 * film.filters)
        for unit in range(begin, end):
            sample, place = unit // film.places, unit % film.places
            i_at = np.uint64(((sample * film.steps + film.step) * film.places + place) * 4 * film.filters)
            f_at, g_at, o_at = i_at + many, i_at + two, i_at + three
            r_at, s_at = np.uint64(unit * 4 * film.filters), np.uint64(unit * film.filters)
            for k in range(four):
                gates[i_at + k] += given[r_at + k]
            if arguments.size > 0:
                for k in range(four):
                    arguments[i_at + k] = gates[i_at + k]
            for k in range(two):
                gates[i_at + k] = gate_value(gates[i_at + k], gp, gq)
            for k in range(many):
                gates[g_at + k] = value(gates[g_at + k], p, q)
            for k in range(many):
                gates[o_at + k] = gate_value(gates[o_at + k], gp, gq)
            counted = mask.size == 0 or mask[sample * film.steps + film.step]
            if counted:
                for k in range(many):
                    c_next[s_at + k] = gates[f_at + k] * c[s_at + k] + gates[i_at + k] * gates[g_at + k]
                for k in range(many):
                    h[s_at + k] = gates[o_at + k] * value(c_next[s_at + k], p, q)
            else:
                for k in range(many):
                    c_next[s_at + k] = c[s_at + k]
        restore_denormals(mode)

    return kernel(conv_lstm_forward)


@cache
def retreat(activation: str, recurrent_activation: str):
    """The kernel (film, mask, gates, arguments, d_given, c, c_next, dh, dc, begin, end).

    dz takes the place of the gates and of `d_given`; dc turns from the gradient of c_next into that of c. At masked
    steps dz is 0, and dh is the caller's to hand on.
    """
    phi, sigma = FORMULAS[activation], FORMULAS[recurrent_activation]
    value, slope, a, b, from_input = phi.value, phi.slope, phi.a, phi.b, phi.from_input
    gate_slope, gate_a, gate_b, gate_from_input = sigma.slope, sigma.a, sigma.b, sigma.from_input

    def conv_lstm_backward(film, mask, gates, arguments, d_given, c, c_next, dh, dc, begin, end):
        mode = flush_denormals()
        real = gates.dtype.type
        p, q, gp, gq = real(a), real(b), real(gate_a), real(gate_b)
        many, two, three = np.uint64(film.filters), np.uint64(2 * film.filters), np.uint64(3 * film.filters)
        four = np.uint64(4 * film.filters)
        # Where slopes come from inputs these are kept; elsewhere this is the same array again, and never read.
        known = arguments if arguments.size > 0 else gates
        for unit in range(begin, end):
            sample, place = unit // film.places, unit % film.places
            i_at = np.uint64(((sample * film.steps + film.step) * film.places + place) * 4 * film.filters)
            f_at, g_at, o_at = i_at + many, i_at + two, i_at + three
            r_at, s_at = np.uint64(unit * 4 * film.filters), np.uint64(unit * film.filters)
            counted = mask.size == 0 or mask[sample * film.steps + film.step]
            if counted:
                for k in range(many):
                    o, inside, above = gates[o_at + k], c_next[s_at + k], dh[s_at + k]
                    outside = value(inside, p, q)
                    dc[s_at + k] += above * o * slope(inside if from_input else outside, p, q)
                    rise = gate_slope(known[o_at + k] if gate_from_input else o, gp, gq)
                    gates[o_at + k] = above * outside * rise
                for k in range(many):
                    i, g, above = gates[i_at + k], gates[g_at + k], dc[s_at + k]
                    gates[i_at + k] = above * g * gate_slope(known[i_at + k] if gate_from_input else i, gp, gq)
                    gates[g_at + k] = above * i * slope(known[g_at + k] if from_input else g, p, q)
                for k in range(many):
                    f, above = gates[f_at + k], dc[s_at + k]
                    rise = gate_slope(known[f_at + k] if gate_from_input else f, gp, gq)
                    gates[f_at + k] = above * c[s_at + k] * rise
                    dc[s_at + k] = above * f
            else:
                for k in range(four):
                    gates[i_at + k] = real(0)
            for k in range(four):
                d_given[r_at + k] = gates[i_at + k]
        restore_denormals(mode)

    return kernel(conv_lstm_backward)
