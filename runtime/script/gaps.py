"""What of a script that is not followed would have gone into its network."""

from __future__ import annotations

import ast
from typing import Any

from runtime.api.sequential import Sequential
from runtime.api.structures import leaves
from runtime.api.tensors import Tensor
from runtime.script.values import Known, Scope

MAKERS = ("keras.layers", "keras.Sequential", "keras.Model", "keras.Input", "keras.models")


def draws(node: ast.AST, scope: Scope) -> bool:
    """Whether a part of a script makes layers, adds to a stack, or hands a tensor of the network on."""
    return any(_draws(part, scope) for part in ast.walk(node) if isinstance(part, ast.Call))


def _draws(call: ast.Call, scope: Scope) -> bool:
    function = _named(call.func, scope)
    if isinstance(function, Known) and makes_layers(function.path):
        return True
    if isinstance(call.func, ast.Attribute) and call.func.attr == "add":
        return isinstance(_named(call.func.value, scope), Sequential)
    given = [_named(arg, scope) for arg in (*call.args, *(keyword.value for keyword in call.keywords))]
    return not _is_plain(function) and holds_tensor(given)


def makes_layers(path: str) -> bool:
    """Whether a name of Keras stands for something that belongs into a network."""
    return path.startswith(MAKERS)


def holds_tensor(given: Any) -> bool:
    """Whether a tensor of a network is among values, or in lists of them."""
    return any(isinstance(leaf, Tensor) for leaf in leaves(given))


def _is_plain(function: Any) -> bool:
    return isinstance(function, Known) and function.path.startswith("builtins.")


def _named(node: ast.expr, scope: Scope) -> Any:
    """What a name, or one behind a dot, stands for by now; None where it is no such thing."""
    if isinstance(node, ast.Name):
        try:
            return scope.find(node.id)
        except KeyError:
            return None
    if isinstance(node, ast.Attribute):
        holder = _named(node.value, scope)
        return Known(f"{holder.path}.{node.attr}") if isinstance(holder, Known) else None
    return None
