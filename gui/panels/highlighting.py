"""Colours for Python code: keywords, texts, numbers and comments, from the theme alone."""

from __future__ import annotations

import keyword
import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gui.theme import Theme

PATTERN = re.compile(
    r"(?P<comment>#.*$)|(?P<text>(?:[rbfu]{0,2})(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"))"
    rf"|(?P<keyword>\b(?:{'|'.join(keyword.kwlist)})\b)|(?P<number>\b\d[\d_.]*(?:e[-+]?\d+)?\b)"
    r"|(?P<argument>\b\w+(?==[^=]))",
    re.IGNORECASE,
)


class PythonHighlighter(QSyntaxHighlighter):
    """Line by line; a text over several lines is coloured as far as its line goes."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self.theme = theme
        theme.changed.connect(self.rehighlight)

    def color(self, group: str) -> QColor:
        theme = self.theme
        return {
            "comment": theme.colors.muted,
            "text": theme.colors.ok,
            "keyword": theme.colors.accent,
            "number": theme.family("model"),
            "argument": theme.family("convolution"),
        }[group]

    def highlightBlock(self, text: str) -> None:
        for match in PATTERN.finditer(text):
            style = QTextCharFormat()
            style.setForeground(self.color(match.lastgroup or "comment"))
            self.setFormat(match.start(), match.end() - match.start(), style)
