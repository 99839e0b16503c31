"""What reading has to say of a script: each a line and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from graph.specs.message import Message


@dataclass(frozen=True)
class Remark:
    """Something in a line that was not followed; `lost` where it should have been in the network or its training."""

    line: int
    message: Message
    lost: bool = True

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


class Remarks:
    """Remarks as they are met, each once."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, str], Remark] = {}
        self.gaps: set[int] = set()
        """The lines where something is missing in the network."""

    def add(self, line: int, message: Message, lost: bool = True) -> None:
        self.found.setdefault((line, str(message)), Remark(line, message, lost))

    def first_gap(self) -> Remark | None:
        """What was said of the first line at which something is missing, None where the network is whole."""
        if not self.gaps:
            return None
        lost = [remark for remark in self.in_order() if remark.lost]
        there = [remark for remark in lost if remark.line == min(self.gaps)]
        return next(iter([*there, *lost]), None)

    def in_order(self) -> tuple[Remark, ...]:
        return tuple(sorted(self.found.values(), key=lambda remark: remark.line))
