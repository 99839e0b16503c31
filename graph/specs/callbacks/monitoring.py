"""What callbacks share that watch one number of the history and judge whether it has become better."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.specs.callbacks.callback import Objection, Surroundings
from graph.specs.closest import closest
from graph.specs.message import say
from graph.specs.optimizers.optimizer import Optimizer
from graph.specs.params import param

MODES = ("auto", "min", "max")
HELD_OUT = "val_"


def monitor_param() -> Any:
    """The number that is watched: a key of the history."""
    return param("text", "val_loss", "The number to watch, by its name in the history.", suggests="history")


def mode_param() -> Any:
    """Which way is better."""
    return param(
        "choice",
        "auto",
        "min: smaller is better; max: larger is; auto: what the metric itself says.",
        choices=MODES,
        advanced=True,
    )


def verbose_param() -> Any:
    """Whether the callback says what it does."""
    return param("int", 0, "1: say so when something is done.", low=0, high=1, advanced=True)


def monitor_objections(spec: Any, around: Surroundings) -> Iterator[Objection]:
    """Why the watched number would not be there, or could not be judged."""
    name, known = spec.monitor, around.results
    if name not in known:
        yield _missing(spec, around)
    elif not known[name] and spec.mode == "auto":
        text = say(
            "{callback} can't know whether {name} is better when it is small or when it is large. "
            "Choose the mode min or max.",
            callback=spec.kind,
            name=name,
        )
        yield Objection(text, say("Larger is better: use max"), own={"mode": "max"})


def _missing(spec: Any, around: Surroundings) -> Objection:
    """The watched number is none of the history's."""
    name, known = spec.monitor, ", ".join(around.results)
    unseen = name.removeprefix(HELD_OUT)
    if name.startswith(HELD_OUT) and not around.validates and unseen in around.results:
        text = say(
            "{callback} watches {name}, but no samples are kept for validation, so that there is no such number. "
            "There are: {known}.",
            callback=spec.kind,
            name=name,
            known=known,
        )
        return Objection(text, say("Keep a fifth for validation"), plan={"validation_split": 0.2})
    text = say(
        "{callback} watches {name}, which this training does not have. There are: {known}.",
        callback=spec.kind,
        name=name or "''",
        known=known,
    )
    better = closest(name, around.results) or ("val_loss" if "val_loss" in around.results else "loss")
    return Objection(text, say("Watch {name}", name=better), own={"monitor": better})


def patience_objections(spec: Any, around: Surroundings) -> Iterator[Objection]:
    """A patience that no training of so few epochs can try."""
    if spec.patience >= around.epochs > 1:
        text = say(
            "{callback} waits {patience} epochs for a better number, but the training has only {epochs}: it will "
            "never act.",
            callback=spec.kind,
            patience=spec.patience,
            epochs=around.epochs,
        )
        least = max(around.epochs // 4, 1)
        yield Objection(text, say("Wait {n} epochs", n=least), own={"patience": least}, is_error=False)


def rate_objections(spec: Any, around: Surroundings) -> Iterator[Objection]:
    """A learning rate that somebody else says."""
    rate = getattr(around.optimizer, "learning_rate", None)
    if isinstance(around.optimizer, Optimizer) and not isinstance(rate, (int, float)):
        text = say(
            "{callback} can't set the learning rate: the schedule {schedule} does. Give the optimizer a number.",
            callback=spec.kind,
            schedule=type(rate).__name__,
        )
        number = type(around.optimizer)().learning_rate
        mend = say("Use the learning rate {rate:g}", rate=number)
        yield Objection(text, mend, plan={"optimizer": around.optimizer.replace(learning_rate=number)})
