"""Long lines of Python broken as a formatter breaks them: one element a line, each with a comma behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 88
"""The width of Ruff's and Black's own settings. What is broken here stays so at any larger width: its commas say so."""
INDENT = "    "


def broken_lines(lines: Sequence[str]) -> list[str]:
    """These lines, each a statement or a piece of one, with those that are too long broken."""
    return [part for line in lines for part in broken(line)]


def broken(line: str) -> list[str]:
    """A line as one or several; one that can't be broken stays long, as a formatter leaves it."""
    shown = line.strip()
    if len(line) <= WIDTH or shown.startswith(("#", '"""')):
        return [line]
    space = line[: len(line) - len(line.lstrip())]
    pair = max((p for p in _pairs(line) if p.inside), key=lambda p: p.close - p.open, default=None)
    if pair is None:
        if shown.startswith("return ") and len(_split(shown[7:])) > 1:
            return broken(f"{space}return ({shown[7:]})")
        return [line]
    inside = line[pair.open + 1 : pair.close]
    items = [item.strip() for item in _split(inside)] if pair.comma else [inside.strip()]
    found = [line[: pair.open + 1].rstrip()]
    for item in items:
        if item:
            found += broken(f"{space}{INDENT}{item}{',' if pair.comma else ''}")
    return [*found, *broken(f"{space}{line[pair.close :]}")]


@dataclass(frozen=True)
class _Pair:
    """Brackets of the outermost level; `comma` where a comma behind the last element changes nothing."""

    open: int
    close: int
    inside: bool
    comma: bool


def _pairs(line: str) -> list[_Pair]:
    found: list[_Pair] = []
    stack: list[int] = []
    for place, sign in _code(line):
        if sign in "([{":
            stack.append(place)
        elif sign in ")]}" and stack:
            start = stack.pop()
            if not stack:
                found.append(_pair(line, start, place))
    return [pair for pair in found if pair.close > pair.open]


def _pair(line: str, start: int, end: int) -> _Pair:
    """What may be broken: calls and displays; no subscripts, and nothing that a comma would make a tuple."""
    before = line[:start].rstrip()
    named = before[-1:].isalnum() or before[-1:] in ("_", ")", "]", "}", '"', "'")
    follows = named and not before.endswith((" in", "return"))
    inside = line[start + 1 : end]
    if line[start] == "[" and follows:
        return _Pair(start, end, False, False)
    comma = " for " not in _bare(inside)
    if line[start] == "(" and not follows and len(_split(inside)) < 2:
        comma = False
    return _Pair(start, end, bool(inside.strip()), comma)


def _split(text: str) -> list[str]:
    """The elements between commas of the outermost level."""
    cuts = [-1]
    depth = 0
    for place, sign in _code(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            cuts.append(place)
    ends = [*cuts[1:], len(text)]
    return [text[a + 1 : b] for a, b in zip(cuts, ends, strict=True)]


def _bare(text: str) -> str:
    """The outermost level alone, without strings and what stands in brackets."""
    found, depth = [], 0
    for _, sign in _code(text):
        depth -= sign in ")]}"
        if not depth:
            found.append(sign)
        depth += sign in "([{"
    return "".join(found)


def _code(text: str) -> list[tuple[int, str]]:
    """Every character that is no part of a string, with its place."""
    found: list[tuple[int, str]] = []
    quote = ""
    place = 0
    while place < len(text):
        sign = text[place]
        if quote:
            if sign == "\\":
                place += 1
            elif sign == quote:
                quote = ""
        elif sign in "\"'":
            quote = sign
        else:
            found.append((place, sign))
        place += 1
    return found
