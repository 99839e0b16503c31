"""A last look at a script before it leaves: it holds only what this program writes, whatever names are in it."""

from __future__ import annotations

import ast

from graph.keras.config import KerasConfigError
from graph.specs.message import say

MODULES = frozenset(
    {
        "keras",
        "numpy",
        "pandas",
        "csv",
        "datetime",
        "gzip",
        "json",
        "re",
        "struct",
        "zlib",
        "pathlib",
        "PIL",
        "model",
        "data",
    }  # fmt: skip
)
"""Keras, what data is read with, and the files of a project."""
NODES = (
    ast.Module, ast.Expr, ast.Import, ast.ImportFrom, ast.alias, ast.FunctionDef, ast.arguments, ast.arg, ast.Return,
    ast.Assign, ast.Name, ast.Attribute, ast.Call, ast.keyword, ast.Constant, ast.Tuple, ast.List, ast.Dict,
    ast.Subscript, ast.Slice, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.If, ast.For, ast.With,
    ast.withitem, ast.While, ast.Break, ast.Try, ast.ExceptHandler, ast.ListComp, ast.GeneratorExp, ast.comprehension,
    ast.JoinedStr,
    ast.FormattedValue, ast.Starred, ast.Set, ast.DictComp, ast.AugAssign, ast.Raise,
    ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop,
)  # fmt: skip


def check_script(script: str) -> None:
    """Raise KerasConfigError where a script is no valid Python, or holds anything that this program does not write."""
    try:
        tree = ast.parse(script)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise KerasConfigError(say("The script can't be written: {reason}.", reason=str(error)[:200])) from None
    for node in ast.walk(tree):
        if not isinstance(node, NODES) or _reaches_out(node):
            raise KerasConfigError(
                say("The script can't be written: {kind} has no place in it.", kind=type(node).__name__)
            )


def _reaches_out(node: ast.AST) -> bool:
    """Whether a node imports, or names, what a script of ours has no use for."""
    if isinstance(node, ast.Import):
        return any(alias.name not in MODULES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.module not in MODULES or bool(node.level)
    if isinstance(node, ast.Attribute):
        return node.attr.startswith("_")
    if isinstance(node, ast.Name):
        return (node.id.startswith("__") and node.id not in ("__name__", "__file__")) or node.id in (
            "eval",
            "exec",
            "compile",
            "globals",
        )
    return False
