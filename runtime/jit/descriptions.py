"""Kernels and the kinds of their arguments as JSON, so that another process can compile the same.

A function of a module is found by its name. One that was made by another function is put together again from that one's
code and from what it had from there. Whether it is the same is seen by the name of its file in the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from types import CellType, CodeType, FunctionType
from typing import Any

import numpy as np

from runtime.jit.declare import Intrinsic, Kernel

INSIDE = "<locals>"


class UnknownError(Exception):
    """Something that can't be described, or not be found again."""


def describe(thing: Any) -> Any:
    """A function, or a value that it had from the function that made it."""
    if thing is None or isinstance(thing, (bool, int, float, str)):
        return thing
    if isinstance(thing, tuple) and type(thing) is tuple:
        return {"tuple": [describe(item) for item in thing]}
    function = thing.function if isinstance(thing, Kernel) else thing.define if isinstance(thing, Intrinsic) else thing
    if not isinstance(function, FunctionType) or not function.__module__.startswith("runtime."):
        raise UnknownError(repr(thing))
    code = function.__code__
    said: dict[str, Any] = {"module": function.__module__, "path": code.co_qualname, "name": function.__name__}
    if INSIDE in code.co_qualname:
        cells = [describe(cell.cell_contents) for cell in function.__closure__ or ()]
        if function.__defaults__ or function.__kwdefaults__:
            raise UnknownError(repr(thing))
        said |= {"line": code.co_firstlineno, "cells": cells}
        if isinstance(thing, Kernel):
            said |= {"mode": thing.mode, "inline": thing.inline}
        elif isinstance(thing, Intrinsic):
            raise UnknownError(repr(thing))
    return said


def found(said: Any) -> Any:
    """What was described."""
    if not isinstance(said, dict):
        return said
    if "tuple" in said:
        return tuple(found(item) for item in said["tuple"])
    module = import_module(said["module"])
    if "cells" not in said:
        thing: Any = module
        for name in said["path"].split("."):
            thing = getattr(thing, name)
        return thing
    cells = tuple(found(cell) for cell in said["cells"])
    return _remade(
        said["module"], said["path"], said["line"], said["name"], cells, said.get("mode"), said.get("inline")
    )


@cache
def _remade(
    module: str, path: str, line: int, name: str, cells: tuple[Any, ...], mode: str | None, inline: bool
) -> Any:
    home = import_module(module)
    outer: Any = vars(home).get(path.split(".")[0])
    while hasattr(outer, "__wrapped__"):
        outer = outer.__wrapped__
    code = next(
        (c for c in _inside(getattr(outer, "__code__", None)) if (c.co_qualname, c.co_firstlineno) == (path, line)),
        None,
    )
    if code is None:
        raise UnknownError(path)
    function = FunctionType(code, vars(home), None, None, tuple(map(CellType, cells)))
    function.__name__ = name
    return function if mode is None else Kernel(function, mode, inline)


def _inside(code: CodeType | None) -> Iterator[CodeType]:
    if code is not None:
        yield code
        for each in code.co_consts:
            if isinstance(each, CodeType):
                yield from _inside(each)


def function_of(thing: Any) -> Callable[..., Any]:
    """The plain function of a kernel."""
    made: Callable[..., Any] = thing.function if isinstance(thing, Kernel) else thing
    return made


def describe_argument(argument: Any) -> Any:
    """What decides how a kernel is compiled for it."""
    if isinstance(argument, np.ndarray):
        flags = argument.flags
        return [argument.dtype.str, argument.ndim, flags.c_contiguous, flags.aligned, flags.writeable]
    if isinstance(argument, tuple):
        kind = type(argument)
        return {"class": [kind.__module__, kind.__qualname__], "items": [describe_argument(item) for item in argument]}
    return type(argument).__name__


NUMBERS = {"bool": False, "int": 0, "float": 0.0, "float32": np.float32(0)}


def argument_like(said: Any) -> Any:
    """An argument of the kind that was described."""
    if isinstance(said, str):
        return NUMBERS[said]
    if isinstance(said, dict):
        items = [argument_like(item) for item in said["items"]]
        module, path = said["class"]
        if (module, path) == ("builtins", "tuple"):
            return tuple(items)
        kind: Any = import_module(module)
        for name in path.split("."):
            kind = getattr(kind, name)
        return kind(*items)
    dtype, axes, contiguous, aligned, writable = said
    array = _array(np.dtype(dtype), axes, contiguous, aligned)
    array.flags.writeable = writable
    return array


def _array(dtype: np.dtype[Any], axes: int, contiguous: bool, aligned: bool) -> np.ndarray[Any, Any]:
    shape = (2,) * axes
    count = 2 ** (axes + 1)
    whole = np.frombuffer(bytearray(count * dtype.itemsize + 1), dtype, count, 0 if aligned else 1)
    if contiguous:
        return whole[: count // 2].reshape(shape)
    return whole.reshape(*shape, 2)[..., 0]
