"""Weights of classes as a plan writes them: `balanced`, or `0: 1, 1: 2.5` as in Keras' `class_weight`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from graph.specs.message import say
from graph.specs.params import SpecError

BALANCED = "balanced"
_PAIR = re.compile(r"\s*(\d{1,9})\s*:\s*([0-9.]+(?:e[+-]?\d+)?)\s*", re.IGNORECASE)


def class_weights(text: str) -> Mapping[int, float] | str | None:
    """BALANCED, weights by class number, or None where all classes count the same; raises SpecError."""
    given = text.strip()
    if not given or given.lower() == BALANCED:
        return BALANCED if given else None
    found: dict[int, float] = {}
    for part in given.removeprefix("{").removesuffix("}").split(","):
        pair = _PAIR.fullmatch(part)
        try:
            weight = float(pair[2]) if pair else math.nan
        except ValueError:
            weight = math.nan
        if pair is None or not math.isfinite(weight) or int(pair[1]) in found:
            raise SpecError(
                say(
                    "class_weight is balanced, or a weight for each class by its number, such as 0: 1, 1: 2.5. "
                    "Received: {text!r:.80}.",
                    text=text,
                )
            )
        found[int(pair[1])] = weight
    return found
