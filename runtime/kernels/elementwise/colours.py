"""Colours by hue, saturation and value, as A. R. Smith, Color gamut transform pairs, 1978."""

from __future__ import annotations

from runtime.jit.declare import inlined, kernel


@inlined
def _depth(hue, channel):
    """How much of the colour's saturation a channel keeps, 0 … 1, and how fast that grows with the hue (0 … 1)."""
    place = (hue - int(hue // 1)) * 6.0
    if channel == 0:
        kept, slope = abs(place - 3.0) - 1.0, 6.0 if place > 3.0 else -6.0
    elif channel == 1:
        kept, slope = 2.0 - abs(place - 2.0), 6.0 if place < 2.0 else -6.0
    else:
        kept, slope = 2.0 - abs(place - 4.0), 6.0 if place < 4.0 else -6.0
    if kept <= 0.0:
        return 0.0, 0.0
    if kept >= 1.0:
        return 1.0, 0.0
    return kept, slope


@kernel
def turn_colours(x, pixels, shifts, factors, low, high, back, y, begin, end):
    """y = x with shifts[n] added to each pixel's hue, and its saturation times factors[n], cut to low … high.

    x, y: flat (images, pixels, 3). With `back` the way back: y holds gradients, which become those of x.
    """
    for n in range(begin, end):
        for at in range(n * pixels * 3, (n + 1) * pixels * 3, 3):
            most, least = at, at
            for c in range(1, 3):
                most = at + c if x[at + c] > x[most] else most
                least = at + c if x[at + c] < x[least] else least
            value = float(x[most])
            span = value - float(x[least])
            first, second = at + (most - at + 1) % 3, at + (most - at + 2) % 3
            hue, difference = 0.0, float(x[first]) - float(x[second])
            if span > 0:
                hue = difference / (6.0 * span) + (most - at) / 3.0
                hue = hue + 1.0 if hue < 0 else hue
            hue += shifts[n]
            hue = hue - 1.0 if hue > 1 else hue
            hue = hue + 1.0 if hue < 0 else hue
            wanted = factors[n] * span / value if value > 0 else 0.0
            saturation = min(max(wanted, low), high)
            if not back:
                for c in range(3):
                    y[at + c] = value * (1.0 - saturation * (1.0 - _depth(hue, c)[0]))
                continue
            d_value, d_saturation, d_hue = 0.0, 0.0, 0.0
            for c in range(3):
                kept, slope = _depth(hue, c)
                given = float(y[at + c])
                d_value += given * (1.0 - saturation * (1.0 - kept))
                d_saturation -= given * value * (1.0 - kept)
                d_hue += given * value * saturation * slope
                y[at + c] = 0
            d_span = 0.0
            if value > 0 and wanted == saturation:
                d_span += d_saturation * factors[n] / value
                d_value -= d_saturation * wanted / value
            if span > 0:
                share = d_hue / (6.0 * span)
                d_span -= share * difference / span
                y[first] += share
                y[second] -= share
            y[most] += d_value + d_span
            y[least] -= d_span
