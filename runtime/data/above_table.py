"""What stands above a table of text: lines to be left out, a line that names the delimiter, comments."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.specs.message import Message, say
from runtime.data.number_style import is_digits

MOST_COMMENTS = 200
_NAMES_MARK = re.compile(r'"?sep=([,;\t| ])"?\s*', re.IGNORECASE)
_SPACES = re.compile(r'("[^"]*(?:"|$))|[ \t]+')


@dataclass(frozen=True)
class Below:
    """The lines of a table, of which the first has the number `line` in the file, and the delimiter that was named."""

    lines: Sequence[str]
    line: int
    delimiter: str
    notes: tuple[Message, ...]


def below(lines: Sequence[str], skip: int, delimiter: str, found: Callable[[Sequence[str]], str]) -> Below:
    """The table without what stands above it; `found` tells the delimiter of lines where none is given."""
    lines, line, notes = lines[skip:], 1 + skip, list[Message]()
    named = _NAMES_MARK.fullmatch(lines[0]) if lines else None
    if named is not None:
        lines, line, delimiter = lines[1:], line + 1, delimiter or named[1]
        notes.append(say("Line {line} names the delimiter and is left out.", line=line - 1))
    count = _comments(lines)
    if not count:
        return Below(lines, line, delimiter, tuple(notes))
    mark = delimiter or found(lines[count:])
    marked, first = [text for text in lines[:count] if text.strip()], cells(lines[count], mark)
    if len(marked) > 1 and len(first) > 1 and all(len(cells(text, mark)) == len(first) for text in marked):
        return Below(lines, line, delimiter, tuple(notes))  # rows that happen to begin so
    last = marked[-1].lstrip("#").strip()
    if len(cells(last, mark)) == len(first) and any(map(is_digits, first)):
        return Below([f"{last}\n", *lines[count:]], line + count - 1, delimiter, tuple(notes))
    notes.append(say("The lines above line {line} begin with # and are left out.", line=line + count))
    return Below(lines[count:], line + count, delimiter, tuple(notes))


def cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line, nothing where its quotes are odd."""
    try:
        return next(csv.reader([single_spaced(line, delimiter)], delimiter=delimiter), [])
    except csv.Error:
        return []


def single_spaced(line: str, delimiter: str) -> str:
    """The line with any blanks outside quotes as one, where blanks separate."""
    if delimiter != " ":
        return line
    text = _SPACES.sub(lambda found: found[1] or " ", line)
    return re.sub(r"^ | (?=[\r\n]*$)", "", text)


def _comments(lines: Sequence[str]) -> int:
    """How many lines at the beginning are comments or empty, 0 where no other comes behind them."""
    count = next((i for i, line in enumerate(lines[:MOST_COMMENTS]) if line.strip() and line[0] != "#"), 0)
    return count if any(line[0] == "#" for line in lines[:count] if line.strip()) else 0
