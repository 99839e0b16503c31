"""Machine code from a file, as functions that Python calls.

A file is a line of JSON and an object file. Its entry takes Python's arguments as they come, compares each with what it
was compiled for, lets the interpreter's lock go and runs the kernel; `entries` emits it.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from llvmlite import binding

from graph.storage.atomic import atomic_file
from runtime.jit.user_cache import openness

PYTHON_SYMBOLS = (
    "PyEval_SaveThread", "PyEval_RestoreThread", "PyLong_AsLongLong", "PyErr_Occurred", "PyLong_FromLongLong",
    "PyFloat_FromDouble", "PyBool_FromLong", "PyTuple_New", "PyTuple_SetItem", "PyObject_Vectorcall", "Py_IncRef",
)  # fmt: skip
"""What entries call."""

FIXED = (None, np.ndarray, True, False, int, float, np.float32)
"""What entries compare with and give back; the guards of their arguments follow."""

pieces: dict[str, Callable[[], int]] = {}
"""By symbol: gives the address of a piece of code that kernels are linked with."""


class Code(NamedTuple):
    """A compiled version: its object file, the symbol it is called by, and those it needs."""

    objects: bytes
    entry: str
    needs: tuple[str, ...]


def plain(argument: Any) -> Any:
    """An argument as one of the kinds that entries know, without copying."""
    if isinstance(argument, np.ndarray):
        canonical = np.dtype(argument.dtype.str)
        return argument.view(canonical) if argument.dtype is not canonical else np.asarray(argument)
    if isinstance(argument, tuple):
        items = map(plain, argument)
        return type(argument)(*items) if hasattr(argument, "_fields") else tuple(items)
    if isinstance(argument, np.float32):
        return argument
    return argument.item() if isinstance(argument, np.generic) else argument


def kind_of(argument: Any) -> str:
    """What a version is compiled for, as a text: arrays by type, axes, being contiguous and writable."""
    if isinstance(argument, np.ndarray):
        layout = "C" if argument.flags.c_contiguous and argument.flags.aligned else "A"
        return f"{argument.dtype.str}[{argument.ndim}{layout}{'' if argument.flags.writeable else 'R'}]"
    if isinstance(argument, tuple):
        return f"{type(argument).__module__}.{type(argument).__qualname__}({','.join(map(kind_of, argument))})"
    if type(argument) not in (bool, int, float, np.float32):
        raise TypeError(f"A kernel takes numbers, arrays and tuples of whole numbers. Received: {argument!r}")
    return type(argument).__name__


def guards_of(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """What an entry for these arguments compares with, in their order: an array's type, a tuple's class."""
    return (*FIXED, *(guard for argument in arguments for guard in _guards(argument)))


def _guards(argument: Any) -> Iterator[Any]:
    if isinstance(argument, np.ndarray):
        yield argument.dtype
    elif isinstance(argument, tuple):
        yield type(argument)
        for item in argument:
            yield from _guards(item)


class _Method(ctypes.Structure):
    """CPython's PyMethodDef."""

    _fields_ = (("name", ctypes.c_char_p), ("code", ctypes.c_void_p), ("flags", ctypes.c_int), ("doc", ctypes.c_char_p))


_FASTCALL = 0x80
_methods: list[_Method] = []
"""Functions point to these as long as the process lives."""


def bind(address: int, guards: tuple[Any, ...], others: Callable[..., Any]) -> Callable[..., Any]:
    """The entry at an address as a function; arguments that the guards don't know go to `others`."""
    method = _Method(b"kernel", address, _FASTCALL, None)
    _methods.append(method)
    make = ctypes.pythonapi.PyCFunction_NewEx
    make.restype, make.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.py_object, ctypes.c_void_p]
    made: Callable[..., Any] = make(ctypes.addressof(method), (others, *guards), None)
    return made


def save(file: Path, code: Code) -> None:
    """Keep a version; a full or read-only disk only means that it is compiled again."""
    head = {"entry": code.entry, "needs": code.needs, "digest": _digest(code)}
    with suppress(OSError), atomic_file(file, private=True) as target:
        target.write(json.dumps(head).encode() + b"\n" + code.objects)


def _digest(code: Code) -> str:
    return hashlib.sha256(repr((code.entry, *code.needs)).encode() + code.objects).hexdigest()


def load(file: Path) -> Code | None:
    """A kept version; None where the file is absent, damaged, open to others, or needs what isn't there."""
    try:
        with open(file, "rb") as source:
            if openness(os.fstat(source.fileno())):
                return None
            line, _, objects = source.read().partition(b"\n")
        head = json.loads(line)
        code = Code(objects, head["entry"], tuple(head["needs"]))
        whole = head["digest"] == _digest(code)
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return code if whole and all(map(provide, code.needs)) else None


def link(code: Code) -> int:
    """The address of a version's entry; what it needs must be there."""
    with suppress(RuntimeError):  # newer versions do it themselves and refuse
        binding.initialize()
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    machine = binding.Target.from_default_triple().create_target_machine(jit=True)
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
    _engines.append(engine)
    engine.add_object_file(binding.ObjectFileRef.from_data(code.objects))
    engine.finalize_object()
    return int(engine.get_function_address(code.entry))


_engines: list[Any] = []
"""One for each version: names inside it may be another's, too. Code lives as long as its engine."""


def provide(symbol: str) -> bool:
    """Make sure that code can be linked with a symbol; gives whether it can."""
    _know_python()
    if symbol in pieces:
        binding.add_symbol(symbol, pieces[symbol]())
    return binding.address_of_symbol(symbol) is not None


def provide_pieces() -> None:
    """The same for all pieces, where nobody says what code needs."""
    for symbol, address in pieces.items():
        binding.add_symbol(symbol, address())


@cache
def _know_python() -> None:
    """Make what entries call known, on every system in the same way."""
    for symbol in PYTHON_SYMBOLS:
        address = ctypes.cast(getattr(ctypes.pythonapi, symbol), ctypes.c_void_p).value
        assert address is not None
        binding.add_symbol(symbol, address)
