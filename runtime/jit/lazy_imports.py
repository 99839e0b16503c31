"""The compiler's modules, loaded when something of theirs is first used: only compiling needs them.

Numba takes half a second and 60 MB, and most starts find every kernel on the disk.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class LazyModule:
    """Stands for a module until one of its names is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)


ir: Any = LazyModule("llvmlite.ir")
types: Any = LazyModule("numba.types")
cgutils: Any = LazyModule("numba.core.cgutils")
array_objects: Any = LazyModule("numba.np.arrayobj")
