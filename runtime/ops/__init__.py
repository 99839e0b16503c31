"""How layers execute, one family a file, named as the specs in `graph/layers`; and as functions, Keras' `ops`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

FUNCTIONS = "runtime.api.operation_functions"
"""Loaded when a function is asked for: it stands far above what is computed here."""
PARTS = ("image", "linalg", "nn", "numpy")
"""Keras has its functions a second time under these."""


def __getattr__(name: str) -> Any:
    if name == "__all__":  # of `from keras.ops import *`
        return __dir__()
    if name.startswith("_"):
        raise AttributeError(f"There is no operation {name}.")
    if name in PARTS:
        return import_module("runtime.api.operation_parts").part(name)
    found: Callable[..., Any] = import_module(FUNCTIONS).operation_function(name)
    return found


def __dir__() -> list[str]:
    return sorted(import_module(FUNCTIONS).operation_functions())
