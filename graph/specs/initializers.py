"""Keras' initializers as values; `runtime.initializers` draws the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import Message, say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Value

INPUTS = "the axes whose product is the number of inputs"
OUTPUTS = "the axes whose product is the number of outputs"
WINDOWS = (
    "hann", "hamming", "blackman", "blackmanharris", "nuttall", "flattop", "boxcar", "bartlett", "triang", "parzen",
    "bohman", "barthann", "cosine", "lanczos", "exponential", "tukey",
)  # fmt: skip
"""Windows of spectra, by SciPy's names."""


@dataclass(frozen=True)
class Initializer(Value):
    category: ClassVar[str] = "initializer"

    def misfit(self, _shape: tuple[int, ...]) -> Message | None:
        """Why it can't begin a weight of this shape; None where it can."""
        return None


@register
@dataclass(frozen=True)
class Zeros(Initializer):
    caption: ClassVar[str] = "Every number 0."
    formula: ClassVar[str] = "w = 0"
    names: ClassVar[tuple[str, ...]] = ("zeros", "zero")


@register
@dataclass(frozen=True)
class Ones(Initializer):
    caption: ClassVar[str] = "Every number 1."
    formula: ClassVar[str] = "w = 1"
    names: ClassVar[tuple[str, ...]] = ("ones", "one")


@register
@dataclass(frozen=True)
class Constant(Initializer):
    caption: ClassVar[str] = "Every number the same."
    formula: ClassVar[str] = "w = value"
    examples: ClassVar[tuple[Any, ...]] = ({"value": 0.5},)
    value: float = param("float", 0.0, "what every number is")


@register
@dataclass(frozen=True)
class Identity(Initializer):
    caption: ClassVar[str] = "The identity: what comes in goes out."
    formula: ClassVar[str] = "w = gain · I"
    names: ClassVar[tuple[str, ...]] = ("identity", "IdentityInitializer")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"gain": 2.0})
    gain: float = param("float", 1.0, "what all numbers are multiplied by")

    def misfit(self, shape: tuple[int, ...]) -> Message | None:
        if len(shape) == 2:
            return None
        return say("Identity needs a weight of two axes. Received: shape {shape}.", shape=str(shape))


@dataclass(frozen=True)
class Seeded(Initializer):
    arguments: ClassVar[ArgumentOrder] = (..., "seed")
    seed: int | None = param("int", None, low=0)


@register
@dataclass(frozen=True)
class RandomUniform(Seeded):
    caption: ClassVar[str] = "Any number between two, all alike."
    formula: ClassVar[str] = "w ~ U(minval, maxval)"
    names: ClassVar[tuple[str, ...]] = ("random_uniform", "uniform")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"minval": 1.0, "maxval": 2.0, "seed": 3})
    minval: float = param("float", -0.05, "the smallest number")
    maxval: float = param("float", 0.05, "the largest number")


@register
@dataclass(frozen=True)
class RandomNormal(Seeded):
    caption: ClassVar[str] = "Normally distributed numbers."
    formula: ClassVar[str] = "w ~ N(mean, stddev²)"
    names: ClassVar[tuple[str, ...]] = ("random_normal", "normal")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"mean": 1.0, "stddev": 0.5, "seed": 3})
    mean: float = param("float", 0.0, "the middle of the numbers")
    stddev: float = param("float", 0.05, "how far they spread", low=0)


@register
@dataclass(frozen=True)
class TruncatedNormal(Seeded):
    caption: ClassVar[str] = "Normally distributed numbers, without those far away."
    formula: ClassVar[str] = "w ~ N(mean, stddev²), drawn again beyond mean ± 2 · stddev"
    examples: ClassVar[tuple[Any, ...]] = ({}, {"mean": 1.0, "stddev": 0.5, "seed": 3})
    mean: float = param("float", 0.0, "the middle of the numbers")
    stddev: float = param("float", 0.05, "how far they spread", low=0)


@register
@dataclass(frozen=True)
class Orthogonal(Seeded):
    caption: ClassVar[str] = "Rows or columns at right angles, so that nothing grows or vanishes."
    formula: ClassVar[str] = "w = gain · Q, Q orthogonal, all axes but the last taken as one"
    names: ClassVar[tuple[str, ...]] = ("orthogonal", "OrthogonalInitializer")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"gain": 2.0, "seed": 3})
    gain: float = param("float", 1.0, "what all numbers are multiplied by")

    def misfit(self, shape: tuple[int, ...]) -> Message | None:
        if len(shape) >= 2:
            return None
        return say("Orthogonal needs a weight of two axes or more. Received: shape {shape}.", shape=str(shape))


@register
@dataclass(frozen=True)
class VarianceScaling(Seeded):
    caption: ClassVar[str] = "Numbers whose size follows from how many inputs or outputs a unit has."
    formula: ClassVar[str] = """Var w = scale / n, n = fan_in, fan_out or their mean
uniform: w ~ U(−√(3 · scale / n), √(3 · scale / n))"""
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"scale": 2.0, "mode": "fan_avg", "distribution": "uniform", "seed": 3},
        {"input_axes": (0,), "output_axes": (1,)},
    )
    arguments: ClassVar[ArgumentOrder] = (..., "seed", "input_axes", "output_axes")
    scale: float = param("float", 1.0, "the variance, times the number of inputs or outputs", above=0)
    mode: str = param(
        "choice", "fan_in", "inputs of a unit, its outputs, or their mean", choices=("fan_in", "fan_out", "fan_avg")
    )
    distribution: str = param(
        "choice",
        "truncated_normal",
        "how the numbers are drawn",
        choices=("truncated_normal", "untruncated_normal", "uniform"),
    )
    input_axes: tuple[int, ...] | None = param("ints", None, INPUTS, advanced=True)
    output_axes: tuple[int, ...] | None = param("ints", None, OUTPUTS, advanced=True)

    def __post_init__(self) -> None:
        if self.distribution == "normal":  # what Keras called it before
            object.__setattr__(self, "distribution", "truncated_normal")
        super().__post_init__()


@dataclass(frozen=True)
class FanScaled(Seeded):
    """One of the named variance scalings: Glorot, He and LeCun, uniform or normal."""

    scaling: ClassVar[tuple[float, str, str]]
    examples: ClassVar[tuple[Any, ...]] = ({}, {"seed": 3}, {"input_axes": (0,), "output_axes": (1,)})
    arguments: ClassVar[ArgumentOrder] = ("seed", ...)
    input_axes: tuple[int, ...] | None = param("ints", None, INPUTS, advanced=True)
    output_axes: tuple[int, ...] | None = param("ints", None, OUTPUTS, advanced=True)


@register
@dataclass(frozen=True)
class GlorotUniform(FanScaled):
    caption: ClassVar[str] = "The usual one: keeps the size of signals both ways, uniformly drawn."
    formula: ClassVar[str] = "w ~ U(−a, a), a = √(6 / (fan_in + fan_out))"
    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_avg", "uniform")


@register
@dataclass(frozen=True)
class GlorotNormal(FanScaled):
    caption: ClassVar[str] = "Keeps the size of signals both ways, normally drawn."
    formula: ClassVar[str] = "w ~ N(0, 2 / (fan_in + fan_out)), cut at two standard deviations"
    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_avg", "truncated_normal")


@register
@dataclass(frozen=True)
class HeUniform(FanScaled):
    caption: ClassVar[str] = "For layers with relu, uniformly drawn."
    formula: ClassVar[str] = "w ~ U(−a, a), a = √(6 / fan_in)"
    scaling: ClassVar[tuple[float, str, str]] = (2.0, "fan_in", "uniform")


@register
@dataclass(frozen=True)
class HeNormal(FanScaled):
    caption: ClassVar[str] = "For layers with relu, normally drawn."
    formula: ClassVar[str] = "w ~ N(0, 2 / fan_in), cut at two standard deviations"
    scaling: ClassVar[tuple[float, str, str]] = (2.0, "fan_in", "truncated_normal")


@register
@dataclass(frozen=True)
class LecunUniform(FanScaled):
    caption: ClassVar[str] = "For layers with selu, uniformly drawn."
    formula: ClassVar[str] = "w ~ U(−a, a), a = √(3 / fan_in)"
    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_in", "uniform")


@register
@dataclass(frozen=True)
class LecunNormal(FanScaled):
    caption: ClassVar[str] = "For layers with selu, normally drawn."
    formula: ClassVar[str] = "w ~ N(0, 1 / fan_in), cut at two standard deviations"
    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_in", "truncated_normal")


@register
@dataclass(frozen=True)
class STFT(Initializer):
    """For the kernel (steps, 1, frequencies) of a Conv1D, of frequencies from 0 to half the sampling rate."""

    caption: ClassVar[str] = "One side of a Fourier transform of windows, for a convolution over a signal."
    formula: ClassVar[
        str
    ] = """w[t, 0, k] = v[t] · cos(−2π · t · k / n) / s, sin on the imaginary side, n = 2(frequencies − 1)
s = √(Σ v²) for density, Σ |v| for spectrum"""
    names: ClassVar[tuple[str, ...]] = ("stft", "STFTInitializer")
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"side": "imag", "window": "hamming", "scaling": "spectrum", "periodic": True},
        {"window": (0.5, 1.0, 0.5), "scaling": None},
        {"window": None},
    )
    side: str = param("choice", "real", "the real or the imaginary part", choices=("real", "imag"))
    window: str | tuple[float, ...] | None = param("any", "hann", "a window's name, its numbers, or none")
    scaling: str | None = param("choice", "density", "divisor", nullable=True, choices=("density", "spectrum"))
    periodic: bool = param("bool", False, "the window goes on behind its end, not back to its beginning")

    def misfit(self, shape: tuple[int, ...]) -> Message | None:
        if len(shape) != 3 or shape[1] != 1 or shape[2] < 2:
            return say(
                "STFT needs a weight of shape (steps, 1, frequencies), with 2 frequencies or more. "
                "Received: shape {shape}.",
                shape=str(shape),
            )
        if isinstance(self.window, tuple) and len(self.window) != shape[0]:
            return say(
                "STFT: a window of {n} numbers does not fit a weight of {steps} steps.",
                n=len(self.window),
                steps=shape[0],
            )
        return None

    def check(self) -> None:
        given: Any = self.window
        given = given.tolist() if hasattr(given, "tolist") else given
        if isinstance(given, (list, tuple)) and all(isinstance(n, (int, float)) for n in given):
            object.__setattr__(self, "window", tuple(map(float, given)))
        elif given is not None and given not in WINDOWS:
            raise SpecError(
                say(
                    "{kind}: window must be one of {known}, numbers, or None. Received: {given!r:.80}.",
                    kind=self.kind,
                    known=", ".join(WINDOWS),
                    given=given,
                )
            )


@dataclass(frozen=True)
class ForgetBias(Initializer):
    """The bias of an LSTM with `unit_forget_bias`: ones for the forget gate, `others` for the three other gates."""

    others: Value = param("spec", "zeros", category="initializer")
