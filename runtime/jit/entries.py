"""The entry of a compiled kernel: the function by which Python, or other machine code, calls it.

For Python it is a METH_FASTCALL method, which reads what it needs from Python's and NumPy's objects (`structures`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils
from numba.core import types as numba_types
from numba.np.arrayobj import populate_array
from numba.np.numpy_support import as_dtype

from runtime.jit import native, structures

types: Any = numba_types
BYTE = ir.IntType(8)
OBJECT = BYTE.as_pointer()
WORD = ir.IntType(64)
SIZE = ir.IntType(8 * np.dtype(np.intp).itemsize)
INT = ir.IntType(32)
POINTER = structures.POINTER


class Entry:
    """Emits the function by which a version is called."""

    def __init__(self, context: Any, description: Any, name: str) -> None:
        self.context, self.description, self.name, self.layout = context, description, name, structures.layout
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
        """For Python, as a METH_FASTCALL method of the tuple of guards, the first of which takes other arguments."""
        kind = ir.FunctionType(OBJECT, [OBJECT, OBJECT.as_pointer(), SIZE])
        function = ir.Function(self.module, kind, self.name)
        self.builder = b = ir.IRBuilder(function.append_basic_block("entry"))
        guards, given, count = function.args
        self.guards, self.next_guard = guards, 1 + len(native.FIXED)
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
        others = self._python("PyObject_Vectorcall", OBJECT, [OBJECT, OBJECT.as_pointer(), SIZE, OBJECT])
        b.ret(b.call(others, [self._guard(0), given, count, ir.Constant(OBJECT, None)]))
        return self.module

    def _call(self, values: Any) -> Any:
        types = self.description.argtypes
        return self.context.call_conv.call_function(self.builder, self.callee, self.description.restype, types, values)

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
        return self._field(self.guards, self.layout.items + i * POINTER, OBJECT)

    def _fixed(self, thing: Any) -> Any:
        return self._guard(1 + next(i for i, fixed in enumerate(native.FIXED) if fixed is thing))

    def _same(self, a: Any, b: Any) -> Any:
        return self.builder.icmp_unsigned("==", self.builder.ptrtoint(a, SIZE), self.builder.ptrtoint(b, SIZE))

    def _class(self, place: Any) -> Any:
        return self._field(place, self.layout.kind, OBJECT)

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
            return self._field(place, self.layout.number, ir.FloatType())
        if isinstance(argument, float):
            return self._field(place, self.layout.number, ir.DoubleType())
        number = b.call(self._python("PyLong_AsLongLong", WORD, [OBJECT]), [place])
        with b.if_then(b.icmp_signed("==", number, ir.Constant(WORD, -1)), likely=False):
            error = b.call(self._python("PyErr_Occurred", OBJECT, []), [])
            with b.if_then(cgutils.is_not_null(b, error), likely=False):
                b.ret(ir.Constant(OBJECT, None))
        return number

    def _tuple(self, place: Any, argument: tuple[Any, ...], type: Any) -> Any:
        self._demand(self._same(self._class(place), self._own_guard()))
        size = self._field(place, self.layout.length, SIZE)
        self._demand(self.builder.icmp_signed("==", size, ir.Constant(SIZE, len(argument))))
        items = [
            self._value(self._field(place, self.layout.items + i * POINTER, OBJECT), item, kind)
            for i, (item, kind) in enumerate(zip(argument, type.types))
        ]
        return self.context.make_tuple(self.builder, type, items)

    def _array(self, place: Any, type: Any) -> Any:
        b, here = self.builder, self.layout
        self._demand(self._same(self._class(place), self._fixed(np.ndarray)))
        self._demand(self._same(self._field(place, here.type, OBJECT), self._own_guard()))
        self._demand(b.icmp_signed("==", self._field(place, here.axes, INT), ir.Constant(INT, type.ndim)))
        states = {here.writable: type.mutable, here.aligned: type.aligned, here.contiguous: type.layout == "C"}
        # Unaligned arrays are all of one kind.
        asked = [flag for flag in states if type.aligned or flag != here.contiguous]
        flags = b.and_(self._field(place, here.flags, INT), ir.Constant(INT, sum(asked)))
        wanted = sum(flag for flag in asked if states[flag])
        self._demand(b.icmp_unsigned("==", flags, ir.Constant(INT, wanted)))
        array = self.context.make_array(type)(self.context, b)
        data = b.bitcast(self._field(place, here.data, OBJECT), array.data.type)
        shape, strides = self._axes(place, here.shape, type.ndim), self._axes(place, here.strides, type.ndim)
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
