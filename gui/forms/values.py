"""What people type for a parameter and what it means; the spec itself says whether it is allowed."""

from __future__ import annotations

import json
import re
from typing import Any

NONE_WORDS = ("", "none", "auto")


def number(typed: str) -> Any:
    """`64`, `1e-3` or `1/255` as a number, anything else as the text itself, so that the spec can quote it."""
    entered = typed.strip().replace("−", "-").replace("\u2009", "").replace("_", "")
    for kind in (int, float):
        try:
            return kind(entered)
        except ValueError:
            continue
    fraction = re.fullmatch(r"([-+]?[\d.]+)\s*/\s*([\d.]+)", entered)
    if fraction:
        try:
            return float(fraction[1]) / float(fraction[2])
        except (ValueError, ZeroDivisionError):
            return typed
    return typed


def sizes(typed: str) -> Any:
    """`28, 28, 1`, `28 × 28 × 1` or `(None, 3)` as a tuple; the text itself where a part is no number."""
    inner = typed.strip().strip("()[]")
    parts = [part for part in re.split(r"\s*[,;×x*\s]\s*", inner) if part]
    found: list[int | None] = []
    for part in parts:
        if part.casefold() in ("none", "–", "?"):
            found.append(None)
            continue
        whole = number(part)
        if not isinstance(whole, int):
            return typed
        found.append(whole)
    return tuple(found)


def pairs(typed: str) -> Any:
    """`1`, `1, 2` or `(1, 1), (0, 2)` as numbers and tuples of them; the text itself where it is none of these."""
    inner = typed.strip().replace("(", "[").replace(")", "]")
    try:
        found = json.loads(f"[{inner}]")
    except ValueError:
        return typed
    return found[0] if len(found) == 1 else found


def shown(value: Any) -> str:
    """A value as its field shows it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join("None" if n is None else str(n) for n in value)
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        short = f"{value:.12g}"
        return short if float(short) == value else repr(value)
    return json.dumps(value, default=str)


def read(kind: str, nullable: bool, typed: str) -> Any:
    """The value behind a typed text, for the kinds that are typed."""
    if kind == "text":
        return typed
    if nullable and typed.strip().casefold() in NONE_WORDS:
        return None
    if kind in ("int", "float"):
        return number(typed)
    if kind == "ints":
        found = sizes(typed)
        return found[0] if isinstance(found, tuple) and len(found) == 1 else found  # one number means all
    if kind == "shape":
        return sizes(typed)
    if kind == "axes":
        one = number(typed)
        return one if isinstance(one, int) else sizes(typed)
    if kind == "floats":
        parts = [number(part) for part in re.split(r"[,;]\s*|\s+", typed.strip().strip("()[]")) if part]
        return typed if any(isinstance(part, str) for part in parts) else tuple(parts)
    if kind == "pairs":
        return pairs(typed)
    if kind == "texts":
        return [part.strip() for part in typed.split(",") if part.strip()]
    if kind == "array":
        found = number(typed)
        return pairs(typed) if isinstance(found, str) else found
    if kind == "range":
        parts = [number(part) for part in re.split(r"[,;…]\s*", typed.strip().strip("()[]"))]
        return parts[0] if len(parts) == 1 else parts
    try:
        return json.loads(typed)
    except ValueError:
        return typed
