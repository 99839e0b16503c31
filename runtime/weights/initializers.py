"""Initial weights.

Formulas: keras/src/initializers. NumPy's generator draws: the distributions are Keras', the numbers are not.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import Any

import numpy as np

from graph.specs import initializers as specs
from graph.specs.message import say
from graph.specs.spec import Value
from runtime.kinds.computes import computes, computing
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.ops.spectral_windows import spectral_window

Shape = tuple[int, ...]

CUT_DEVIATION = 0.87962566103423978
"""The standard deviation of a normal distribution that is cut at two standard deviations."""


class InitializerRule(ABC):
    """Base of what draws initial weights."""

    def __init__(self, spec: Any) -> None:
        self.spec = spec

    @abstractmethod
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        """A float64 array."""


def checked_shape(owner: str, shape: Any) -> Shape:
    """The sizes of an array, also of one axis given as a number alone; raises RunError for anything else."""
    sizes = (shape,) if isinstance(shape, (int, np.integer)) and not isinstance(shape, bool) else shape
    whole = isinstance(sizes, (tuple, list, np.ndarray)) and all(
        isinstance(n, (int, np.integer)) and not isinstance(n, bool) and n >= 0 for n in sizes
    )
    if not whole:
        raise RunError(
            say(
                "{owner}: shape must be sizes, whole numbers, such as (3, 2). Received: {shape!r:.80}.",
                owner=owner,
                shape=shape,
            )
        )
    return tuple(map(int, sizes))


def initial_value(initializer: Value, shape: Shape, generator: np.random.Generator) -> Array:
    """A float64 array; `generator` is used where the initializer has no seed of its own."""
    rule = computing(type(initializer), InitializerRule)
    if rule is None:
        raise RunError(say("The initializer {kind} can't be computed here.", kind=initializer.kind))
    fault = initializer.misfit(shape) if isinstance(initializer, specs.Initializer) else None
    if fault is not None:
        raise RunError(fault)
    seed = getattr(initializer, "seed", None)
    return rule(initializer).draw(shape, generator if seed is None else np.random.default_rng(seed))


@computes(specs.Zeros)
class ZerosRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        return np.zeros(shape)


@computes(specs.Ones)
class OnesRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        return np.ones(shape)


@computes(specs.Constant)
class ConstantRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        return np.full(shape, self.spec.value)


@computes(specs.ForgetBias)
class ForgetBiasRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        bias = initial_value(self.spec.others, shape, generator)
        bias[shape[0] // 4 : shape[0] // 2] = 1
        return bias


@computes(specs.Identity)
class IdentityRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        return self.spec.gain * np.eye(shape[0], shape[1])


@computes(specs.STFT)
class STFTRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        steps, _, frequencies = shape
        turns = np.arange(steps)[:, None, None] * np.arange(frequencies) / (2 * (frequencies - 1))
        waves: Array = (np.cos if self.spec.side == "real" else np.sin)(-2 * np.pi * turns)
        if self.spec.window is None:
            return waves
        window = self._window(steps)
        sizes = {"density": math.sqrt(np.square(window).sum()), "spectrum": np.abs(window).sum()}
        return waves * window[:, None, None] / sizes.get(self.spec.scaling, 1.0)

    def _window(self, steps: int) -> Array:
        if isinstance(self.spec.window, str):
            return spectral_window(self.spec.window, steps, self.spec.periodic)
        return np.array(self.spec.window)


@computes(specs.RandomUniform)
class RandomUniformRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        return generator.uniform(self.spec.minval, self.spec.maxval, shape)


@computes(specs.RandomNormal)
class RandomNormalRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        return generator.normal(self.spec.mean, self.spec.stddev, shape)


@computes(specs.TruncatedNormal)
class TruncatedNormalRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        return self.spec.mean + self.spec.stddev * _truncated(shape, generator)


@computes(specs.Orthogonal)
class OrthogonalRule(InitializerRule):
    """Orthonormal rows or columns, whichever are fewer, all axes but the last taken as one."""

    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        rows, columns = math.prod(shape[:-1]), shape[-1]
        q, r = np.linalg.qr(generator.standard_normal((max(rows, columns), min(rows, columns))))
        # Without the signs q would not be spread evenly over all orthogonal matrices (Mezzadri, 2007).
        q = q * np.sign(np.diag(r))
        return self.spec.gain * (q.T if rows < columns else q).reshape(shape)


@computes(specs.VarianceScaling)
class VarianceScalingRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        s = self.spec
        return _scaled(shape, s.scale, s.mode, s.distribution, fans_of(s, shape), generator)


@computes(specs.FanScaled)
class FanScaledRule(InitializerRule):
    def draw(self, shape: Shape, generator: np.random.Generator) -> Array:
        scale, mode, distribution = self.spec.scaling
        return _scaled(shape, scale, mode, distribution, fans_of(self.spec, shape), generator)


def fans_of(initializer: Any, shape: Shape) -> tuple[float, float]:
    """Inputs and outputs of one unit: the last two axes times the receptive field, unless axes are named."""
    given = initializer.input_axes, initializer.output_axes
    if given != (None, None):
        fan_in, fan_out = (math.prod(shape[a] for a in axes or ()) for axes in given)
        return fan_in, fan_out
    if len(shape) < 2:
        size = shape[0] if shape else 1
        return size, size
    field = math.prod(shape[:-2])
    return shape[-2] * field, shape[-1] * field


def _scaled(
    shape: Shape, scale: float, mode: str, distribution: str, fans: tuple[float, float], draw: np.random.Generator
) -> Array:
    """A variance of scale / fan."""
    fan = {"fan_in": fans[0], "fan_out": fans[1], "fan_avg": sum(fans) / 2}[mode]
    variance = scale / max(1.0, fan)
    if distribution == "uniform":
        limit = math.sqrt(3 * variance)
        return draw.uniform(-limit, limit, shape)
    if distribution == "untruncated_normal":
        return draw.normal(0, math.sqrt(variance), shape)
    return math.sqrt(variance) / CUT_DEVIATION * _truncated(shape, draw)


def _truncated(shape: Shape, draw: np.random.Generator) -> Array:
    """Standard normal numbers, those beyond ±2 drawn again."""
    values = np.atleast_1d(draw.standard_normal(shape))
    beyond = np.abs(values) > 2
    while beyond.any():
        values[beyond] = draw.standard_normal(int(beyond.sum()))
        beyond = np.abs(values) > 2
    return values.reshape(shape)
