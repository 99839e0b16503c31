"""Reads the values in the files of the CIFAR-10 archive, which Python 2 wrote in its own serialisation format.

The standard library's reader of that format can be made to run any code, so it is not used. This one is a table of
opcodes that build dictionaries, lists, numbers, texts and NumPy arrays of bytes or integers; anything else is refused.
No name in the file is ever looked up: the few that arrays need are compared with a closed list.
The opcodes are those of the format's versions 2 to 4, as the standard library documents them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from runtime.data.errors import DataError, bad

LONGEST = 1 << 30
DEEPEST = 100_000


@dataclass
class _Array:
    """An array under construction, filled by the state that follows it."""

    values: Any = None


@dataclass
class _Type:
    code: str
    state: Any = None


_MARK = object()
_NAMES = {
    ("numpy.core.multiarray", "_reconstruct"): "array",
    ("numpy._core.multiarray", "_reconstruct"): "array",
    ("numpy", "ndarray"): "ndarray",
    ("numpy", "dtype"): "dtype",
    ("_codecs", "encode"): "encode",
}


class _Name(str):
    """One of the allowed names: a mark on the stack, never a function."""


class _Reader:
    def __init__(self, data: bytes, where: str) -> None:
        self.data, self.where, self.at = data, where, 0
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}

    def refuse(self, reason: str) -> DataError:
        return bad(
            "{where} is not a file of the CIFAR-10 python archive: {reason}. Get the archive again from its authors.",
            where=self.where,
            reason=reason,
        )

    def take(self, count: int) -> bytes:
        if count > LONGEST or self.at + count > len(self.data):
            raise self.refuse("it ends too early")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, form: str) -> int:
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def line(self) -> str:
        end = self.data.find(b"\n", self.at, self.at + 200)
        if end < 0:
            raise self.refuse("a name in it never ends")
        return self.take(end + 1 - self.at)[:-1].decode("latin-1")

    def pop_to_mark(self) -> list[Any]:
        at = max(i for i, value in enumerate(self.stack) if value is _MARK)
        values = self.stack[at + 1 :]
        del self.stack[at:]
        return values

    def run(self) -> Any:
        while True:
            code = self.take(1)[0]
            if code == 0x2E:  # STOP
                return self.stack.pop()
            step = _STEPS.get(code)
            if step is None:
                raise self.refuse(f"it asks for operation 0x{code:02x}, which its images don't need")
            step(self)
            if len(self.stack) > DEEPEST:
                raise self.refuse("it is nested too deeply")

    def name(self, module: str, attribute: str) -> None:
        known = _NAMES.get((module, attribute))
        if known is None:
            raise self.refuse(f"it asks for {module[:40]}.{attribute[:40]}, which its images don't need")
        self.stack.append(_Name(known))

    def put(self, index: int) -> None:
        self.memo[index] = self.stack[-1]

    def set_item(self, key: Any, value: Any) -> None:
        # Only plain keys: hashing a tuple of tuples of tuples… can exhaust the machine's stack.
        if not isinstance(key, (bytes, str)):
            raise self.refuse("a key in it is no text")
        self.stack[-1][key] = value

    def set_items(self) -> None:
        values = self.pop_to_mark()
        for key, value in zip(values[::2], values[1::2], strict=True):
            self.set_item(key, value)

    def call(self) -> None:
        """Only three calls exist: begin an array, name a number type, and bytes written as latin-1 text."""
        arguments, name = self.stack.pop(), self.stack.pop()
        if not isinstance(name, _Name) or not isinstance(arguments, tuple):
            raise self.refuse("it calls something that is no array")
        if name == "array":
            self.stack.append(_Array())
        elif name == "dtype":
            self.stack.append(_Type(_text(arguments[0])))
        elif name == "encode":
            self.stack.append(arguments[0].encode("latin-1"))
        else:
            raise self.refuse("it calls something that is no array")

    def build(self) -> None:
        state, target = self.stack.pop(), self.stack[-1]
        if isinstance(target, _Type):
            target.state = state
        elif isinstance(target, _Array):
            target.values = self.array(state)
        else:
            raise self.refuse("it fills something that is no array")

    def array(self, state: tuple[Any, ...]) -> np.ndarray:
        _, shape, kind, column_order, raw = state
        if not isinstance(kind, _Type) or kind.code not in ("u1", "i1", "i4", "i8") or not isinstance(raw, bytes):
            raise self.refuse("it holds an array that isn't of whole numbers")
        dtype = np.dtype("<" + kind.code)
        if len(shape) > 4 or any(not isinstance(n, int) or n < 0 for n in shape):
            raise self.refuse("it holds an array of impossible shape")
        return np.frombuffer(raw, dtype).reshape(shape, order="F" if column_order else "C")


def _push(value: Callable[[_Reader], Any]) -> Callable[[_Reader], None]:
    return lambda r: r.stack.append(value(r))


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _tuple(count: int) -> Callable[[_Reader], None]:
    def step(r: _Reader) -> None:
        values = tuple(r.stack[-count:])
        del r.stack[-count:]
        r.stack.append(values)

    return step


def _stack_global(r: _Reader) -> None:
    attribute, module = _text(r.stack.pop()), _text(r.stack.pop())
    r.name(module, attribute)


_STEPS: dict[int, Callable[[_Reader], Any]] = {
    0x80: lambda r: r.take(1),  # PROTO
    0x95: lambda r: r.take(8),  # FRAME
    ord("("): _push(lambda r: _MARK),
    ord("}"): _push(lambda r: {}),
    ord("]"): _push(lambda r: []),
    ord(")"): _push(lambda r: ()),
    ord("N"): _push(lambda r: None),
    0x88: _push(lambda r: True),
    0x89: _push(lambda r: False),
    ord("J"): _push(lambda r: r.number("<i")),
    ord("K"): _push(lambda r: r.number("<B")),
    ord("M"): _push(lambda r: r.number("<H")),
    0x8A: _push(lambda r: int.from_bytes(r.take(r.number("<B")), "little", signed=True)),
    ord("U"): _push(lambda r: r.take(r.number("<B"))),
    ord("T"): _push(lambda r: r.take(r.number("<i") & 0x7FFFFFFF)),
    ord("C"): _push(lambda r: r.take(r.number("<B"))),
    ord("B"): _push(lambda r: r.take(r.number("<I"))),
    0x8E: _push(lambda r: r.take(r.number("<Q"))),
    0x8C: _push(lambda r: r.take(r.number("<B")).decode("utf-8")),
    ord("X"): _push(lambda r: r.take(r.number("<I")).decode("utf-8")),
    ord("q"): lambda r: r.put(r.number("<B")),
    ord("r"): lambda r: r.put(r.number("<I")),
    0x94: lambda r: r.put(len(r.memo)),
    ord("h"): _push(lambda r: r.memo[r.number("<B")]),
    ord("j"): _push(lambda r: r.memo[r.number("<I")]),
    ord("t"): _push(lambda r: tuple(r.pop_to_mark())),
    0x85: _tuple(1),
    0x86: _tuple(2),
    0x87: _tuple(3),
    ord("a"): lambda r: r.stack[-2].append(r.stack.pop()),
    ord("e"): lambda r: (lambda values: r.stack[-1].extend(values))(r.pop_to_mark()),
    ord("s"): lambda r: r.set_item(r.stack.pop(-2), r.stack.pop()),
    ord("u"): lambda r: r.set_items(),
    ord("c"): lambda r: r.name(r.line(), r.line()),
    0x93: _stack_global,
    ord("R"): lambda r: r.call(),
    ord("b"): lambda r: r.build(),
}


def read_values(data: bytes, where: str) -> dict[str, Any]:
    """The dictionary that the bytes hold, its keys as text and its arrays as NumPy arrays; raises DataError."""
    reader = _Reader(data, where)
    try:
        values = reader.run()
    except DataError:
        raise
    except (
        IndexError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        OverflowError,
        struct.error,
        MemoryError,
        RecursionError,
    ) as error:
        raise reader.refuse(f"its contents make no sense ({type(error).__name__})") from None
    if not isinstance(values, dict):
        raise reader.refuse("it holds no dictionary")
    return {_text(key): value.values if isinstance(value, _Array) else value for key, value in values.items()}
