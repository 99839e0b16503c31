"""Sentences as plain values, for another process or a file: templates with arguments, to be translated still."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.specs.message import Message, MessageError

TEMPLATE, ARGS, TEXT, REPR = "template", "args", "text", "repr"


class Shown(str):
    """What was said of a value that is not here any more, plainly and with `!r`."""

    __slots__ = ("as_repr",)
    as_repr: str

    def __repr__(self) -> str:
        return self.as_repr


def message_json(message: Message) -> dict[str, Any]:
    return {TEMPLATE: message.template, ARGS: {name: _value_json(value) for name, value in message.args.items()}}


def message_of(content: Mapping[str, Any]) -> Message:
    return Message(str(content[TEMPLATE]), {str(name): _value(value) for name, value in content[ARGS].items()})


def _value_json(value: Any) -> Any:
    if isinstance(value, (Message, MessageError)):
        return message_json(value.message if isinstance(value, MessageError) else value)
    if value is None or type(value) in (bool, int, float, str):
        return value
    return {TEXT: str(value), REPR: repr(value)}


def _value(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    if TEMPLATE in value:
        return message_of(value)
    shown = Shown(value[TEXT])
    shown.as_repr = str(value[REPR])
    return shown
