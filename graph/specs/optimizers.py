"""Keras' optimizers as values; update rules live in the runtime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder, Value

COMMON = (
    "weight_decay",
    "clipnorm",
    "clipvalue",
    "global_clipnorm",
    "use_ema",
    "ema_momentum",
    "ema_overwrite_frequency",
    "loss_scale_factor",
    "gradient_accumulation_steps",
    "name",
)
"""What every optimizer of Keras takes after its own arguments."""


@dataclass(frozen=True)
class Optimizer(Value):
    """What every optimizer of Keras takes; at most one of the three clippings may be set."""

    category: ClassVar[str] = "optimizer"
    slots: ClassVar[int] = 0
    """State arrays per weight, for the memory forecast."""
    arguments: ClassVar[ArgumentOrder] = ("learning_rate", ..., *COMMON)

    learning_rate: float = param("float", 0.001, "step size", low=0)
    weight_decay: float | None = param("float", None, "decoupled decay: w ← w − w · decay · rate", low=0, advanced=True)
    clipnorm: float | None = param("float", None, "largest norm of each weight's gradient", above=0, advanced=True)
    clipvalue: float | None = param("float", None, "largest absolute gradient", above=0, advanced=True)
    global_clipnorm: float | None = param("float", None, "largest norm of all gradients", above=0, advanced=True)
    use_ema: bool = param("bool", False, "keep a moving average of the weights", advanced=True)
    ema_momentum: float = param("float", 0.99, low=0, high=1, advanced=True)
    ema_overwrite_frequency: int | None = param("int", None, low=1, advanced=True)
    loss_scale_factor: float | None = param("float", None, above=0, advanced=True)
    gradient_accumulation_steps: int | None = param("int", None, low=2, advanced=True)

    def check(self) -> None:
        if sum(v is not None for v in (self.clipnorm, self.clipvalue, self.global_clipnorm)) > 1:
            raise SpecError(
                say("{kind}: only one of clipnorm, clipvalue and global_clipnorm can be set.", kind=self.kind)
            )


@register
@dataclass(frozen=True)
class SGD(Optimizer):
    """w ← w − rate · g; with momentum m ← μm − rate · g, w ← w + m."""

    slots: ClassVar[int] = 1
    names: ClassVar[tuple[str, ...]] = ("sgd",)
    learning_rate: float = param("float", 0.01, "step size", low=0)
    momentum: float = param("float", 0.0, low=0, high=1)
    nesterov: bool = param("bool", False)


@register
@dataclass(frozen=True)
class RMSprop(Optimizer):
    """v ← ρv + (1 − ρ)g², w ← w − rate · g / √(v + ε)."""

    slots: ClassVar[int] = 1
    names: ClassVar[tuple[str, ...]] = ("rmsprop", "rms_prop")
    rho: float = param("float", 0.9, low=0, high=1)
    momentum: float = param("float", 0.0, low=0, high=1)
    epsilon: float = param("float", 1e-7, above=0)
    centered: bool = param("bool", False)


@register
@dataclass(frozen=True)
class Adam(Optimizer):
    """Moving averages of g and g², corrected for their start."""

    slots: ClassVar[int] = 2
    names: ClassVar[tuple[str, ...]] = ("adam",)
    beta_1: float = param("float", 0.9, low=0, high=1)
    beta_2: float = param("float", 0.999, low=0, high=1)
    epsilon: float = param("float", 1e-7, above=0)
    amsgrad: bool = param("bool", False)
