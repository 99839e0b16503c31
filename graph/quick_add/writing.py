"""A layer as a line: the words by which quick-add would draw it again."""

from __future__ import annotations

from collections.abc import Sequence

from graph.quick_add import words as naming
from graph.quick_add.literals import written
from graph.quick_add.parameters import LineError, made, read_parameters
from graph.quick_add.reading import Word
from graph.specs.params import params_of
from graph.specs.spec import Value


def line_of(value: Value) -> str | None:
    """`conv2d 64 3 same relu` for that layer or block; None for a parameter that has no words, such as an array."""
    parts: list[str] = []
    for name, given in value.non_default():
        text = written(given)
        if text is None or params_of(value)[name].kind in ("array", "any", "texts", "numbers"):
            return None
        parts.append(f"{name}={text}")
    for place in range(len(parts)):
        shorter = _short(parts[place].partition("=")[2])
        if _stands_for([*parts[:place], shorter, *parts[place + 1 :]], value):
            parts[place] = shorter
    return " ".join([_called(value), *parts]) if _stands_for(parts, value) else None


def _short(text: str) -> str:
    """Sizes that are all one number are that number; others are joined by x."""
    sizes = [part.strip() for part in text.strip("()").split(",") if part.strip()]
    if text[:1] != "(":
        return text[:-2] if text.endswith("()") else text
    if len(set(sizes)) == 1 and len(sizes) > 1:
        return sizes[0]
    return "x".join(sizes) if len(sizes) > 1 else text


def _called(value: Value) -> str:
    """Its name in small letters where that is enough."""
    lower = value.kind.lower()
    found = naming.meant(lower, naming.kinds_offered())
    return lower if len(found) == 1 and found[0].key == value.kind else value.kind


def _stands_for(parts: Sequence[str], value: Value) -> bool:
    words = [Word(part, 0, len(part)) for part in parts]
    try:
        read = read_parameters(type(value), words)
        return bool(made(type(value), read, [Word(value.kind, 0, 0)]) == value)
    except LineError:
        return False
