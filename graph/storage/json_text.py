"""Strict JSON: read without surprises, written so that a line of the text is a thing on the canvas."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.specs.message import Message, MessageError, say

SIZE_LIMIT = 64 * 1024 * 1024
"""Characters; a project of 1,000 layers takes about 200,000."""
DEPTH_LIMIT = 100
MOST_OBJECTS = 2_000_000
"""Objects and lists together: each takes far more memory than its two brackets."""
MOST_VALUES = 12_000_000
"""Entries of objects and lists; a project of 100,000 layers has some three million."""
INTEGER_LIMIT = 2**63
WIDTH = 118
BROKEN_LEVELS = 4
"""Objects nested less deeply than this always take a line per entry, so that a change elsewhere never re-wraps them."""

STRINGS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
LONG_INTEGER = re.compile(r"[0-9]{19}")
LARGE_FLOAT = re.compile(r"[eE][+-]?0*[0-9]{3}|[0-9]{300}")
"""What only numbers have that may be too large: most texts hold none, and are read without a look at each."""
BRACKETS = re.compile(r"[\[\]{}]")


REASONS = {
    "Expecting value": say("expecting value"),
    "Expecting property name": say("expecting a name in double quotes"),
    "Expecting ':'": say("expecting a colon"),
    "Expecting ','": say("expecting a comma or the end of the object or list"),
    "Extra data": say("there is more behind its end"),
    "Invalid control character": say("a character that a text can't hold"),
    "Unterminated string": say("a text without an end"),
    "Invalid \\": say("a backslash before what it can't stand before"),
    "Illegal trailing comma": say("a comma with nothing behind it"),
}


TEXTS = {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}
"""How constants of these names are read where they may stand."""


class JsonError(MessageError):
    """A text is no JSON that this program accepts."""


def parse(text: str, infinite_as_text: bool = False, most_objects: int = MOST_OBJECTS) -> Any:
    """The value of a JSON text; raises JsonError.

    Beyond what Python's reader refuses: too much text, too many objects or levels (checked before parsing), NaN and
    infinity (also as 1e999), whole numbers beyond 64 bits, and an object with one key twice. With `infinite_as_text`
    NaN and infinity are the texts nan, inf and -inf, for who knows where they may stand: Keras writes constants so.
    """
    if len(text) > SIZE_LIMIT:
        raise JsonError(
            say("The text is too large: {size} characters, {limit} at most.", size=len(text), limit=SIZE_LIMIT)
        )
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise JsonError(say("It is empty."))
    if text.count("{") + text.count("[") > most_objects:
        raise JsonError(say("The text holds more than {most:,} objects and lists.", most=most_objects))
    if text.count(",") > MOST_VALUES:
        raise JsonError(say("The text holds more than {most:,} values.", most=MOST_VALUES))
    if _depth(text) > DEPTH_LIMIT:
        raise JsonError(say("The text is nested more than {limit} levels deep.", limit=DEPTH_LIMIT))
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=TEXTS.__getitem__ if infinite_as_text else _constant,
            parse_float=_float if LARGE_FLOAT.search(text) else None,
            parse_int=_integer if LONG_INTEGER.search(text) else None,
        )
    except json.JSONDecodeError as error:
        raise JsonError(
            say(
                "The text is not complete JSON: line {line}, column {column}: {reason}.",
                line=error.lineno,
                column=error.colno,
                reason=_reason(error.msg),
            )
        ) from None


def _reason(said: str) -> Message | str:
    """What Python's reader says is wrong, in words of ours."""
    known = next((reason for begin, reason in REASONS.items() if said.startswith(begin)), None)
    return said[:1].lower() + said[1:] if known is None else known


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in BRACKETS.finditer(STRINGS.sub("", text)):
        depth += 1 if bracket.group() in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise JsonError(say("The key {key!r:.80} stands twice in one object.", key=twice))
    return found


def _constant(text: str) -> Any:
    raise JsonError(say("{text} is not a number that can be stored.", text=text))


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise JsonError(say("{text:.40} is larger than any number that can be stored.", text=text))
    return number


def _integer(text: str) -> int:
    if len(text) > 20 or not -INTEGER_LIMIT <= int(text) < INTEGER_LIMIT:
        raise JsonError(say("{text:.40} is larger than any whole number that can be stored.", text=text))
    return int(text)


def layout(value: Any) -> str:
    """JSON text with a line per layer, call and position; equal values give equal texts. Raises ValueError for NaN."""
    text = "".join(_pieces(value, 0)) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")  # a lone surrogate becomes its JSON escape


def one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))


def _pieces(value: Any, level: int) -> Iterator[str]:
    if not value or not isinstance(value, (Mapping, list)):
        yield one_line(value)
        return
    broken = level < BROKEN_LEVELS and isinstance(value, Mapping)
    if not broken:
        short = one_line(value)
        if len(short) + 2 * level <= WIDTH:
            yield short
            return
    yield "{" if isinstance(value, Mapping) else "["
    margin = "\n" + "  " * (level + 1)
    entries = value.items() if isinstance(value, Mapping) else ((None, item) for item in value)
    for number, (key, item) in enumerate(entries):
        yield ("," if number else "") + margin + ("" if key is None else one_line(key) + ": ")
        yield from _pieces(item, level + 1)
    yield "\n" + "  " * level + ("}" if isinstance(value, Mapping) else "]")
