"""What callbacks share that watch one number of the history and judge whether it has become better."""

from __future__ import annotations

from typing import Any

from graph.specs.params import param

MODES = ("auto", "min", "max")


def monitor_param() -> Any:
    """The number that is watched: a key of the history."""
    return param("text", "val_loss", "The number to watch, by its name in the history.")


def mode_param() -> Any:
    """Which way is better."""
    return param(
        "choice", "auto", "min: smaller is better; max: larger is; auto: what the metric itself says.", choices=MODES
    )


def verbose_param() -> Any:
    """Whether the callback says what it does."""
    return param("int", 0, "1: say so when something is done.", low=0, high=1, advanced=True)
