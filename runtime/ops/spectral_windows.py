"""Windows of spectra, by the names and formulas of scipy.signal.windows."""

from __future__ import annotations

import numpy as np

from runtime.ops.op import Array

COSINES = {
    "hann": (0.5, 0.5),
    "hamming": (0.54, 0.46),
    "blackman": (0.42, 0.5, 0.08),
    "blackmanharris": (0.35875, 0.48829, 0.14128, 0.01168),
    "nuttall": (0.3635819, 0.4891775, 0.1365995, 0.0106411),
    "flattop": (0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368),
}
"""Windows that are sums of cosines: the factors, whose signs alternate."""


def spectral_window(name: str, length: int, periodic: bool) -> Array:
    """The window of that name, one of `graph.specs.initializers.WINDOWS`; a periodic one is cut off at its end."""
    if length == 1:
        return np.ones(1)
    whole = length + 1 if periodic else length
    found = _symmetric(name, whole, np.linspace(0, 1, whole))
    return found[:length]


def _symmetric(name: str, length: int, at: Array) -> Array:
    """`at` goes from 0 to 1 over the window, and `off` is the distance from its middle, 1 at both ends."""
    off = np.abs(2 * at - 1)
    if name in COSINES:
        waves = (a * np.cos(2 * np.pi * k * at) * (-1) ** k for k, a in enumerate(COSINES[name]))
        return np.sum(list(waves), axis=0)
    if name == "bartlett":
        return 1 - off
    if name == "triang":  # its zeros lie beside the window, a step or half of one
        return 1 - off * (length - 1) / (length + length % 2)
    if name == "parzen":
        far = off * (length - 1) / length
        return np.where(far <= 0.5, 1 - 6 * far**2 * (1 - far), 2 * (1 - far) ** 3)
    if name == "bohman":
        found = (1 - off) * np.cos(np.pi * off) + np.sin(np.pi * off) / np.pi
        found[[0, -1]] = 0
        return found
    if name == "barthann":
        return 0.62 - 0.48 * off / 2 + 0.38 * np.cos(np.pi * off)
    if name == "cosine":
        return np.sin(np.pi / length * (np.arange(length) + 0.5))
    if name == "lanczos":
        return np.sinc(off)
    if name == "exponential":
        return np.exp(-off * (length - 1) / 2)
    if name == "tukey":  # flat over its middle half
        return np.where(off <= 0.5, 1, 0.5 * (1 + np.cos(np.pi * (2 * off - 1))))
    return np.ones(length)
