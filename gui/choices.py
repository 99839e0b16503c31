"""Choices of parameters in the user's language: those that are words. Names that Keras or a file format gives stay."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def choice_text(choice: str) -> str:
    """A choice as it is shown; what is stored is the choice itself."""
    return {
        "end": translate("Choice", "end"),
        "shuffled": translate("Choice", "shuffled"),
        "stratified": translate("Choice", "stratified"),
        "auto": translate("Choice", "auto"),
        "last": translate("Choice", "last"),
        "best": translate("Choice", "best"),
        "median": translate("Choice", "median"),
        "mean": translate("Choice", "mean"),
        "most_frequent": translate("Choice", "most_frequent"),
        "leave_out": translate("Choice", "leave_out"),
        "constant": translate("Choice", "constant"),
        "comma": translate("Choice", "comma"),
        "semicolon": translate("Choice", "semicolon"),
        "space": translate("Choice", "space"),
        "tab": translate("Choice", "tab"),
        "yes": translate("Choice", "yes"),
        "no": translate("Choice", "no"),
        "words": translate("Choice", "words"),
        "characters": translate("Choice", "characters"),
        "grey": translate("Choice", "grey"),
        "random": translate("Choice", "random"),
        "grid": translate("Choice", "grid"),
        "day_first": translate("Choice", "day_first"),
        "month_first": translate("Choice", "month_first"),
        "own_class": translate("Choice", "own_class"),
        "refuse": translate("Choice", "refuse"),
    }.get(choice, choice)


def value_text(value: object) -> str:
    """A value in a line of text."""
    if isinstance(value, bool):
        return translate("Choice", "yes") if value else translate("Choice", "no")
    if isinstance(value, tuple):
        return ", ".join(value_text(part) for part in value)
    return choice_text(value) if isinstance(value, str) else str(value)
