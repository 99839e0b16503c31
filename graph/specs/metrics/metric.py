"""What every metric says of itself: its label, and what it expects of targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import Message, say
from graph.specs.params import SpecError, param
from graph.specs.registry import snake
from graph.specs.spec import ArgumentOrder, Value


@dataclass(frozen=True)
class Metric(Value):
    category: ClassVar[str] = "metric"
    arguments: ClassVar[ArgumentOrder] = ("name", "dtype", ...)
    sparse: ClassVar[bool] = False
    """Targets are class numbers rather than arrays of the prediction's shape."""
    any_targets: ClassVar[bool] = False
    """It takes class numbers as well as arrays."""
    free_targets: ClassVar[bool] = False
    """Targets may have any shape: it says itself how it compares them."""
    by_name_only: ClassVar[bool] = False
    """Keras has a class of this name that is something else: only the names stand for it, in files and in Python."""
    numbered: ClassVar[bool] = False
    """Keras has no name for it: objects without one are called `auc`, `auc_1`… as they are made."""
    of_numbers: ClassVar[bool] = False
    """Scores single numbers, whose mean a row gets; Keras' function of arrays gives them all."""

    direction: ClassVar[str] = "up"
    """Which way is better, up or down; empty where that can't be known."""

    label: str = param(
        "text", "", "the key in the history; empty for Keras' own name", advanced=True, keras_name="name"
    )

    @property
    def shown(self) -> str:
        """The key in a history: the text it was given by, else Keras' own name."""
        return self.label or (self.names[0] if self.names else snake(self.kind))

    def resolved(self, sparse: bool, last: int) -> Metric:
        """The metric meant for targets that are class numbers (`sparse`) or arrays, and a last axis of that size."""
        return self

    def misfit(self, output: str, sparse: bool | None, _columns: int | None) -> Message | None:
        """Why it can't judge an output of so many numbers a row by targets that are class numbers (`sparse`) or arrays;
        None where it can, or where these are not known."""
        if sparse is None or sparse == self.sparse or self.any_targets:
            return None
        return say(
            "The metric {metric} of the output {output} compares {wants}, but its targets are {given}.",
            metric=self.kind,
            output=output,
            wants="arrays of the output's shape" if sparse else "class numbers",
            given="class numbers" if sparse else "arrays",
        )


@dataclass(frozen=True)
class LossMetric(Metric):
    """A metric that is the mean of the loss of the same name and parameters, or of the one it names."""

    direction: ClassVar[str] = "down"
    of_loss: ClassVar[str] = ""


def check_axis(kind: str, axis: int) -> None:
    """Raise SpecError for another axis than the last: metrics get rows."""
    if axis != -1:
        raise SpecError(say("{kind}: axis must be -1 here, the last one. Received: {given}.", kind=kind, given=axis))


def free_name(name: str, output: str, taken: set[str], weighted: bool) -> str:
    """Keras' key for a metric: prefixed by the output; a repeated one is `weighted_…`, or numbered."""
    full = f"{output}_{name}" if output else name
    if full in taken and weighted:
        full = f"{output}_weighted_{name}" if output else f"weighted_{name}"
    number, base = 1, full
    while full in taken:
        full = f"{base}_{number}"
        number += 1
    taken.add(full)
    return full
