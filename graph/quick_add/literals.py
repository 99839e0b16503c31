"""Values of parameters as one types them: `relu`, `3x3`, `28x28xnone`, `(0.1,0.2)`, `he_normal(seed=1)`."""

from __future__ import annotations

import json
import re
from typing import Any

from graph.specs.registry import snake
from graph.specs.spec import Value

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$")
SIZES = re.compile(r"(?:\d+|none|\?)(?:x(?:\d+|none|\?))+$", re.IGNORECASE)
CALL = re.compile(r"([A-Za-z]\w*)\((.*)\)$", re.DOTALL)
PLAIN = re.compile(r"[A-Za-z_][\w.]*$", re.ASCII)
WORDS: dict[str, Any] = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False, "none": None}


def is_number(text: str) -> bool:
    return NUMBER.match(text) is not None


def is_numeric(text: str) -> bool:
    """Whether it is a number or sizes such as 3x3."""
    return is_number(text) or SIZES.match(text) is not None


def literal(text: str) -> Any:
    """The value that a text stands for: a number, a tuple, true, none, a kind with parameters, else the text itself."""
    text = text.strip()
    if text.casefold() in WORDS:
        return WORDS[text.casefold()]
    if is_number(text):
        return int(text) if re.fullmatch(r"[-+]?\d+", text) else float(text)
    if SIZES.match(text):
        return tuple(int(size) if size.isdigit() else None for size in text.lower().split("x"))
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return unquoted(text)
    if text[:1] in "[{":
        return _json(text)
    if text[:1] == "(" and text[-1:] == ")":
        return tuple(literal(part) for part in split(text[1:-1]) if part.strip())
    call = CALL.match(text)
    if call is not None:
        given = dict(_named(part) for part in split(call.group(2)) if part.strip())
        return {"kind": call.group(1), **given}
    return text


def _named(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    return name.strip(), literal(value)


def unquoted(text: str) -> str:
    """What stands within quotation marks."""
    return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def split(text: str) -> list[str]:
    """The parts between commas that stand in no brackets and quotes."""
    parts, depth, quote, start, at = [], 0, "", 0, 0
    while at < len(text):
        sign = text[at]
        if quote:
            at += sign == "\\"
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def written(value: Any) -> str | None:
    """The text that `literal` reads as that value; None where there is none."""
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return value if PLAIN.match(value) and value.casefold() not in WORDS else quoted(value)
    if isinstance(value, tuple):
        parts = [written(item) for item in value]
        return None if None in parts else f"({','.join(part for part in parts if part is not None)})"
    if isinstance(value, Value):
        given = [(name, written(item)) for name, item in value.non_default()]
        if any(item is None for _, item in given):
            return None
        inner = ",".join(f"{name}={item}" for name, item in given)
        return f"{value.kind if snake(value.kind) in WORDS else snake(value.kind)}({inner})"
    return None


def quoted(text: str) -> str:
    """A text in quotation marks, so that blanks and signs belong to it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
