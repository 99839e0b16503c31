"""The history as a table in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class CSVLogger(CallbackSpec):
    """Writes the results of each epoch into a table of text."""

    caption: ClassVar[str] = "Write the results of each epoch into a table (.csv)"
    writes: ClassVar[str] = "filename"
    examples: ClassVar[tuple[Any, ...]] = (
        {"filename": "log.csv"},
        {"filename": "log.csv", "separator": ";", "append": True},
    )
    filename: str = param("text", help="The file to write.")
    separator: str = param("text", ",", "What separates the cells: one character.")
    append: bool = param("bool", False, "Write behind what the file holds already, for a training that goes on.")

    def check(self) -> None:
        if len(self.separator) != 1:
            raise SpecError(
                say("CSVLogger: separator must be one character. Received: {given!r:.80}.", given=self.separator)
            )
