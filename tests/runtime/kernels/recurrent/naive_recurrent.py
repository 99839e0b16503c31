"""Recurrent cells step by step, one sample's row after the other, as their formulas say."""

from __future__ import annotations

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm(
    x,
    kernel,
    recurrent,
    bias=None,
    *,
    h=None,
    c=None,
    activation=np.tanh,
    recurrent_activation=sigmoid,
    mask=None,
    backwards=False,
    zero_masked=False,
    inputs_drop=None,
    state_drop=None,
):
    """All outputs (batch, steps, units) in the order they are computed, and the last h and c.

    `inputs_drop` is (1 or 4, batch, features), `state_drop` (4, batch, units).
    """
    batch, steps, _ = x.shape
    units = recurrent.shape[0]
    h = np.zeros((batch, units)) if h is None else h
    c = np.zeros((batch, units)) if c is None else c
    outputs = np.zeros((batch, steps, units))
    for t in range(steps):
        s = steps - 1 - t if backwards else t
        for b in range(batch):
            if mask is not None and not mask[b, s]:
                outputs[b, t] = 0 if zero_masked else h[b]
                continue
            z = []
            for gate in range(4):
                columns = slice(gate * units, (gate + 1) * units)
                xb = x[b, s] if inputs_drop is None else x[b, s] * inputs_drop[gate % len(inputs_drop), b]
                hb = h[b] if state_drop is None else h[b] * state_drop[gate, b]
                z.append(xb @ kernel[:, columns] + hb @ recurrent[:, columns] + (0 if bias is None else bias[columns]))
            i, f, g, o = z
            c[b] = recurrent_activation(f) * c[b] + recurrent_activation(i) * activation(g)
            h[b] = recurrent_activation(o) * activation(c[b])
            outputs[b, t] = h[b]
    return outputs, h, c


def gru(x, kernel, recurrent, bias, *, after=True, mask=None, backwards=False):
    """All outputs (batch, steps, units) of a GRU in the order they are computed; `after` as `reset_after`."""
    batch, steps, _ = x.shape
    units = recurrent.shape[0]
    own, state = bias if after else (bias, np.zeros(3 * units))
    z_at, r_at, new = slice(0, units), slice(units, 2 * units), slice(2 * units, None)
    h, outputs = np.zeros((batch, units)), np.zeros((batch, steps, units))
    for t in range(steps):
        s = steps - 1 - t if backwards else t
        for b in range(batch):
            if mask is None or mask[b, s]:
                given, held = x[b, s] @ kernel + own, h[b] @ recurrent + state
                z, r = sigmoid(given[z_at] + held[z_at]), sigmoid(given[r_at] + held[r_at])
                inner = r * held[new] if after else (r * h[b]) @ recurrent[:, new]
                h[b] = z * h[b] + (1 - z) * np.tanh(given[new] + inner)
            outputs[b, t] = h[b]
    return outputs


def simple_rnn(x, kernel, recurrent, bias, *, mask=None, backwards=False):
    """All outputs (batch, steps, units) of a plain recurrent layer in the order they are computed."""
    batch, steps, _ = x.shape
    h, outputs = np.zeros((batch, recurrent.shape[0])), np.zeros((batch, steps, recurrent.shape[0]))
    for t in range(steps):
        s = steps - 1 - t if backwards else t
        for b in range(batch):
            if mask is None or mask[b, s]:
                h[b] = np.tanh(x[b, s] @ kernel + h[b] @ recurrent + bias)
            outputs[b, t] = h[b]
    return outputs
