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
    return Message(template, {name: _in_a_line(value) for name, value in args.items()})


class ArrayText(str):
    """What is said of an array: its type and shape, since its numbers fill a page."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _in_a_line(value: Any) -> Any:
    """The value, with a text in the place of every array that takes more than a few signs."""
    if isinstance(value, (list, tuple, dict)) and len(value) <= SHOWN:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        found = {key: _in_a_line(item) for key, item in items}
        if all(a is b for a, b in zip(found.values(), value.values() if isinstance(value, dict) else value)):
            return value
        return found if isinstance(value, dict) else list(found.values())
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and shape and hasattr(value, "dtype") and hasattr(value, "__array__"):
        text = repr(value)
        return value if len(text) <= FEW_SIGNS else ArrayText(f"{value.dtype} array of shape {shape_text(shape)}")
    return value


SHOWN, FEW_SIGNS = 20, 40
"""Entries of a list that are looked at; signs that an array's own text may have."""


class MessageError(ValueError):
    """An error whose text is a `Message`; base of every error that bad input can cause."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MessageError) and type(other) is type(self) and other.message == self.message

    def __hash__(self) -> int:
        return hash((type(self), self.message))

    def __reduce__(self) -> tuple[type[MessageError], tuple[Message]]:
        return type(self), (self.message,)  # so that the message survives the way from the training process


def shape_text(shape: tuple[int | None, ...]) -> str:
    """A shape as Keras writes it: `(None, 28, 28, 1)`."""
    return f"({', '.join(str(n) for n in shape)}{',' if len(shape) == 1 else ''})"
