"""A callback as one writes it on the command line: as in Python, its name with arguments, which are read, never run."""

from __future__ import annotations

import argparse
import ast
from typing import Any

from graph.specs.arguments import read_arguments
from graph.specs.callbacks.python_only import python_only
from graph.specs.message import MessageError
from graph.specs.registry import find, kinds, make
from graph.specs.spec import Value

LONGEST = 2000


def callback(text: str) -> Value:
    """`TerminateOnNaN` or `EarlyStopping(patience=3)`; raises ArgumentTypeError with a sentence."""
    name, args, keywords = _read(text)
    kind = find("callback", name)
    if kind is None:
        reason = python_only(name)
        known = ", ".join(kinds("callback"))
        raise argparse.ArgumentTypeError(
            str(reason).rstrip(".") if reason else f"there is no callback {name!r:.60}. There are: {known}"
        )
    try:
        given, _ = read_arguments(kind, args, keywords)
        made: Value = make(kind, given)
    except (MessageError, TypeError, ValueError) as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None
    return made


def _read(text: str) -> tuple[str, list[Any], dict[str, Any]]:
    """The name and the arguments of a call."""
    try:
        if len(text) > LONGEST:
            raise ValueError
        return call_of(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise argparse.ArgumentTypeError(
            f"{text!r:.80} is no callback. Write it as in Python: TerminateOnNaN, or 'EarlyStopping(patience=3)'"
        ) from None


def call_of(node: ast.expr) -> tuple[str, list[Any], dict[str, Any]]:
    """The name and the arguments of `Kind` or `Kind(…)`: numbers, texts, True, False and None are all that there may
    be; raises ValueError for anything else."""
    if isinstance(node, ast.Name):
        return node.id, [], {}
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise ValueError
    keywords = {k.arg: ast.literal_eval(k.value) for k in node.keywords if k.arg is not None}
    if len(keywords) < len(node.keywords):
        raise ValueError
    return node.func.id, [ast.literal_eval(argument) for argument in node.args], keywords
