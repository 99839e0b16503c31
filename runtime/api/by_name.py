"""Functions of `keras.ops` by their names, for functions that are made of others."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

FUNCTIONS = "runtime.api.operation_functions"
"""Where all of them are gathered, those that ask here among them: it is looked up when one is called."""


def operation(name: str) -> Callable[..., Any]:
    """A function of `ops`."""
    found: Callable[..., Any] = import_module(FUNCTIONS).operation_functions()[name]
    return found


def call(name: str, *args: Any, **settings: Any) -> Any:
    """What a function of `ops` gives."""
    return operation(name)(*args, **settings)
