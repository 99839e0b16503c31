"""Reads the values in the files of the CIFAR-10 archive, which Python 2 wrote in its own serialisation format.

The standard library's loader of that format can be made to run any code, so it is not used: `pickletools` only says
which operations the bytes are. Here is a table of those that build dictionaries, lists, numbers, texts and NumPy arrays
of whole numbers; anything else is refused. No name in the file is ever looked up: the few that arrays need are compared
with a closed list.
"""

from __future__ import annotations

import pickletools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from runtime.data.errors import DataError, bad

MOST_OPERATIONS = 500_000
"""A batch of CIFAR-10 takes some thirty thousand, CIFAR-100's for training three hundred thousand. It bounds time, and
memory too: each makes one small object."""

_NAMES = {
    ("numpy.core.multiarray", "_reconstruct"): "array",
    ("numpy._core.multiarray", "_reconstruct"): "array",
    ("numpy", "ndarray"): "ndarray",
    ("numpy", "dtype"): "dtype",
    ("_codecs", "encode"): "encode",
}


class _Name(str):
    """One of the allowed names: a mark on the stack, never a function."""


@dataclass
class _Array:
    """An array under construction, filled by the state that follows it."""

    values: Any = None


@dataclass
class _Type:
    code: str


class _Values:
    """What the operations have built so far. `stack` holds what came since the last mark, `below` the stacks before."""

    def __init__(self, data: bytes, where: str) -> None:
        self.data, self.where = data, where
        self.stack: list[Any] = []
        self.below: list[list[Any]] = []
        self.memo: dict[int, Any] = {}
        self.encoded = 0

    def refuse(self, reason: str) -> DataError:
        return bad(
            "{where} is not a file of the CIFAR-10 python archive: {reason}. Get the archive again from its authors.",
            where=self.where,
            reason=reason,
        )

    def result(self) -> Any:
        for count, (operation, argument, _) in enumerate(pickletools.genops(self.data)):
            if operation.name == "STOP":
                return self.stack.pop()
            step = _STEPS.get(operation.name)
            if step is None:
                raise self.refuse(f"it asks for operation {operation.name}, which its images don't need")
            if count >= MOST_OPERATIONS:
                raise self.refuse("it takes more operations than images need")
            step(self, argument)
        raise self.refuse("it ends too early")

    def push(self, value: Any) -> None:
        self.stack.append(value)

    def mark(self) -> None:
        self.below.append(self.stack)
        self.stack = []

    def pop_to_mark(self) -> list[Any]:
        values, self.stack = self.stack, self.below.pop()
        return values

    def pop_tuple(self, count: int) -> None:
        if len(self.stack) < count:
            raise self.refuse("a tuple in it has no contents")
        values = tuple(self.stack[-count:])
        del self.stack[-count:]
        self.stack.append(values)

    def name(self, module: str, attribute: str) -> None:
        known = _NAMES.get((module, attribute))
        if known is None:
            raise self.refuse(f"it asks for {module[:40]}.{attribute[:40]}, which its images don't need")
        self.stack.append(_Name(known))

    def stack_name(self) -> None:
        attribute, module = self.text(self.stack.pop()), self.text(self.stack.pop())
        self.name(module, attribute)

    def put(self, index: int) -> None:
        self.memo[index] = self.stack[-1]

    def set_items(self, values: list[Any]) -> None:
        target = self.top(dict)
        for key, value in zip(values[::2], values[1::2], strict=True):
            # Only plain keys: hashing a tuple of tuples of tuples… can exhaust the machine's stack.
            target[self.text(key, "a key in it")] = value

    def set_item(self) -> None:
        value, key = self.stack.pop(), self.stack.pop()
        self.set_items([key, value])

    def extend(self, values: list[Any]) -> None:
        self.top(list).extend(values)

    def top(self, kind: type) -> Any:
        if type(self.stack[-1]) is not kind:
            raise self.refuse(f"it fills something that is no {kind.__name__}")
        return self.stack[-1]

    def text(self, value: Any, what: str = "a name in it") -> str:
        """A text as it is; str() of anything else could take for ever, where lists hold lists that hold lists…"""
        if type(value) is bytes:
            self.count(len(value))
            return value.decode("latin-1")
        if type(value) is not str:
            raise self.refuse(f"{what} is no text")
        return value

    def call(self) -> None:
        """Only three calls exist: begin an array, name a number type, and bytes written as latin-1 text."""
        arguments, name = self.stack.pop(), self.stack.pop()
        if type(name) is not _Name or type(arguments) is not tuple or name == "ndarray":
            raise self.refuse("it calls something that is no array")
        if name == "array":
            self.stack.append(_Array())
        elif name == "dtype":
            self.stack.append(_Type(self.text(arguments[0])))
        else:
            self.stack.append(self.encode(arguments[0]))

    def encode(self, value: Any) -> bytes:
        """The bytes that a text stands for; all together no more than the file has, however often it names one."""
        text = self.text(value)
        self.count(len(text))
        return text.encode("latin-1")

    def count(self, signs: int) -> None:
        """Whatever is written anew, however often the file names it, is not more than the file all together."""
        self.encoded += signs
        if self.encoded > len(self.data):
            raise self.refuse("it repeats its numbers")

    def build(self) -> None:
        state, target = self.stack.pop(), self.stack[-1]
        if type(target) is _Array:
            target.values = self.array(state)
        elif type(target) is not _Type:  # byte order and the like: those that are allowed have none
            raise self.refuse("it fills something that is no array")

    def array(self, state: Any) -> np.ndarray:
        if type(state) is not tuple or len(state) != 5:
            raise self.refuse("it holds an array without contents")
        _, shape, kind, column_order, raw = state
        raw = self.encode(raw) if type(raw) is str else raw
        if type(kind) is not _Type or kind.code not in ("u1", "i1", "i4", "i8") or type(raw) is not bytes:
            raise self.refuse("it holds an array that isn't of whole numbers")
        if type(shape) is not tuple or len(shape) > 4 or any(type(n) is not int or n < 0 for n in shape):
            raise self.refuse("it holds an array of impossible shape")
        return np.frombuffer(raw, "<" + kind.code).reshape(shape, order="F" if column_order is True else "C")


def _is_nothing(values: _Values, argument: Any) -> None:
    """What only announces what follows."""


_STEPS: dict[str, Callable[[_Values, Any], Any]] = {
    "PROTO": _is_nothing,
    "FRAME": _is_nothing,
    "MARK": lambda v, _: v.mark(),
    "EMPTY_DICT": lambda v, _: v.push({}),
    "EMPTY_LIST": lambda v, _: v.push([]),
    "EMPTY_TUPLE": lambda v, _: v.push(()),
    "NONE": lambda v, _: v.push(None),
    "NEWTRUE": lambda v, _: v.push(True),
    "NEWFALSE": lambda v, _: v.push(False),
    "BININT": _Values.push,
    "BININT1": _Values.push,
    "BININT2": _Values.push,
    "LONG1": _Values.push,
    "SHORT_BINSTRING": _Values.push,  # bytes of Python 2, which pickletools gives as latin-1 text
    "BINSTRING": _Values.push,
    "SHORT_BINBYTES": _Values.push,
    "BINBYTES": _Values.push,
    "BINBYTES8": _Values.push,
    "SHORT_BINUNICODE": _Values.push,
    "BINUNICODE": _Values.push,
    "BINPUT": lambda v, index: v.put(index),
    "LONG_BINPUT": lambda v, index: v.put(index),
    "MEMOIZE": lambda v, _: v.put(len(v.memo)),
    "BINGET": lambda v, index: v.push(v.memo[index]),
    "LONG_BINGET": lambda v, index: v.push(v.memo[index]),
    "TUPLE": lambda v, _: v.push(tuple(v.pop_to_mark())),
    "TUPLE1": lambda v, _: v.pop_tuple(1),
    "TUPLE2": lambda v, _: v.pop_tuple(2),
    "TUPLE3": lambda v, _: v.pop_tuple(3),
    "APPEND": lambda v, _: v.extend([v.stack.pop()]),
    "APPENDS": lambda v, _: v.extend(v.pop_to_mark()),
    "SETITEM": lambda v, _: v.set_item(),
    "SETITEMS": lambda v, _: v.set_items(v.pop_to_mark()),
    "GLOBAL": lambda v, names: v.name(*names.split(" ", 1)),
    "STACK_GLOBAL": lambda v, _: v.stack_name(),
    "REDUCE": lambda v, _: v.call(),
    "BUILD": lambda v, _: v.build(),
}


def read_values(data: bytes, where: str) -> dict[str, Any]:
    """The dictionary that the bytes hold, its keys as text and its arrays as NumPy arrays; raises DataError."""
    reader = _Values(data, where)
    try:
        values = reader.result()
    except DataError:
        raise
    except (IndexError, KeyError, TypeError, ValueError, OverflowError, MemoryError, RecursionError) as error:
        raise reader.refuse(_reason(error)) from None
    if type(values) is not dict:
        raise reader.refuse("it holds no dictionary")
    return {key: value.values if type(value) is _Array else value for key, value in values.items()}


def _reason(error: Exception) -> str:
    """The decoder's words are about bytes and opcodes; those for a file that was cut say the same every time."""
    text = str(error)
    if any(sign in text for sign in ("remain", "not enough data", "exhausted", "no newline")):
        return "it ends too early"
    return f"its contents make no sense ({type(error).__name__})"
