"""How a function becomes machine code, with an entry by which it is called: what needs Numba's insides.

Imported when a version of a kernel isn't on the disk.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from numba.core import dispatcher
from numba.core.codegen import JITCodeLibrary, JITCPUCodegen
from numba.core.compiler import Compiler
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import cpu_target

from runtime.jit import dispatch, native
from runtime.jit.entries import Entry

FunctionCompiler: Any = dispatcher._FunctionCompiler  # type: ignore[attr-defined]


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

    def get_pointer_to_function(self, _name: str) -> int:
        return 0


class _Codegen(JITCPUCodegen):
    _library_class = _Library

    def set_env(self, env_name: str, env: Any) -> None:
        """Nothing: no kernel uses Python's objects."""


@cache
def _codegen() -> _Codegen:
    return _Codegen("layerloom")


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Python's search for garbage left out: a compiler makes so much that it would take a sixth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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
    with _own_codegen() as context, _without_collecting():
        dispatch.register()
        given = tuple(map(dispatch.piece_type, kinds) if arguments is None else map(dispatch.type_of, arguments))
        options = {**dispatch.INNER, "fastmath": dispatch.FASTMATH[mode]}
        found = _Compiler(function, cpu_target, options, {}, Compiler).compile(given, None)
        library, entry = found.library, f"entry.{found.fndesc.mangled_name}"
        emitter = Entry(context, found.fndesc, entry)
        library.add_ir_module(emitter.plain() if arguments is None else emitter.checked(arguments))
        library.whole = True
        library.finalize()
        declared = library._final_module.functions
        needs = tuple(f.name for f in declared if f.is_declaration and not f.name.startswith("llvm."))
        return native.Code(machine_code(function.__name__, library._final_module), entry, needs)


def machine_code(_name: str, module: Any) -> bytes:
    """An object file of optimised code; the name is for those who look on."""
    made: bytes = _codegen()._tm.emit_object(module)
    return made


def listing(module: Any) -> str:
    """Optimised code in the processor's own language, to be read."""
    return str(_codegen()._tm.emit_assembly(module))
