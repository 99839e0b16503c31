"""Keras' initializers as values; `runtime.initializers` draws the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Value


@dataclass(frozen=True)
class Initializer(Value):
    category: ClassVar[str] = "initializer"


@register
@dataclass(frozen=True)
class Zeros(Initializer):
    names: ClassVar[tuple[str, ...]] = ("zeros", "zero")


@register
@dataclass(frozen=True)
class Ones(Initializer):
    names: ClassVar[tuple[str, ...]] = ("ones", "one")


@register
@dataclass(frozen=True)
class Constant(Initializer):
    examples: ClassVar[tuple[Any, ...]] = ({"value": 0.5},)
    value: float = param("float", 0.0)


@register
@dataclass(frozen=True)
class Identity(Initializer):
    names: ClassVar[tuple[str, ...]] = ("identity", "IdentityInitializer")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"gain": 2.0})
    gain: float = param("float", 1.0)


@dataclass(frozen=True)
class Seeded(Initializer):
    arguments: ClassVar[ArgumentOrder] = (..., "seed")
    seed: int | None = param("int", None, low=0)


@register
@dataclass(frozen=True)
class RandomUniform(Seeded):
    names: ClassVar[tuple[str, ...]] = ("random_uniform", "uniform")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"minval": 1.0, "maxval": 2.0, "seed": 3})
    minval: float = param("float", -0.05)
    maxval: float = param("float", 0.05)


@register
@dataclass(frozen=True)
class RandomNormal(Seeded):
    names: ClassVar[tuple[str, ...]] = ("random_normal", "normal")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"mean": 1.0, "stddev": 0.5, "seed": 3})
    mean: float = param("float", 0.0)
    stddev: float = param("float", 0.05, low=0)


@register
@dataclass(frozen=True)
class TruncatedNormal(Seeded):
    examples: ClassVar[tuple[Any, ...]] = ({}, {"mean": 1.0, "stddev": 0.5, "seed": 3})
    mean: float = param("float", 0.0)
    stddev: float = param("float", 0.05, low=0)


@register
@dataclass(frozen=True)
class Orthogonal(Seeded):
    names: ClassVar[tuple[str, ...]] = ("orthogonal", "OrthogonalInitializer")
    examples: ClassVar[tuple[Any, ...]] = ({}, {"gain": 2.0, "seed": 3})
    gain: float = param("float", 1.0)


@register
@dataclass(frozen=True)
class VarianceScaling(Seeded):
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"scale": 2.0, "mode": "fan_avg", "distribution": "uniform", "seed": 3},
        {"input_axes": (0,), "output_axes": (1,)},
    )
    arguments: ClassVar[ArgumentOrder] = (..., "seed", "input_axes", "output_axes")
    scale: float = param("float", 1.0, above=0)
    mode: str = param("choice", "fan_in", choices=("fan_in", "fan_out", "fan_avg"))
    distribution: str = param(
        "choice", "truncated_normal", choices=("truncated_normal", "untruncated_normal", "uniform")
    )
    input_axes: tuple[int, ...] | None = param("ints", None, advanced=True)
    output_axes: tuple[int, ...] | None = param("ints", None, advanced=True)

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
    input_axes: tuple[int, ...] | None = param("ints", None, advanced=True)
    output_axes: tuple[int, ...] | None = param("ints", None, advanced=True)


@register
@dataclass(frozen=True)
class GlorotUniform(FanScaled):
    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_avg", "uniform")


@register
@dataclass(frozen=True)
class GlorotNormal(FanScaled):
    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_avg", "truncated_normal")


@register
@dataclass(frozen=True)
class HeUniform(FanScaled):
    scaling: ClassVar[tuple[float, str, str]] = (2.0, "fan_in", "uniform")


@register
@dataclass(frozen=True)
class HeNormal(FanScaled):
    scaling: ClassVar[tuple[float, str, str]] = (2.0, "fan_in", "truncated_normal")


@register
@dataclass(frozen=True)
class LecunUniform(FanScaled):
    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_in", "uniform")


@register
@dataclass(frozen=True)
class LecunNormal(FanScaled):
    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_in", "truncated_normal")


@dataclass(frozen=True)
class ForgetBias(Initializer):
    """The bias of an LSTM with `unit_forget_bias`: ones for the forget gate, `others` for the three other gates."""

    others: Value = param("spec", "zeros", category="initializer")
