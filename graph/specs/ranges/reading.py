"""A range as one types it: `16..128:16`, `1e-4..0.1:log`, `relu,tanh`, `[true, false]`."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from graph.specs.message import MessageError, say
from graph.specs.params import Param
from graph.specs.ranges.choices import Choices
from graph.specs.ranges.numbers import FloatRange, IntRange
from graph.specs.ranges.range import RangeSpec
from graph.specs.spec import Value

BETWEEN = re.compile(r"\s*([-+\w.]+?)\s*\.\.\s*([-+\w.]+?)\s*(?::\s*([-+\w.]+)\s*)?")
LOG = "log"
USUAL = ("relu", "tanh", "gelu")
"""Activations that one would try."""


class RangeError(MessageError):
    """A text that is no range."""


def read_range(key: str, text: str, rule: Param) -> RangeSpec:
    """The range that a text means for a setting of that rule; raises RangeError, or SpecError for an empty one."""
    between = BETWEEN.fullmatch(text)
    if between is None:
        return Choices(of=key, values=_values(key, text))
    low, high, by = (None if part is None else part.strip() for part in between.groups())
    numbers = [_number(part) for part in (low, high, *([by] if by not in (None, LOG) else []))]
    if None in numbers:
        raise _no_range(key, text)
    whole = all(isinstance(number, int) for number in numbers) and rule.kind != "float"
    step = numbers[2] if len(numbers) > 2 else 1 if whole else None
    cls = IntRange if whole else FloatRange
    return cls(of=key, low=numbers[0], high=numbers[1], step=step, log=by == LOG)  # type: ignore[arg-type]


def _values(key: str, text: str) -> tuple[Any, ...]:
    """Several values: a list in JSON, or words with commas between them."""
    if text.lstrip().startswith("["):
        try:
            return tuple(json.loads(text))
        except ValueError:
            raise _no_range(key, text) from None
    words = [word.strip() for word in text.split(",")]
    if len(words) < 2 or not all(words):
        raise _no_range(key, text)
    return tuple(_read(word) for word in words)


def _read(word: str) -> Any:
    try:
        return json.loads(word)
    except ValueError:
        return {"True": True, "False": False, "None": None}.get(word, word)


def _number(text: str | None) -> int | float | None:
    """A whole number, or another one, None where the text is none."""
    for kind in (int, float):
        try:
            return kind(text or "")
        except ValueError:
            continue
    return None


def _no_range(key: str, text: str) -> RangeError:
    return RangeError(
        say(
            "{key}: a range is written as in 16..128:16, 0.0001..0.1:log, relu,tanh or [true, false]. "
            "Received: {text:.80}.",
            key=key,
            text=text,
        )
    )


def usual_range(rule: Param, value: Any) -> str:
    """What one would try around a value, as one types it; empty where several values of a parameter can't be tried."""
    if rule.kind == "bool":
        return "true,false"
    if rule.kind == "choice":
        return ",".join(rule.choices) if len(rule.choices) > 1 else ""
    if rule.kind == "activation":
        return ",".join(dict.fromkeys((value, *USUAL) if isinstance(value, str) else USUAL))
    if rule.kind not in ("int", "float") or isinstance(value, Value):
        return ""
    number = value if isinstance(value, (int, float)) and value > 0 else rule.high or 1
    low, high = max(number / 2, rule.low or 0), number * 2 if rule.high is None else min(number * 2, rule.high)
    if rule.kind == "int":
        return f"{math.floor(low) or int(rule.low or 0)}..{max(math.ceil(high), math.floor(low) + 1)}"
    return f"{low:g}..{high:g}" if rule.high is not None else f"{number / 10:g}..{number * 10:g}:log"
