"""Kernels as Numba itself knows them: what kernels call, and the way by its own dispatch.

That way needs nothing of how Python and NumPy lay out their objects, and of Numba only what it documents: it is taken
where machine code of our own can't be had. A call then costs some ten microseconds, and nothing is kept on the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numba
import numpy as np
from numba import typeof
from numba.core import config as numba_config
from numba.core import types as numba_types
from numba.core.registry import cpu_target
from numba.extending import intrinsic, overload, register_jitable
from numba.np.numpy_support import from_dtype

from runtime.jit import declarations
from runtime.jit.declarations import EXACT, FAST, STEADY
from runtime.jit.processor import cpu_features, cpu_name

config: Any = numba_config
types: Any = numba_types
njit: Any = numba.njit
cfunc: Any = numba.cfunc
config.CPU_NAME, config.CPU_FEATURES = cpu_name(), cpu_features()

# What LLVM may assume of floats. Never nnan or ninf: a NaN must stay visible.
FASTMATH: dict[str, Any] = {FAST: {"contract", "reassoc", "nsz", "arcp", "afn"}, EXACT: {"contract"}, STEADY: False}
# Numba's own runtime is for what allocates.
OPTIONS = {"nogil": True, "error_model": "numpy", "_nrt": False}
# Its wrappers are for what Python calls.
UNWRAPPED = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
INNER = {**OPTIONS, **UNWRAPPED}
INSIDE: Any = {**UNWRAPPED, "forceinline": True}
"""For what becomes a part of the kernels that call it, in the mode of each."""


def register() -> None:
    """Tell Numba what has been declared since the last time."""
    while declarations.formulas:
        register_jitable(**INSIDE)(declarations.formulas.pop())
    while declarations.overloads:
        function, choose = declarations.overloads.pop()
        overload(function, jit_options=INSIDE)(choose)
    cpu_target.typing_context.refresh()
    cpu_target.target_context.refresh()


@cache
def kernel_type(function: Callable[..., Any], mode: str, inline: bool) -> Any:
    """What Numba calls a function that kernels call."""
    made = njit(**INNER, fastmath=FASTMATH[mode], **({"forceinline": True} if inline else {}))(function)
    _dispatchers.append(made)
    return types.Dispatcher(made)


_dispatchers: list[Any] = []
"""Types only point to them."""


@cache
def intrinsic_type(define: Callable[..., Any]) -> Any:
    """What Numba calls code that is emitted."""
    context = cpu_target.typing_context
    made = intrinsic(define)
    context.refresh()
    return context.resolve_value_type(made)


def version(function: Callable[..., Any], mode: str, arguments: tuple[Any, ...]) -> Callable[..., Any]:
    """A kernel for arguments like these, called by Numba."""
    register()
    made: Callable[..., Any] = njit(tuple(map(type_of, arguments)), **OPTIONS, fastmath=FASTMATH[mode])(function)
    return made


def piece(function: Callable[..., Any], kinds: tuple[str, ...]) -> int:
    """The address of a piece of code for these kinds; see `jit.piece`."""
    register()
    signature = types.void(*map(piece_type, kinds))
    made = cfunc(signature, **OPTIONS, fastmath=FASTMATH[FAST])(function)
    _dispatchers.append(made)
    return int(made.address)


def type_of(argument: Any) -> Any:
    """Numba's type of an argument of one of the kinds that kernels take; see `native.plain`."""
    if isinstance(argument, np.ndarray):
        flags, kind = argument.flags, from_dtype(argument.dtype)
        layout = "C" if flags.c_contiguous and flags.aligned else "A"
        return types.Array(kind, argument.ndim, layout, readonly=not flags.writeable, aligned=flags.aligned)
    if isinstance(argument, tuple):
        items = tuple(map(type_of, argument))
        named = hasattr(argument, "_fields")
        return types.BaseTuple.from_types(items, type(argument) if named else None)
    return types.int64 if type(argument) is int else typeof(argument)


def piece_type(kind: str) -> Any:
    """Numba's type of an argument of a piece."""
    number = types.intp if kind.startswith("i8") else from_dtype(np.dtype(kind.rstrip("*")))
    return types.CPointer(number) if kind.endswith("*") else number
