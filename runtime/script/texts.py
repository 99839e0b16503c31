"""Texts of a script: how its nodes are spelled in remarks, and formatting that stays small and looks into nothing."""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import Any

from graph.specs.message import say
from runtime.script.budget import TooMuch

PIECE = re.compile(r"%[-+ #0]*(\*|\d*)(?:\.(\*|\d*))?[a-zA-Z%]")


def spelled(node: ast.AST) -> str:
    """A node as it stands in the script, shortened."""
    try:
        text = ast.unparse(node)
    except (ValueError, RecursionError, AttributeError):
        return type(node).__name__
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def percent(text: str, values: Any) -> str:
    """`text % values`; raises TooMuch where a width is given that makes the text long."""
    for piece in PIECE.finditer(text):
        if "*" in piece.groups() or any(len(width or "") > 3 for width in piece.groups()):
            raise TooMuch(say("The script makes a text too long to be read."))
    return text % values


def formatted(text: str, args: list[Any], keywords: dict[str, Any]) -> str:
    """`text.format(…)` of plain values; raises ValueError where it looks into them."""
    for _, name, form, _ in Formatter().parse(text):
        if name is not None and re.search(r"[.\[]", name):
            raise ValueError("A format that looks into values is not followed.")
        if form and ("{" in form or sum(letter.isdigit() for letter in form) > 3):
            raise TooMuch(say("The script makes a text too long to be read."))
    plain = (int, float, str, type(None))
    if not all(isinstance(value, plain) for value in (*args, *keywords.values())):
        raise ValueError("Only texts and numbers are put into texts.")
    return text.format(*args, **keywords)
