"""The only place with Numba options: how a function becomes machine code, with an entry by which it is called.

Imported when a version of a kernel isn't on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numba
import numpy as np
from numba import typeof
from numba.core import config as numba_config
from numba.core import dispatcher
from numba.core import types as numba_types
from numba.core.codegen import JITCodeLibrary, JITCPUCodegen
from numba.core.compiler import Compiler
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import cpu_target
from numba.extending import intrinsic, overload, register_jitable
from numba.np.numpy_support import from_dtype

from runtime.jit import declare, native
from runtime.jit.entries import Entry

config: Any = numba_config
types: Any = numba_types
njit: Any = numba.njit
FunctionCompiler: Any = dispatcher._FunctionCompiler  # type: ignore[attr-defined]
config.CPU_NAME, config.CPU_FEATURES = declare.cpu_name(), declare.cpu_features()

# What LLVM may assume of floats. Never nnan or ninf: a NaN must stay visible.
FASTMATH: dict[str, Any] = {
    declare.FAST: {"contract", "reassoc", "nsz", "arcp", "afn"},
    declare.EXACT: {"contract"},
    declare.STEADY: False,
}
# Numba's own runtime is for what allocates; its wrappers are for what Python calls.
OPTIONS = {
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}


def _register() -> None:
    """Tell Numba what has been declared since the last time."""
    while declare.formulas:
        register_jitable(forceinline=True)(declare.formulas.pop())
    while declare.overloads:
        function, choose = declare.overloads.pop()
        overload(function, jit_options={"forceinline": True})(choose)
    cpu_target.typing_context.refresh()
    cpu_target.target_context.refresh()


@cache
def kernel_type(kernel: declare.Kernel) -> Any:
    """What Numba calls a function that kernels call."""
    inline = {"forceinline": True} if kernel.inline else {}
    made = njit(**OPTIONS, fastmath=FASTMATH[kernel.mode], **inline)(kernel.function)
    _dispatchers.append(made)
    return types.Dispatcher(made)


_dispatchers: list[Any] = []
"""Types only point to them."""


@cache
def intrinsic_type(given: declare.Intrinsic) -> Any:
    """What Numba calls code that is emitted."""
    context = cpu_target.typing_context
    made = intrinsic(given.define)
    context.refresh()
    return context.resolve_value_type(made)


class _Library(JITCodeLibrary):
    """Code of a function. That of a part is optimised in each kernel that has it, and there alone."""

    whole = False

    def _optimize_final_module(self) -> None:
        if self.whole:
            super()._optimize_final_module()

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._verify_declare_only_symbols()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        return 0


class _Codegen(JITCPUCodegen):
    _library_class = _Library

    def set_env(self, env_name: str, env: Any) -> None:
        """Nothing: no kernel uses Python's objects."""


@cache
def _codegen() -> _Codegen:
    return _Codegen("layerloom")


@contextmanager
def _own_codegen() -> Iterator[Any]:
    """Numba's context with our code generator; nobody else compiles meanwhile."""
    context = cpu_target.target_context
    with global_compiler_lock:
        context.refresh()
        before, context._internal_codegen = context._internal_codegen, _codegen()
        try:
            yield context
        finally:
            context._internal_codegen = before


class _Compiler(FunctionCompiler):
    def _customize_flags(self, flags: Any) -> Any:
        flags.no_compile = True  # an entry is added first
        flags.enable_pyobject = False
        return flags


def compile_version(
    function: Callable[..., Any], mode: str, kinds: tuple[str, ...], arguments: tuple[Any, ...] | None
) -> native.Code:
    """Machine code of a kernel for arguments like these, or of a piece for these kinds; see `jit`."""
    with _own_codegen() as context:
        _register()
        given = tuple(map(_piece_type, kinds) if arguments is None else map(_type_of, arguments))
        options = {**OPTIONS, "fastmath": FASTMATH[mode]}
        found = _Compiler(function, cpu_target, options, {}, Compiler).compile(given, None)
        library, entry = found.library, f"entry.{found.fndesc.mangled_name}"
        emitter = Entry(context, found.fndesc, entry)
        library.add_ir_module(emitter.plain() if arguments is None else emitter.checked(arguments))
        library.whole = True
        library.finalize()
        declared = library._final_module.functions
        needs = tuple(f.name for f in declared if f.is_declaration and not f.name.startswith("llvm."))
        return native.Code(machine_code(function.__name__, library._final_module), entry, needs)


def machine_code(name: str, module: Any) -> bytes:
    """An object file of optimised code; the name is for those who look on."""
    made: bytes = _codegen()._tm.emit_object(module)
    return made


def listing(module: Any) -> str:
    """Optimised code in the processor's own language, to be read."""
    return str(_codegen()._tm.emit_assembly(module))


def _type_of(argument: Any) -> Any:
    if isinstance(argument, np.ndarray):
        flags, kind = argument.flags, from_dtype(argument.dtype)
        layout = "C" if flags.c_contiguous and flags.aligned else "A"
        return types.Array(kind, argument.ndim, layout, readonly=not flags.writeable, aligned=flags.aligned)
    if isinstance(argument, tuple):
        items = tuple(map(_type_of, argument))
        named = hasattr(argument, "_fields")
        return types.BaseTuple.from_types(items, type(argument) if named else None)
    return typeof(argument)


def _piece_type(kind: str) -> Any:
    number = types.intp if kind.startswith("i8") else from_dtype(np.dtype(kind.rstrip("*")))
    return types.CPointer(number) if kind.endswith("*") else number
