"""Initial weights, drawn as Keras draws them. Also Keras' `initializers` by name. Formulas: keras/src/initializers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from graph import initializers as specs
from graph.registry import find
from graph.spec import Value
from runtime.op import Array

TRUNCATED = 0.87962566103423978
"""Standard deviation of a unit normal that is cut at two; Keras divides by it to keep the variance it promises."""


def initial_value(initializer: Value, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
    """An array of `shape` in float64; an initializer with a seed of its own draws from that instead."""
    seed = getattr(initializer, "seed", None)
    rng = generator if seed is None else np.random.default_rng(seed)
    match initializer:
        case specs.Zeros():
            return np.zeros(shape)
        case specs.Ones():
            return np.ones(shape)
        case specs.Constant(value=value):
            return np.full(shape, value)
        case specs.Identity(gain=gain):
            return gain * np.eye(*shape)
        case specs.RandomUniform(minval=low, maxval=high):
            return rng.uniform(low, high, shape)
        case specs.RandomNormal(mean=mean, stddev=stddev):
            return rng.normal(mean, stddev, shape)
        case specs.TruncatedNormal(mean=mean, stddev=stddev):
            return mean + stddev * truncated_normal(shape, rng)
        case specs.Orthogonal(gain=gain):
            return gain * orthogonal(shape, rng)
        case specs.VarianceScaling(scale=scale, mode=mode, distribution=distribution):
            return scaled(shape, scale, mode, distribution, axes_of(initializer), rng)
        case specs.FanScaled():
            return scaled(shape, *initializer.scaling, axes_of(initializer), rng)
    raise TypeError(f"{initializer.kind} is not an initializer that can be drawn.")


Axes = tuple[tuple[int, ...] | None, tuple[int, ...] | None]


def axes_of(initializer: Any) -> Axes:
    return initializer.input_axes, initializer.output_axes


def scaled(
    shape: tuple[int, ...], scale: float, mode: str, distribution: str, axes: Axes, rng: np.random.Generator
) -> Array:
    """Variance scale / fan, as uniform, normal, or normal cut at two standard deviations."""
    fan_in, fan_out = fans(shape, axes)
    fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[mode]
    variance = scale / max(1.0, fan)
    if distribution == "uniform":
        limit = math.sqrt(3 * variance)
        return rng.uniform(-limit, limit, shape)
    if distribution == "truncated_normal":
        return math.sqrt(variance) / TRUNCATED * truncated_normal(shape, rng)
    return rng.normal(0.0, math.sqrt(variance), shape)


def fans(shape: tuple[int, ...], axes: Axes = (None, None)) -> tuple[float, float]:
    """Numbers that flow into and out of one unit; for convolutions times the size of the window."""
    if axes[0] is not None and axes[1] is not None:
        inward = math.prod(shape[a] for a in axes[0])
        outward = math.prod(shape[a] for a in axes[1])
        rest = math.prod(shape) / (inward * outward)
        return inward * rest, outward * rest
    if len(shape) < 1:
        return 1, 1
    if len(shape) == 1:
        return shape[0], shape[0]
    window = math.prod(shape[:-2])
    return window * shape[-2], window * shape[-1]


def truncated_normal(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Unit normal numbers, those beyond two drawn again."""
    found = rng.standard_normal(shape)
    while (beyond := np.abs(found) > 2).any():
        found[beyond] = rng.standard_normal(int(beyond.sum()))
    return found


def orthogonal(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Orthonormal rows or columns, from the QR decomposition of normal numbers with the signs made unique."""
    rows, columns = math.prod(shape[:-1]), shape[-1]
    q, r = np.linalg.qr(rng.standard_normal((max(rows, columns), min(rows, columns))))
    q *= np.sign(np.diag(r))
    return (q.T if rows < columns else q).reshape(shape)


def __getattr__(name: str) -> Any:
    kind = find("initializer", name)
    if kind is None or name.startswith("_"):
        raise AttributeError(f"There is no initializer {name}.")
    return kind
