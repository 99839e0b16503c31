"""Sentences as values: a template and its arguments, so that the same sentence can be shown in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """A sentence for the user: an English `template` in `str.format` style and the `args` that fill it."""

    template: str
    args: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.template.format(**self.args)


def say(template: str, **args: Any) -> Message:
    """A message; the literal `template` is what translators see, so it must be written out at the call."""
    return Message(template, args)


class MessageError(ValueError):
    """An error whose text is a `Message`; base of every error that bad input can cause."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message

    def __reduce__(self) -> tuple[type[MessageError], tuple[Message]]:
        return type(self), (self.message,)  # so that the message survives the way from the training process


def shape_text(shape: tuple[int | None, ...]) -> str:
    """A shape as Keras writes it: `(None, 28, 28, 1)`."""
    return f"({', '.join(str(n) for n in shape)}{',' if len(shape) == 1 else ''})"
