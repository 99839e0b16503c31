"""Every channel shifted and scaled by numbers of its own, and the gradient of a normalization.

Pieces and lanes are those of `moments`. Piece p has row p // each · stride + p % stride of the coefficients, `lanes`
numbers wide: `each` pieces to a sample, and a row for each of its `stride` channels; stride 1 where lanes are channels.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from runtime.jit.declare import kernel

Array = np.ndarray[Any, Any]


@kernel
def rescale(x, center, scale, shift, y, limits, length, lanes, each, stride, begin, end) -> None:
    """y = (x − center) · scale + shift, cut to `limits`."""
    low, high = x.dtype.type(limits.low), x.dtype.type(limits.high)
    for piece in range(begin, end):
        at = piece * length
        numbers = min(length, x.size - at)
        row = (piece // each) * stride + piece % stride
        if lanes == 1:
            m, a, b = center[row], scale[row], shift[row]
            for i in range(np.uint64(at), np.uint64(at + numbers)):
                found = (x[i] - m) * a + b
                found = low if found < low else found
                y[i] = high if found > high else found
        else:
            first = np.uint64(row * lanes)
            for next in range(0, numbers, lanes):
                here = np.uint64(at + next)
                for j in range(np.uint64(min(lanes, numbers - next))):
                    found = (x[here + j] - center[first + j]) * scale[first + j] + shift[first + j]
                    found = low if found < low else found
                    y[here + j] = high if found > high else found


@kernel
def rescale_gradient(x, dy, center, scale, slope, shift, dx, add, length, lanes, each, stride, begin, end) -> None:
    """dx (+)= dy · scale + (x − center) · slope + shift."""
    zero = x.dtype.type(0)
    for piece in range(begin, end):
        at = piece * length
        numbers = min(length, x.size - at)
        row = (piece // each) * stride + piece % stride
        if lanes == 1:
            m, a, b, c = center[row], scale[row], slope[row], shift[row]
            for i in range(np.uint64(at), np.uint64(at + numbers)):
                dx[i] = (dx[i] if add else zero) + (dy[i] * a + ((x[i] - m) * b + c))
        else:
            first = np.uint64(row * lanes)
            for low in range(0, numbers, lanes):
                here = np.uint64(at + low)
                for j in range(np.uint64(min(lanes, numbers - low))):
                    k = first + j
                    moved = dy[here + j] * scale[k] + ((x[here + j] - center[k]) * slope[k] + shift[k])
                    dx[here + j] = (dx[here + j] if add else zero) + moved


@kernel
def channel_coefficients(mean, variance, gamma, beta, epsilon, inverse, center, scale, shift) -> None:
    """1 / √(variance + ε) of every channel, and a row of coefficients for `rescale`, the channels in turn."""
    one, small = mean.dtype.type(1), mean.dtype.type(epsilon)
    for c in range(mean.size):
        inverse[c] = one / np.sqrt(variance[c] + small)
    for first in range(0, center.size, mean.size):
        for c in range(mean.size):
            center[first + c] = mean[c]
            scale[first + c] = inverse[c] * gamma[c]
            shift[first + c] = beta[c]


@kernel
def follow(moving, given, momentum) -> None:
    """A moving average takes its share of what was found now."""
    kept = moving.dtype.type(momentum)
    rest = moving.dtype.type(1.0 - momentum)
    for c in range(moving.size):
        moving[c] = moving[c] * kept + given[c] * rest


@kernel
def close_outside(x, dy, rows, limits, lanes, at, numbers, row) -> None:
    """dy = 0 in a piece where what `rescale` made of x was cut; `rows` are center, scale and shift."""
    center, scale, shift = rows
    low, high, zero = x.dtype.type(limits.low), x.dtype.type(limits.high), x.dtype.type(0)
    if lanes == 1:
        m, a, b = center[row], scale[row], shift[row]
        for i in range(np.uint64(at), np.uint64(at + numbers)):
            found = (x[i] - m) * a + b
            dy[i] = dy[i] if (found > low) & (found < high) else zero
    else:
        first = np.uint64(row * lanes)
        for next in range(0, numbers, lanes):
            here = np.uint64(at + next)
            for j in range(np.uint64(min(lanes, numbers - next))):
                found = (x[here + j] - center[first + j]) * scale[first + j] + shift[first + j]
                dy[here + j] = dy[here + j] if (found > low) & (found < high) else zero


class ChannelGradients(NamedTuple):
    """Where the gradients of gamma and beta go, and whether they are added there; empty ones are not wanted."""

    gamma: Array
    beta: Array
    add: bool


@kernel
def channel_gradients(direct, along, inverse, ratio, offset, counts, scale, slope, shift, d) -> None:
    """From the sums of dy and dy · (x − center) of all entries: the gradients `d` of gamma and beta, and a row of
    coefficients for `rescale_gradient`.

    What was normalized was multiplied by `ratio` and moved by `offset` before gamma and beta came. `counts` says from
    how many numbers mean and variance come: none where they stand still.
    """
    zero, channels = scale.dtype.type(0), inverse.size
    for c in range(channels):
        plain, weighted = 0.0, 0.0
        for i in range(c, direct.size, channels):
            plain += direct[i]
            weighted += along[i]
        weighted *= inverse[c]
        if d.gamma.size > 0:
            found = scale.dtype.type(weighted * ratio[c] + plain * offset[c])
            d.gamma[c] = (d.gamma[c] if d.add else zero) + found
        if d.beta.size > 0:
            d.beta[c] = (d.beta[c] if d.add else zero) + scale.dtype.type(plain)
        a, b = zero, zero
        if counts[c] > 0:
            a = scale.dtype.type(-scale[c] * inverse[c] * (weighted / counts[c]))
            b = scale.dtype.type(-scale[c] * (plain / counts[c]))
        for first in range(0, scale.size, channels):
            slope[first + c] = a
            shift[first + c] = b
