"""The text of a table, some megabytes of whole lines at a time, checked for what no table should have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.specs.message import Message, say
from runtime.data.errors import DataError, bad
from runtime.data.letters import letters_of, told_of

FIRST_CHARACTERS, CHARACTERS_AT_ONCE = 1 << 20, 1 << 20
"""Few enough that looking through them takes no more than some milliseconds, in which no other thread gets its turn."""
LONGEST_LINE = 16 << 20
LEAST_LINES = 20
PIECE = 1 << 16
_UNDECODED = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class TextBlock:
    """Whole lines of a file; `line` is the number of the first, `ends` what ends them, "" where that differs."""

    text: str
    ends: str
    line: int

    def lines(self) -> list[str]:
        """The lines with their ends."""
        return self.text.splitlines(keepends=True) if self.ends == "\n" and _plain(self.text) else _lines(self.text)


class TableText:
    """A file of text; `notes` say what is odd in it. The first block goes beyond the lines `above` the table."""

    def __init__(self, path: Path, encoding: str, above: int = 0) -> None:
        self.path, self.name, self.encoding, self._above = path, path.name, encoding, above
        self.notes: list[Message] = []
        self._ending, self._has_changed, self._line = "", False, 1

    def blocks(self) -> Iterator[TextBlock]:
        """The file from its beginning, the first block being smaller; raises DataError naming the line."""
        number, size = 1, FIRST_CHARACTERS
        try:
            chosen, self.encoding = self.encoding, letters_of(self.path, self.encoding)
            self.notes += told_of(chosen, self.encoding)
            # Bytes that are no letters pass as lone surrogates here, so that their line can be named.
            with self.path.open(encoding=self.encoding, errors="surrogateescape", newline="") as file:
                while text := self._whole_lines(file, size, number):
                    if number == 1 and text.startswith("\ufeff"):
                        self.notes.append(say("Line 1: the byte-order mark at the beginning is left out."))
                        text = text[1:]
                    self._line = number
                    block = TextBlock(*self._with_one_end(text), number)
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
        least = LEAST_LINES + self._above if number == 1 else 0
        opened = number + text.count("\n", 0, text.rfind('"') + 1)
        is_open = text.count('"') % 2 == 1
        while text and (is_open or least > 0 or not _ends_a_line(pieces[-1])) and added < LONGEST_LINE:
            more = file.read(PIECE) if is_open else file.readline(LONGEST_LINE)
            if not more:
                break
            if not is_open and len(more) >= LONGEST_LINE:
                raise self._endless(number + sum(piece.count("\n") for piece in pieces))
            added, least = added + len(more), least - 1
            if more.count('"') % 2 == 1:
                is_open, opened = not is_open, number + sum(piece.count("\n") for piece in pieces)
            pieces.append(more)
        if is_open and added >= LONGEST_LINE:
            raise bad(
                "{name}, line {line}: a quotation mark opens here that never closes.", name=self.name, line=opened
            )
        if pieces[-1].endswith("\r"):  # perhaps the first half of an end
            pieces.append(file.read(1))
            if pieces[-1] not in ("\n", ""):
                pieces.append(file.readline(LONGEST_LINE))
        return "".join(pieces)

    def _endless(self, line: int) -> DataError:
        return bad("{name}, line {line}: the line never ends. Is this a table?", name=self.name, line=line)

    def _with_one_end(self, text: str) -> tuple[str, str]:
        """The text with all lines ending alike, and how they end: "" where a carriage return stands alone."""
        returns = text.count("\r")
        if not returns:
            self._note_ends(text, "\n")
            return text, "\n"
        both = text.count("\r\n")
        if both < returns:
            return text, ""
        if both == text.count("\n"):
            self._note_ends(text, "\r\n")
            return text, "\r\n"
        self._note_ends(text, "\r\n" if text.find("\r\n") < text.find("\n") else "\n")
        self._note_change(text)
        return text.replace("\r\n", "\n"), "\n"

    def _note_ends(self, text: str, ends: str) -> None:
        """A table that goes on with other ends than it began with."""
        if self._ending not in ("", ends) and "\n" in text:
            self._note_line(self._line, ends)
        self._ending = ends if "\n" in text else self._ending

    def _note_change(self, text: str) -> None:
        """Where in a text the ends change for the first time."""
        places = (match.start() for match in re.finditer("\r\n" if self._ending == "\n" else "(?<!\r)\n", text))
        ends = "\r\n" if self._ending == "\n" else "\n"
        self._note_line(self._line + text.count("\n", 0, next(places)), ends)

    def _note_line(self, line: int, ends: str) -> None:
        names = {"\n": "LF", "\r\n": "CRLF"}
        old = names["\n" if ends == "\r\n" else "\r\n"]
        if not self._has_changed:
            self.notes.append(
                say("Line {line}: lines end in {new} from here, in {old} before.", line=line, new=names[ends], old=old)
            )
        self._has_changed = True

    def _check(self, block: TextBlock) -> None:
        text = block.text
        if "\0" not in text and (text.isascii() or _clean(text)):
            return
        for number, line in enumerate(block.lines(), block.line):
            self._check_line(line, number)

    def _check_line(self, line: str, number: int) -> None:
        if not line.isascii() and _UNDECODED.search(line):
            raise self._wrong_letters(number)
        if len(line) >= LONGEST_LINE:
            raise self._endless(number)
        if "\0" in line:
            raise bad(
                "{name}, line {line}: a zero byte. The file is damaged or not a table of text; UTF-16 without a "
                "byte-order mark must be chosen as encoding.",
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
            "{name}, line {line}: the letters are not stored as {encoding}. Choose another encoding, as in "
            "encoding=latin-1 (data.encoding in a project), or save the table as UTF-8.",
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
