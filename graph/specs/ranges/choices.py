"""Ranges that name each of their values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.ranges.range import RangeSpec, of_param
from graph.specs.registry import register

LEAF = (str, int, float, bool, type(None))


@register
@dataclass(frozen=True)
class Choices(RangeSpec):
    """Some values of any kind: names of activations, with a layer and without it."""

    caption: ClassVar[str] = "One of some values"
    examples: ClassVar[tuple[Any, ...]] = (
        {"of": "dense.activation", "values": ["relu", "tanh"]},
        {"of": "dropout.present", "values": [True, False]},
    )
    of: str = of_param()
    values: tuple[Any, ...] = param("any", (), "The values.", always=True)

    def check(self) -> None:
        given = self.values
        if not isinstance(given, (list, tuple)) or not given or not all(_is_plain(value) for value in given):
            raise SpecError(
                say("Choices: values must be a list of one or more values. Received: {given!r:.80}.", given=given)
            )
        object.__setattr__(self, "values", tuple(_frozen(value) for value in given))
        if len({word(value) for value in self.values}) < len(self.values):
            raise SpecError(say("Choices: values must differ from each other. Received: {given!r:.80}.", given=given))

    def ends(self) -> tuple[Any, ...]:
        return self.values

    def text(self) -> str:
        return ",".join(map(word, self.values)) if len(self.values) > 1 else json.dumps(list(self.values))

    def place(self, value: Any) -> float:
        words = [word(each) for each in self.values]
        return 0.5 if len(words) == 1 else words.index(word(value)) / (len(words) - 1)


def word(value: Any) -> str:
    """A value as one types it: texts as they are, all else as JSON."""
    return value if isinstance(value, str) else json.dumps(value)


def _is_plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_is_plain(part) for part in value)
    if isinstance(value, dict):
        return all(isinstance(name, str) and _is_plain(part) for name, part in value.items())
    return isinstance(value, LEAF)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, (list, tuple)) else value
