"""What goes wrong with data, as one sentence."""

from __future__ import annotations

from typing import Any

from graph.specs.message import Message, MessageError


class DataError(MessageError):
    """Data can't be read or doesn't fit: what was expected, what was received, where, and how to mend it."""


def bad(template: str, **args: Any) -> DataError:
    """The error for a sentence; the literal `template` is what translators see."""
    return DataError(Message(template, args))
