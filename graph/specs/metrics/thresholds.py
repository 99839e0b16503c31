"""Thresholds that predictions are compared with, as parameters of metrics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.specs.message import say
from graph.specs.params import SpecError, param


def thresholds_param() -> Any:
    """One threshold from 0 to 1, or several."""
    return param("any", None, "What a prediction must be above to count as yes: a number from 0 to 1, or several.")


def class_param() -> Any:
    """The only class that counts."""
    return param("int", None, "The only class that counts; none: all of them.", low=0)


def plain_thresholds(kind: str, given: Any) -> float | tuple[float, ...] | None:
    """Thresholds as a spec keeps them; raises SpecError for what is none."""
    several = isinstance(given, Sequence) and not isinstance(given, str)
    numbers = list(given) if several else [given]
    if given is None:
        return None
    try:
        found = tuple(float(number) for number in numbers if not isinstance(number, (bool, str)))
    except (TypeError, ValueError):
        found = ()
    if len(found) != len(numbers) or not found or not all(0 <= number <= 1 for number in found):
        raise SpecError(
            say(
                "{kind}: thresholds must be a number from 0 to 1, or a list of those. Received: {given!r:.80}.",
                kind=kind,
                given=given,
            )
        )
    return found if several else found[0]
