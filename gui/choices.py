"""Choices of parameters in the user's language: those that are words. Names that Keras or a file format gives stay."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
CHOICE = "Choice"
"""The context of their translations."""
WORDS = (
    "end", "shuffled", "stratified", "auto", "last", "best", "median",
    "mean", "most_frequent", "leave_out", "constant", "comma", "semicolon", "space",
    "tab", "yes", "no", "words", "characters", "grey", "random",
    "grid", "day_first", "month_first", "own_class", "refuse",
)  # fmt: skip
"""The choices that have one."""


def choice_text(choice: str) -> str:
    """A choice as it is shown; what is stored is the choice itself."""
    return translate(CHOICE, choice)


def value_text(value: object) -> str:
    """A value in a line of text."""
    if isinstance(value, bool):
        return choice_text("yes" if value else "no")
    if isinstance(value, tuple):
        return ", ".join(value_text(part) for part in value)
    return choice_text(value) if isinstance(value, str) else str(value)
