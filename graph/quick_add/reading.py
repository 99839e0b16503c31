"""How a line of quick-add is written: words, `>` between steps, `|` before what joins, `( )` around repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.quick_add.literals import unquoted
from graph.specs.message import Message, say

MOST_REPEATS = 200
WIDE = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, 0x3000: 0x20, 0x3001: 0x2C, 0x2192: 0x3E, 0xD7: 0x78}
"""The signs of a Chinese keyboard, and → and ×, for those that are meant."""
SIGNS = re.compile(r"\s*(?:(\*\s*\d*)|([>|()]))")
OPEN, CLOSE = "([{", ")]}"
QUOTES = "\"'"


@dataclass(frozen=True)
class Word:
    """A word of a line with its place there."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Step:
    """Something to draw: its first word says what, the others are its parameters; `times` in a row."""

    words: tuple[Word, ...]
    times: int = 1


@dataclass(frozen=True)
class Join:
    """`|`: the chain before it and an earlier place come together."""

    words: tuple[Word, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Group:
    """`( … )`, `times` in a row."""

    items: tuple[Item, ...]
    times: int = 1


Item = Step | Join | Group


@dataclass(frozen=True)
class LineProblem:
    """What is wrong with a part of a line. What only `warns` may be drawn nevertheless."""

    message: Message
    start: int
    end: int
    warns: bool = False


def read_line(text: str) -> tuple[tuple[Item, ...], tuple[LineProblem, ...]]:
    """The steps of a line, and what is not understood of how it is written."""
    reader = _Reader(text.translate(WIDE))
    items = reader.items(depth=0)
    return items, tuple(reader.problems)


def steps_of(items: Sequence[Item]) -> Iterator[Step | Join]:
    """All steps and joins, those within groups as well, as they are written."""
    for item in items:
        if isinstance(item, Group):
            yield from steps_of(item.items)
        else:
            yield item


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.problems: list[LineProblem] = []

    def items(self, depth: int) -> tuple[Item, ...]:
        found: list[Item] = []
        while self.at < len(self.text):
            sign = self._sign()
            if sign is None:
                words = self._words()
                if words:
                    found.append(Step(words, self._times()))
            elif sign == "|":
                start = self.at - 1
                words = self._words()
                found.append(Join(words, start, words[-1].end if words else start + 1))
            elif sign == "(":
                opened = self.at - 1
                inner = self.items(depth + 1)
                if self.text[self.at - 1 : self.at] != ")" or self.at - 1 == opened:
                    self._wrong(say("The bracket is not closed."), opened)
                found.append(Group(inner, self._times()))
            elif sign == ")":
                if depth:
                    return tuple(found)
                self._wrong(say("Nothing is open that this bracket could close."), self.at - 1)
            elif sign.startswith("*"):
                self._wrong(say("A * stands behind what it repeats."), self.at - len(sign), self.at)
        return tuple(found)

    def _sign(self) -> str | None:
        """The sign that comes next, read; None where a word comes."""
        found = SIGNS.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found.group(1) or found.group(2)

    def _times(self) -> int:
        found = SIGNS.match(self.text, self.at)
        if found is None or found.group(1) is None:
            return 1
        self.at = found.end()
        number = found.group(1)[1:].strip()
        if not number or not 1 <= int(number[:9]) <= MOST_REPEATS:
            expected = say("* takes how often, from 1 to {most}, such as *3.", most=MOST_REPEATS)
            self._wrong(expected, found.start(1), found.end())
            return 1
        return int(number)

    def _words(self) -> tuple[Word, ...]:
        found: list[Word] = []
        while True:
            while self.text[self.at : self.at + 1].isspace():
                self.at += 1
            if self.at >= len(self.text) or self.text[self.at] in ">|()*":
                return tuple(found)
            found.append(self._word())

    def _word(self) -> Word:
        """Up to the next blank or sign; what stands behind `=` may hold signs within quotes and brackets."""
        start, opened, quote = self.at, 0, ""
        named = False
        while self.at < len(self.text):
            sign = self.text[self.at]
            if quote:
                self.at += 2 if sign == "\\" else 1
                quote = "" if sign == quote else quote
                continue
            if sign in QUOTES and (named or self.at == start):
                quote = sign
            elif named and sign in OPEN:
                opened += 1
            elif opened and sign in CLOSE:
                opened -= 1
            elif not opened and (sign.isspace() or sign in ">|()*"):
                break
            named = named or sign == "="
            self.at += 1
        self.at = min(self.at, len(self.text))
        if quote or opened:
            self._wrong(say("{text} is not closed.", text=self.text[start : self.at][:40]), start)
        text = self.text[start : self.at]
        is_quoted = len(text) > 1 and text[0] in QUOTES and text[-1] == text[0]
        return Word(unquoted(text) if is_quoted else text, start, self.at)

    def _wrong(self, message: Message, start: int, end: int | None = None) -> None:
        self.problems.append(LineProblem(message, start, end if end is not None else len(self.text)))
