"""The only place with Numba options: how a function becomes machine code, with an entry that Python calls.

Imported when a version of a kernel isn't on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba import typeof
from numba.core import cgutils, dispatcher
from numba.core import config as numba_config
from numba.core import types as numba_types
from numba.core.codegen import JITCodeLibrary, JITCPUCodegen
from numba.core.compiler import Compiler
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import cpu_target
from numba.extending import intrinsic, overload, register_jitable
from numba.np.arrayobj import populate_array
from numba.np.numpy_support import as_dtype, from_dtype

from runtime import jit, native

config: Any = numba_config
types: Any = numba_types
njit: Any = numba.njit
FunctionCompiler: Any = dispatcher._FunctionCompiler  # type: ignore[attr-defined]
config.CPU_NAME, config.CPU_FEATURES = jit.cpu_name(), jit.cpu_features()

# What LLVM may assume of floats. Never nnan or ninf: a NaN must stay visible.
FASTMATH: dict[str, Any] = {
    jit.FAST: {"contract", "reassoc", "nsz", "arcp", "afn"}, jit.EXACT: {"contract"}, jit.STEADY: False,
}  # fmt: skip
# Numba's own runtime is for what allocates; its wrappers are for what Python calls.
OPTIONS = {
    "nogil": True, "error_model": "numpy", "_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True,
}  # fmt: skip


@cache
def _register(formulas: int, overloads: int) -> None:
    """Tell Numba what has been declared so far and isn't known to it."""
    for function in jit.formulas[_known[0] : formulas]:
        register_jitable(forceinline=True)(function)
    for function, choose in jit.overloads[_known[1] : overloads]:
        overload(function, jit_options={"forceinline": True})(choose)
    _known[:] = formulas, overloads
    cpu_target.typing_context.refresh()
    cpu_target.target_context.refresh()


_known = [0, 0]


@cache
def kernel_type(kernel: jit.Kernel) -> Any:
    """What Numba calls a function that kernels call."""
    inline = {"forceinline": True} if kernel.inline else {}
    made = njit(**OPTIONS, fastmath=FASTMATH[kernel.mode], **inline)(kernel.function)
    _dispatchers.append(made)
    return types.Dispatcher(made)


_dispatchers: list[Any] = []
"""Types only point to them."""


@cache
def intrinsic_type(given: jit.Intrinsic) -> Any:
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
        _register(len(jit.formulas), len(jit.overloads))
        given = tuple(map(_piece_type, kinds) if arguments is None else map(_type_of, arguments))
        options = {**OPTIONS, "fastmath": FASTMATH[mode]}
        found = _Compiler(function, cpu_target, options, {}, Compiler).compile(given, None)
        library, entry = found.library, f"entry.{found.fndesc.mangled_name}"
        emitter = _Entry(context, found.fndesc, entry)
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


BYTE = ir.IntType(8)
OBJECT = BYTE.as_pointer()
WORD = ir.IntType(64)
SIZE = ir.IntType(8 * np.dtype(np.intp).itemsize)
INT = ir.IntType(32)
HEAD = object.__basicsize__
POINTER = np.dtype(np.intp).itemsize
ITEMS = tuple.__basicsize__
"""Where a tuple's items begin; an array's fields follow its head, each a pointer wide (PyArrayObject_fields)."""
DATA, AXES, SHAPE, STRIDES, TYPE, FLAGS = (HEAD + POINTER * field for field in (0, 1, 2, 3, 5, 6))
CONTIGUOUS, ALIGNED, WRITABLE = 0x1, 0x100, 0x400


class _Entry:
    """Emits the function by which a version is called."""

    def __init__(self, context: Any, description: Any, name: str) -> None:
        self.context, self.description, self.name = context, description, name
        self.module = context.create_module("entry")
        kind = context.call_conv.get_function_type(description.restype, description.argtypes)
        self.callee = ir.Function(self.module, kind, description.llvm_func_name)

    def plain(self) -> Any:
        """For other code: the kernel's own arguments."""
        given = [self.context.get_value_type(kind) for kind in self.description.argtypes]
        function = ir.Function(self.module, ir.FunctionType(ir.VoidType(), given), self.name)
        self.builder = ir.IRBuilder(function.append_basic_block("entry"))
        self._call(function.args)
        self.builder.ret_void()
        return self.module

    def checked(self, arguments: tuple[Any, ...]) -> Any:
        """For Python, as a METH_FASTCALL method of the tuple of guards."""
        kind = ir.FunctionType(OBJECT, [OBJECT, OBJECT.as_pointer(), SIZE])
        function = ir.Function(self.module, kind, self.name)
        self.builder = b = ir.IRBuilder(function.append_basic_block("entry"))
        guards, given, count = function.args
        self.guards, self.next_guard = guards, len(native.FIXED)
        self.other = function.append_basic_block("other")
        self._demand(b.icmp_signed("==", count, ir.Constant(SIZE, len(arguments))))
        values = []
        for i, (argument, type) in enumerate(zip(arguments, self.description.argtypes)):
            place = b.load(b.gep(given, [ir.Constant(SIZE, i)]), typ=OBJECT)
            values.append(self._value(place, argument, type))
        thread = b.call(self._python("PyEval_SaveThread", OBJECT, []), [])
        status, result = self._call(values)
        b.call(self._python("PyEval_RestoreThread", ir.VoidType(), [OBJECT]), [thread])
        with b.if_then(status.is_error, likely=False):
            b.ret(ir.Constant(OBJECT, None))
        b.ret(self._boxed(result, self.description.restype))
        self.builder = b = ir.IRBuilder(self.other)
        b.ret(self._shared(NotImplemented))
        return self.module

    def _call(self, values: Any) -> Any:
        types = self.description.argtypes
        return self.context.call_conv.call_function(
            self.builder, self.callee, self.description.restype, types, values
        )

    def _demand(self, condition: Any) -> None:
        """Go on where it holds; else the arguments are for another version."""
        onward = self.builder.append_basic_block()
        self.builder.cbranch(condition, onward, self.other)
        self.builder.position_at_end(onward)

    def _field(self, place: Any, offset: int, kind: Any) -> Any:
        b = self.builder
        at = b.gep(place, [ir.Constant(SIZE, offset)], source_etype=BYTE)
        return b.load(b.bitcast(at, kind.as_pointer()), typ=kind)

    def _guard(self, i: int) -> Any:
        return self._field(self.guards, ITEMS + i * POINTER, OBJECT)

    def _fixed(self, thing: Any) -> Any:
        return self._guard(next(i for i, fixed in enumerate(native.FIXED) if fixed is thing))

    def _same(self, a: Any, b: Any) -> Any:
        return self.builder.icmp_unsigned("==", self.builder.ptrtoint(a, SIZE), self.builder.ptrtoint(b, SIZE))

    def _class(self, place: Any) -> Any:
        return self._field(place, HEAD - POINTER, OBJECT)

    def _own_guard(self) -> Any:
        self.next_guard += 1
        return self._guard(self.next_guard - 1)

    def _value(self, place: Any, argument: Any, type: Any) -> Any:
        if isinstance(argument, np.ndarray):
            return self._array(place, type)
        return self._tuple(place, argument, type) if isinstance(argument, tuple) else self._number(place, argument)

    def _number(self, place: Any, argument: Any) -> Any:
        b = self.builder
        if isinstance(argument, bool):
            true = self._same(place, self._fixed(True))
            self._demand(b.or_(true, self._same(place, self._fixed(False))))
            return true
        self._demand(self._same(self._class(place), self._fixed(type(argument))))
        if isinstance(argument, np.float32):
            return self._field(place, HEAD, ir.FloatType())
        if isinstance(argument, float):
            return self._field(place, HEAD, ir.DoubleType())
        number = b.call(self._python("PyLong_AsLongLong", WORD, [OBJECT]), [place])
        with b.if_then(b.icmp_signed("==", number, ir.Constant(WORD, -1)), likely=False):
            error = b.call(self._python("PyErr_Occurred", OBJECT, []), [])
            with b.if_then(cgutils.is_not_null(b, error), likely=False):
                b.ret(ir.Constant(OBJECT, None))
        return number

    def _tuple(self, place: Any, argument: tuple[Any, ...], type: Any) -> Any:
        self._demand(self._same(self._class(place), self._own_guard()))
        size = self._field(place, HEAD, SIZE)
        self._demand(self.builder.icmp_signed("==", size, ir.Constant(SIZE, len(argument))))
        items = [
            self._value(self._field(place, ITEMS + i * POINTER, OBJECT), item, kind)
            for i, (item, kind) in enumerate(zip(argument, type.types))
        ]
        return self.context.make_tuple(self.builder, type, items)

    def _array(self, place: Any, type: Any) -> Any:
        b = self.builder
        self._demand(self._same(self._class(place), self._fixed(np.ndarray)))
        self._demand(self._same(self._field(place, TYPE, OBJECT), self._own_guard()))
        self._demand(b.icmp_signed("==", self._field(place, AXES, INT), ir.Constant(INT, type.ndim)))
        flags = self._field(place, FLAGS, INT)
        asked = WRITABLE | (CONTIGUOUS if type.layout == "C" else 0) | (ALIGNED if type.aligned else 0)
        wanted = asked if type.mutable else asked & ~WRITABLE
        self._demand(b.icmp_unsigned("==", b.and_(flags, ir.Constant(INT, asked)), ir.Constant(INT, wanted)))
        array = self.context.make_array(type)(self.context, b)
        data = b.bitcast(self._field(place, DATA, OBJECT), array.data.type)
        shape, strides = self._axes(place, SHAPE, type.ndim), self._axes(place, STRIDES, type.ndim)
        populate_array(array, data, shape, strides, as_dtype(type.dtype).itemsize, None)
        return array._getvalue()

    def _axes(self, place: Any, offset: int, count: int) -> list[Any]:
        numbers = self._field(place, offset, OBJECT)
        return [self._field(numbers, i * POINTER, SIZE) for i in range(count)]

    def _boxed(self, result: Any, kind: Any) -> Any:
        b = self.builder
        if kind in (types.none, types.void):
            return self._shared(None)
        if isinstance(kind, types.Boolean):
            return b.call(self._python("PyBool_FromLong", OBJECT, [WORD]), [b.zext(result, WORD)])
        if isinstance(kind, types.Integer):
            wide = self.context.cast(b, result, kind, types.int64)
            return b.call(self._python("PyLong_FromLongLong", OBJECT, [WORD]), [wide])
        if isinstance(kind, types.Float):
            wide = self.context.cast(b, result, kind, types.float64)
            return b.call(self._python("PyFloat_FromDouble", OBJECT, [ir.DoubleType()]), [wide])
        if isinstance(kind, types.BaseTuple):
            count = ir.Constant(SIZE, len(kind.types))
            made = b.call(self._python("PyTuple_New", OBJECT, [SIZE]), [count])
            put = self._python("PyTuple_SetItem", INT, [OBJECT, SIZE, OBJECT])
            for i, (item, type) in enumerate(zip(cgutils.unpack_tuple(b, result), kind.types)):
                b.call(put, [made, ir.Constant(SIZE, i), self._boxed(item, type)])
            return made
        raise TypeError(f"a kernel gives numbers or nothing. Received {kind}")

    def _shared(self, thing: Any) -> Any:
        found = self._fixed(thing)
        self.builder.call(self._python("Py_IncRef", ir.VoidType(), [OBJECT]), [found])
        return found

    def _python(self, name: str, result: Any, arguments: list[Any]) -> Any:
        return cgutils.get_or_insert_function(self.module, ir.FunctionType(result, arguments), name)
