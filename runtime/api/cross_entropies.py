"""The losses `crossentropy` and `ce`, which stand for one of three: which one, shapes of output and targets say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

NAMES = ("crossentropy", "ce")


def is_open(given: Any) -> bool:
    """Whether a loss is still to be settled."""
    return isinstance(given, str) and given.lower() in NAMES


def settled(given: Any, output: Sequence[int | None], targets: Sequence[int] | None) -> Any:
    """The loss that is meant for an output and targets of these shapes, the batch first; targets may be unknown."""
    if not is_open(given):
        return given
    if output[-1] == 1:
        return "binary_crossentropy"
    if targets is not None and (len(targets) < len(output) or (targets[-1] == 1 and (output[-1] or 2) > 1)):
        return "sparse_categorical_crossentropy"
    return "categorical_crossentropy"


def wait_for_targets(losses: Sequence[Any], outputs: Sequence[Sequence[int | None]]) -> bool:
    """Whether one of these losses is only settled by targets."""
    return any(is_open(loss) and output[-1] != 1 for loss, output in zip(losses, outputs))
