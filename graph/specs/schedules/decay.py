"""Schedules that make steps smaller as training goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.schedules.schedule import FallingSchedule
from graph.specs.spec import ArgumentOrder


@register
@dataclass(frozen=True)
class ExponentialDecay(FallingSchedule):
    """rate · decay_rate ^ (step / decay_steps)."""

    examples: ClassVar[tuple[Any, ...]] = (
        {"decay_steps": 5, "decay_rate": 0.5},
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": True},
    )
    decay_steps: int = param("int", 1000, "steps until the factor is reached", low=1, always=True)
    decay_rate: float = param("float", 0.9, "factor", above=0, always=True)
    staircase: bool = param("bool", False, "fall at whole multiples of these steps only")


@register
@dataclass(frozen=True)
class InverseTimeDecay(FallingSchedule):
    """rate / (1 + decay_rate · step / decay_steps)."""

    examples: ClassVar[tuple[Any, ...]] = (
        {"decay_steps": 5, "decay_rate": 0.5},
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5, "staircase": True},
    )
    decay_steps: int = param("int", 1000, "steps until the factor is reached", low=1, always=True)
    decay_rate: float = param("float", 0.5, "factor", low=0, always=True)
    staircase: bool = param("bool", False, "fall at whole multiples of these steps only")


@register
@dataclass(frozen=True)
class PolynomialDecay(FallingSchedule):
    """From the first step size to the last by (1 − step / decay_steps) ^ power."""

    examples: ClassVar[tuple[Any, ...]] = (
        {"decay_steps": 5},
        {"decay_steps": 5, "end_learning_rate": 0.001, "power": 2.0, "cycle": True},
    )
    decay_steps: int = param("int", 1000, "steps until the last step size", low=1, always=True)
    end_learning_rate: float = param("float", 0.0001, "step size at the end", low=0)
    power: float = param("float", 1.0, "1: along a straight line", above=0)
    cycle: bool = param("bool", False, "begin anew, each time twice, thrice… as slowly, instead of staying at the end")


@register
@dataclass(frozen=True)
class CosineDecay(FallingSchedule):
    """Along half a wave of a cosine (Loshchilov and Hutter, 2016), after an optional rise."""

    arguments: ClassVar[ArgumentOrder] = (
        "initial_learning_rate",
        "decay_steps",
        "alpha",
        "name",
        "warmup_target",
        "warmup_steps",
    )
    examples: ClassVar[tuple[Any, ...]] = (
        {"decay_steps": 5},
        {"initial_learning_rate": 0.001, "decay_steps": 5, "alpha": 0.1, "warmup_target": 0.1, "warmup_steps": 3},
    )
    decay_steps: int = param("int", 1000, "steps until the end", low=1, always=True)
    alpha: float = param("float", 0.0, "share of the step size that is left at the end", low=0)
    warmup_target: float | None = param("float", None, "step size that is risen to first", low=0)
    warmup_steps: int = param("int", 0, "steps of that rise", low=0)
