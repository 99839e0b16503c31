"""Reads what is typed into the code, away from the typing: the graph follows, or the lines that can't be followed are
marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from graph.document.document import Document
from graph.editing.following import followed
from graph.specs.message import Message, MessageError
from gui.parts import tip
from gui.translate import text
from runtime.script.remarks import Remark

PAUSE_MS = 500
"""How long nothing is typed before it is read."""


@dataclass(frozen=True)
class Outcome:
    """What became of a typed text: a document, or why there is none, by lines."""

    typed: str
    before: Document
    after: Document | None
    trouble: tuple[Remark, ...]


class CodeReading(QObject):
    """Reads typed code in a thread of its own; `done` tells what became of it."""

    done = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE_MS)

    def read(self, document: Document, base: str, typed: str) -> None:
        """Begin to read `typed`; `base` is the code that stands for the document."""
        QThreadPool.globalInstance().start(_Reading(self, document, base, typed))


class _Reading(QRunnable):
    def __init__(self, owner: CodeReading, document: Document, base: str, typed: str) -> None:
        super().__init__()
        self.owner, self.document, self.base, self.typed = owner, document, base, typed

    def run(self) -> None:
        outcome = outcome_of(self.document, self.base, self.typed)
        try:
            self.owner.done.emit(outcome)
        except RuntimeError:
            pass  # The window has been closed meanwhile.


def outcome_of(document: Document, base: str, typed: str) -> Outcome:
    """What a document becomes when its code `base` is changed to `typed`."""
    from runtime.script.reading import ScriptError, read_script  # the whole Python interface: not at the start

    try:
        reading = read_script(typed)
        if reading.lost:
            return Outcome(typed, document, None, reading.lost)
        after = followed(document, read_script(base).document, reading.document)
    except ScriptError as error:
        return Outcome(typed, document, None, error.remarks or (Remark(line_of(error.message), error.message),))
    except MessageError as error:
        return Outcome(typed, document, None, (Remark(1, error.message),))
    return Outcome(typed, document, after, ())


def line_of(message: Message) -> int:
    """The line that a sentence names, the first where it names none."""
    line = message.args.get("line", 1)
    return line if isinstance(line, int) else 1


def underline(code: QPlainTextEdit, remarks: Sequence[Remark], color: QColor) -> None:
    """Mark the lines of remarks, each with its sentence as a hint."""
    marks = []
    for remark in remarks:
        block = code.document().findBlockByNumber(max(0, remark.line - 1))
        if not block.isValid():
            block = code.document().lastBlock()
        mark = QTextEdit.ExtraSelection()
        style = QTextCharFormat()
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        style.setUnderlineColor(color)
        style.setToolTip(tip(text(remark.message)))
        cursor = QTextCursor(block)
        indent = len(block.text()) - len(block.text().lstrip())
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, indent)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, style
        marks.append(mark)
    code.setExtraSelections(marks)
