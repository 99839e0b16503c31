"""What every optimizer of Keras takes, and what it keeps for each weight; update rules live in the runtime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
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
    arguments: ClassVar[ArgumentOrder] = ("learning_rate", ..., *COMMON)

    learning_rate: float | Value = param("float", 0.001, "step size", low=0, category="schedule")
    weight_decay: float | None = param("float", None, "decoupled decay: w ← w − w · decay · rate", low=0, advanced=True)
    clipnorm: float | None = param("float", None, "largest norm of each weight's gradient", above=0, advanced=True)
    clipvalue: float | None = param("float", None, "largest absolute gradient", above=0, advanced=True)
    global_clipnorm: float | None = param("float", None, "largest norm of all gradients", above=0, advanced=True)
    use_ema: bool = param("bool", False, "keep a moving average of the weights", advanced=True)
    ema_momentum: float = param("float", 0.99, low=0, high=1, advanced=True)
    ema_overwrite_frequency: int | None = param("int", None, low=1, advanced=True)
    loss_scale_factor: float | None = param("float", None, above=0, advanced=True)
    gradient_accumulation_steps: int | None = param("int", None, low=2, advanced=True)

    def slots(self) -> tuple[str, ...]:
        """The names of the arrays that the update rule keeps, each as large as the weights: allocation, summary and
        the forecast of memory all read them here."""
        return ()

    def arrays_kept(self) -> int:
        """How many numbers there are for each weight beside its gradient: slots, averages, collected gradients."""
        return len(self.slots()) + int(self.use_ema) + int(bool(self.gradient_accumulation_steps))

    def check(self) -> None:
        if sum(v is not None for v in (self.clipnorm, self.clipvalue, self.global_clipnorm)) > 1:
            raise SpecError(
                say("{kind}: only one of clipnorm, clipvalue and global_clipnorm can be set.", kind=self.kind)
            )


@dataclass(frozen=True)
class ByMoments(Optimizer):
    """Those that keep a running mean of the gradients, and one of their squares, as Adam does."""

    beta_1: float = param("float", 0.9, "how much of the mean gradient is kept", low=0, high=1)
    beta_2: float = param("float", 0.999, "how much of the mean square is kept", low=0, high=1)
    epsilon: float = param("float", 1e-7, above=0)

    def slots(self) -> tuple[str, ...]:
        return "momentum", "velocity"
