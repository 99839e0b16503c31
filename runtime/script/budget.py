"""How much a script may ask for: reading ends in finite time and small memory, whatever the script says."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

from graph.specs.message import MessageError, say

STEPS, SECONDS, DEEPEST = 150_000, 5.0, 60
LARGEST = 100_000
"""Elements of a list, or letters of a text, that reading makes at most."""
BITS = 4096
LAYERS = 5_000
TEXT = 2_000_000
"""Letters of a script."""


class TooMuch(MessageError):
    """The script asks for more than reading gives; what was read until then stays."""


class Budget:
    """Counts what reading costs."""

    def __init__(self) -> None:
        self.steps, self.depth, self.layers = 0, 0, 0
        self.end = time.process_time() + SECONDS

    def step(self) -> None:
        """One node of the syntax tree; raises TooMuch."""
        self.steps += 1
        if self.steps > STEPS or (not self.steps % 256 and time.process_time() > self.end):
            raise TooMuch(say("The script does more than can be read: a loop too long, or too many of them."))

    def layer(self) -> None:
        self.layers += 1
        if self.layers > LAYERS:
            raise TooMuch(say("The script makes more than {n} layers.", n=LAYERS))

    def size(self, elements: int) -> None:
        """Something with so many elements is to be made; raises TooMuch."""
        if elements > LARGEST:
            raise TooMuch(
                say(
                    "The script makes something of {n} elements; {most} are read at most.",
                    n=str(elements)[:30],
                    most=LARGEST,
                )
            )

    def number(self, bits: float) -> None:
        """A number of so many bits is to be made."""
        if bits > BITS:
            raise TooMuch(say("The script computes a number too large to be read."))

    def items(self, values: Iterable[Any]) -> Iterator[Any]:
        """The values one by one, each a step."""
        for value in values:
            self.step()
            yield value

    def listed(self, values: Iterable[Any]) -> list[Any]:
        """The values in a list that does not grow too long."""
        found: list[Any] = []
        for value in self.items(values):
            found.append(value)
            self.size(len(found))
        return found
