"""Callbacks that hold functions of Python, which a document can't: what to use there instead."""

from __future__ import annotations

from graph.specs.message import Message, say

SCHEDULE = (
    "LearningRateScheduler calls a function of Python, which a project can't hold. Choose a schedule as the "
    "optimizer's learning rate instead, or use it in Python."
)
FUNCTION = (
    "{kind} calls functions or services that a project can't hold. Use it in Python, or watch the training by "
    "CSVLogger or TensorBoard instead."
)
SHOWN = "{kind} is there by itself: the progress and the history of a training are always kept and shown."
REASONS = {
    "LearningRateScheduler": SCHEDULE,
    "LambdaCallback": FUNCTION,
    "RemoteMonitor": FUNCTION,
    "ProgbarLogger": SHOWN,
    "History": SHOWN,
}


def python_only(kind: str) -> Message | None:
    """Why a callback of that name can't be part of a document, None where it is no such name."""
    return say(REASONS[kind], kind=kind) if kind in REASONS else None
