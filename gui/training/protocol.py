"""What the training process says: one JSON object a line. Anything else on the line is not for us."""

from __future__ import annotations

import json
import math
from typing import Any

from graph.specs.message import Message

Event = dict[str, Any]
LONGEST_LINE = 1 << 20


class LineReader:
    """Collects bytes as they arrive and gives whole lines as events."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Event]:
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            self._rest = b""
        return [event for line in lines if (event := event_of(line)) is not None]


def event_of(line: bytes) -> Event | None:
    """The event of a line; None for a line that is none, such as a library's warning."""
    try:
        given = json.loads(line)
    except ValueError:
        return None
    return given if isinstance(given, dict) and isinstance(given.get("event"), str) else None


def whole(event: Event, name: str) -> int:
    value = event.get(name, 0)
    return int(value) if isinstance(value, (int, float)) and value == value else 0


def message(event: Event) -> Message | str:
    """What a callback says, as a message that can be shown in any language; as it is where it is none."""
    template, args = event.get("template"), event.get("args")
    if isinstance(template, str) and isinstance(args, dict):
        return Message(template, {str(name): value for name, value in args.items()})
    return str(event.get("text") or "")


def numbers(event: Event) -> dict[str, float]:
    """The event's logs: names with numbers; null stands for one that is not finite."""
    logs = event.get("logs")
    if not isinstance(logs, dict):
        return {}
    numbers = {k: math.nan if v is None else v for k, v in logs.items() if not isinstance(v, bool)}
    return {str(k): float(v) for k, v in numbers.items() if isinstance(v, (int, float))}
