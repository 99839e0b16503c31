"""Keras' losses row by row, in the precision of the prediction, as keras/src/losses/losses.py says on JAX."""

from __future__ import annotations

import numpy as np


def _clipped(p):
    low = p.dtype.type(1e-7)
    return np.clip(p, low, p.dtype.type(1) - low)


def squared(y, p):
    return np.mean((y - p) ** 2, -1)


def absolute(y, p):
    return np.mean(abs(y - p), -1)


def binary(y, p, smoothing=0.0):
    y, q = y * (1 - smoothing) + 0.5 * smoothing, _clipped(p)
    return -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q), -1)


def binary_logits(y, z, smoothing=0.0):
    y = y * (1 - smoothing) + 0.5 * smoothing
    return np.mean(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z), -1)


def categorical(y, p, smoothing=0.0):
    y = y * (1 - smoothing) + smoothing / y.shape[-1]
    return -np.sum(y * np.log(_clipped(p / p.sum(-1, keepdims=True))), -1)


def categorical_logits(y, z, smoothing=0.0):
    y = y * (1 - smoothing) + smoothing / y.shape[-1]
    top = z.max(-1, keepdims=True)
    return -np.sum(y * (z - top - np.log(np.exp(z - top).sum(-1, keepdims=True))), -1)
