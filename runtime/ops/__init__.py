"""How layers execute, one family a file, named as the specs in `graph/layers`; and as functions, Keras' `ops`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

FUNCTIONS = "runtime.api.operation_functions"
"""Loaded when a function is asked for: it stands far above what is computed here."""


def __getattr__(name: str) -> Callable[..., Any]:
    if name.startswith("_"):
        raise AttributeError(f"There is no operation {name}.")
    found: Callable[..., Any] = import_module(FUNCTIONS).operation_function(name)
    return found


def __dir__() -> list[str]:
    return sorted(import_module(FUNCTIONS).operation_functions())
