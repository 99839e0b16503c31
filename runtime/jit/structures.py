"""Where Python and NumPy keep what entries read, and whether they say so themselves.

Entries read objects as C code does that is compiled against the headers of CPython ("Common Object Structures") and of
NumPy (PyArrayObject_fields); no header is there to be asked. So before the first entry is made, some objects are held
against what Python says of them. Only their own memory is read for that, whatever is believed.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np

HEAD = object.__basicsize__
POINTER = ctypes.sizeof(ctypes.c_void_p)


class Layout(NamedTuple):
    """Places in bytes from where an object begins; bits of an array's flags."""

    kind: int = HEAD - POINTER
    """An object's class."""
    number: int = HEAD
    """What a float or a float32 is."""
    length: int = HEAD
    """How many items a tuple has."""
    items: int = tuple.__basicsize__
    """A tuple's items, a pointer each."""
    data: int = HEAD
    """An array's fields follow its head, each a pointer wide."""
    axes: int = HEAD + POINTER
    shape: int = HEAD + 2 * POINTER
    strides: int = HEAD + 3 * POINTER
    type: int = HEAD + 5 * POINTER
    flags: int = HEAD + 6 * POINTER
    contiguous: int = 0x1
    aligned: int = 0x100
    writable: int = 0x400


layout = Layout()


@cache
def difference() -> str:
    """What is said otherwise than `layout` has it, as "an array's shape"; empty where nothing is."""
    if sys.implementation.name != "cpython":
        return "objects"
    return next(_differences(layout), "")


def _differences(here: Layout) -> Iterator[str]:
    for number in (0.0, -1.5, 2.0**40):
        if _read(number, here.number, ctypes.c_double) != number:
            yield "a number"
        if _read(np.float32(number), here.number, ctypes.c_float) != np.float32(number):
            yield "a float32"
    for items in ((), (1,), (None, 2.0), (True, "three", ())):
        if _read(items, here.length, ctypes.c_ssize_t) != len(items):
            yield "a tuple's length"
        if any(_read(items, here.items + i * POINTER) != id(item) for i, item in enumerate(items)):
            yield "a tuple's items"
    for thing in (1, 2.0, True, np.float32(3), (1,), np.zeros(2)):
        if _read(thing, here.kind) != id(type(thing)):
            yield "an object's class"
    for array in _arrays():
        yield from _differences_of(array, here)


def _arrays() -> Iterator[np.ndarray[Any, Any]]:
    """Arrays of all forms that kernels are given."""
    dtypes = np.float32, np.float64, np.int32, np.int64, np.uint8, np.bool_
    shapes = (), (3,), (2, 3), (2, 0, 3), (2, 1, 3, 2), (1, 2, 3, 1, 2)
    yield from map(np.zeros, shapes, dtypes)
    whole = np.zeros((4, 6, 2), np.float32)
    yield from (whole[::2], whole[:, 1:4], whole.T, whole[::-1, :, 1], whole[1:], np.frombuffer(bytes(8), np.float32))
    yield np.frombuffer(bytearray(9), np.float32, offset=1, count=2)


def _differences_of(array: np.ndarray[Any, Any], here: Layout) -> Iterator[str]:
    said, flags = array.__array_interface__, array.flags
    if _read(array, here.data) != said["data"][0]:
        yield "an array's data"
    if _read(array, here.axes, ctypes.c_int) != len(said["shape"]):
        yield "an array's number of axes"
    if _read(array, here.type) != id(array.dtype):
        yield "an array's type"
    bits = _read(array, here.flags, ctypes.c_int) or 0
    states = {here.contiguous: flags.c_contiguous, here.aligned: flags.aligned, here.writable: not said["data"][1]}
    if any(bool(bits & bit) != state for bit, state in states.items()):
        yield "an array's flags"
    shape, strides = _read(array, here.shape), _read(array, here.strides)
    if array.ndim == 0:
        return
    # Both lie in one piece of memory. Nothing else is as far apart as arrays have axes, so what is read is no garbage.
    if not shape or not strides or strides - shape != array.ndim * POINTER:
        yield "an array's shape"
    elif _numbers(shape, array.ndim) != said["shape"] or _numbers(strides, array.ndim) != array.strides:
        yield "an array's strides"


def _read(thing: object, offset: int, kind: Any = ctypes.c_void_p) -> Any:
    """What lies in an object's memory; None outside of it."""
    size = thing.__sizeof__() if isinstance(thing, tuple) else type(thing).__basicsize__
    if not 0 <= offset <= size - ctypes.sizeof(kind):
        return None
    return kind.from_address(id(thing) + offset).value


def _numbers(place: int, count: int) -> tuple[int, ...]:
    return tuple((ctypes.c_ssize_t * count).from_address(place))
