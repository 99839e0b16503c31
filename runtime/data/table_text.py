"""The text of a table, some megabytes of whole lines at a time, checked for what no table should have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.specs.message import Message, say
from runtime.data.errors import DataError, bad

FIRST_CHARACTERS, CHARACTERS_AT_ONCE = 1 << 20, 1 << 20
"""Few enough that looking through them takes no more than some milliseconds, in which no other thread gets its turn."""
LONGEST_LINE = 16 << 20
LEAST_LINES = 20
MOST_NOTES = 20
_UNDECODED = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class TextBlock:
    """Whole lines of a file; `line` is the number of the first, `ends` what ends them, "" where that differs."""

    text: str
    line: int
    ends: str

    def lines(self) -> list[str]:
        """The lines with their ends."""
        return self.text.splitlines(keepends=True) if self.ends == "\n" and _plain(self.text) else _lines(self.text)


class TableText:
    """A file of text; `notes` say what is odd in it."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.path, self.name, self.encoding = path, path.name, encoding
        self.notes: list[Message] = []
        self._ending = ""

    def blocks(self) -> Iterator[TextBlock]:
        """The file from its beginning, the first block being smaller; raises DataError naming the line."""
        number, size = 1, FIRST_CHARACTERS
        try:
            # Bytes that are no letters pass as lone surrogates here, so that their line can be named.
            with self.path.open(encoding=self.encoding, errors="surrogateescape", newline="") as file:
                while text := self._whole_lines(file, size, number):
                    if number == 1 and text.startswith("\ufeff"):
                        self.notes.append(say("Line 1: the byte-order mark at the beginning is left out."))
                        text = text[1:]
                    block = TextBlock(text, number, self._one_end(text))
                    self._check(block)
                    yield block
                    number += text.count("\n") if block.ends else len(block.lines())
                    size = CHARACTERS_AT_ONCE
        except UnicodeError:
            raise self._wrong_letters(number) from None
        except OSError as error:
            raise bad(
                "{name} can't be read: {reason}.", name=self.name, reason=error.strerror or "the system refuses"
            ) from None

    def _whole_lines(self, file: Any, size: int, number: int) -> str:
        """About `size` characters up to the end of a line that is not inside quotation marks.

        The first block has some lines in any case, by which one sees what the table is like.
        """
        text: str = file.read(size)
        pieces, added = [text], 0
        least = LEAST_LINES if number == 1 else 0
        is_open = text.count('"') % 2 == 1
        while text and (is_open or least > 0 or not _ends_a_line(pieces[-1])) and added < LONGEST_LINE:
            more = file.readline(LONGEST_LINE)
            if not more:
                break
            if len(more) >= LONGEST_LINE:
                raise self._endless(number + sum(piece.count("\n") for piece in pieces))
            added, least = added + len(more), least - 1
            is_open ^= more.count('"') % 2 == 1
            pieces.append(more)
        if pieces[-1].endswith("\r"):  # perhaps the first half of an end
            pieces.append(file.read(1))
            if pieces[-1] not in ("\n", ""):
                pieces.append(file.readline(LONGEST_LINE))
        return "".join(pieces)

    def _endless(self, line: int) -> DataError:
        return bad("{name}, line {line}: the line never ends. Is this a table?", name=self.name, line=line)

    def _one_end(self, text: str) -> str:
        """The end of all lines, where there is but one kind; a change is noted."""
        returns, feeds = text.count("\r"), text.count("\n")
        if not returns:
            kinds = "\n"
        elif returns == feeds == text.count("\r\n"):
            kinds = "\r\n"
        else:
            return ""
        if feeds and self._ending not in ("", kinds):
            return ""
        self._ending = kinds if feeds else self._ending
        return kinds

    def _check(self, block: TextBlock) -> None:
        text = block.text
        if block.ends and "\0" not in text and (text.isascii() or _clean(text)):
            return
        for number, line in enumerate(block.lines(), block.line):
            self._check_line(line, number)
            ending = "CRLF" if line.endswith("\r\n") else "LF" if line.endswith("\n") else ""
            before = {"\r\n": "CRLF", "\n": "LF"}.get(self._ending, "")
            if before and ending and ending != before and len(self.notes) < MOST_NOTES:
                self.notes.append(
                    say(
                        "Line {line}: lines end in {new} from here, in {old} before.",
                        line=number,
                        new=ending,
                        old=before,
                    )
                )
            self._ending = {"CRLF": "\r\n", "LF": "\n"}.get(ending, self._ending)

    def _check_line(self, line: str, number: int) -> None:
        if not line.isascii() and _UNDECODED.search(line):
            raise self._wrong_letters(number)
        if len(line) >= LONGEST_LINE:
            raise self._endless(number)
        if "\0" in line:
            raise bad(
                "{name}, line {line}: a zero byte. The file is damaged or not a table of text; UTF-16 must be chosen "
                "as encoding.",
                name=self.name,
                line=number,
            )
        if "\ufeff" in line:
            raise bad(
                "{name}, line {line}: a byte-order mark inside the table, as when files are joined. Remove it.",
                name=self.name,
                line=number,
            )

    def _wrong_letters(self, line: int) -> DataError:
        return bad(
            "{name}, line {line}: the letters are not stored as {encoding}. Choose another encoding or save the "
            "table as UTF-8.",
            name=self.name,
            line=line,
            encoding=self.encoding,
        )


def _ends_a_line(text: str) -> bool:
    return text.endswith(("\n", "\r"))


def _clean(text: str) -> bool:
    return "\ufeff" not in text and _UNDECODED.search(text) is None


def _plain(text: str) -> bool:
    """Whether nothing but line feeds ends lines, also for `str.splitlines`."""
    return text.isascii() and not any(sign in text for sign in "\v\f\x1c\x1d\x1e")


def _lines(text: str) -> list[str]:
    """As a file gives them that keeps its ends: split behind "\\n", "\\r\\n" and "\\r"."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
