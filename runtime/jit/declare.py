"""How kernels are declared, found on the disk, and counted for a progress bar.

A kernel's machine code is kept for the user: a file for each version, which is a kernel for certain kinds of arguments.
`native` loads such a file; `compiler` makes it with Numba, which is not even imported while all versions are found.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache, partial, update_wrapper
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple
from weakref import WeakSet

from runtime.jit import foresight, native
from runtime.jit.declarations import EXACT, FAST, INTERPRETED, STEADY, formula, overload
from runtime.jit.kernel_cache import cache_folder
from runtime.jit.native import guards_of, kind_of, plain
from runtime.jit.trust import give_up, own_or_numbas, owns

__all__ = [
    "INTERPRETED", "Intrinsic", "Kernel", "exact", "formula", "inlined", "kernel", "on_compile", "overload", "piece",
    "ready_kernels", "steady_kernel",
]  # fmt: skip


class Progress(NamedTuple):
    """A kernel's step towards machine code: `state` is compiling, compiled or loaded (from the disk cache)."""

    name: str
    state: str


kernels: WeakSet[Kernel] = WeakSet()
"""All that were declared."""

made_elsewhere: set[Path] = set()
"""The files of versions that other processes compiled for this one."""

pieces: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {}
"""By symbol: the function that becomes a piece of code, and the kinds of its arguments."""

_listeners: list[Callable[[Progress], None]] = []
_ready: dict[str, int] = {"compiled": 0, "loaded": 0}


def on_compile(listener: Callable[[Progress], None]) -> Callable[[], None]:
    """Call `listener` on every step of every kernel, from the compiling thread; returns the function that ends it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def ready_kernels() -> dict[str, int]:
    """How many kernel versions this process has compiled and loaded so far."""
    return dict(_ready)


def tell(name: str, state: str) -> None:
    """Let the listeners know of a kernel's step."""
    if state in _ready:
        _ready[state] += 1
    for listener in tuple(_listeners):
        listener(Progress(name, state))


class Kernel:
    """A function that runs as machine code, without the GIL; it allocates nothing.

    Arguments are numbers, truth values, arrays, and tuples of such. In another kernel it is a function like others.

    What a call calls is the newest version itself, since a method would cost more than most kernels do; a version that
    was made for other arguments hands them to the one before, and the first one to `_dispatch`.
    """

    __slots__ = ("__call__", "__dict__", "__weakref__")
    __call__: Callable[..., Any]

    def __init__(self, function: Callable[..., Any], mode: str, inline: bool) -> None:
        update_wrapper(self, function)
        self.function, self.mode, self.inline = function, mode, inline
        self._by_kinds: dict[tuple[str, ...], Callable[..., Any]] = {}
        self.__call__ = self._dispatch
        kernels.add(self)

    @property
    def is_new(self) -> bool:
        """Whether it has no version yet."""
        return not self._by_kinds

    def has_version(self, kinds: tuple[str, ...]) -> bool:
        """Whether this process has machine code for these kinds of arguments."""
        return kinds in self._by_kinds

    def _dispatch(self, *arguments: Any) -> Any:
        recorder = foresight.recorder()
        if recorder is not None:
            return recorder.note(self, arguments)
        given = tuple(map(plain, arguments))
        return self._version(given)(*given)

    def _version(self, arguments: tuple[Any, ...]) -> Callable[..., Any]:
        """The version for plain arguments like these, made now if need be."""
        kinds = tuple(map(kind_of, arguments))
        with _lock:
            if kinds not in self._by_kinds:
                if owns() and not file_of(self.function, self.mode, kinds).exists():
                    foresight.prepare()
                name = self.function.__name__
                own, numbas = partial(self._own, kinds, arguments), partial(self._numbas, arguments)
                self._by_kinds[kinds] = own_or_numbas(name, own, numbas)
            return self._by_kinds[kinds]

    def _own(self, kinds: tuple[str, ...], arguments: tuple[Any, ...]) -> Callable[..., Any]:
        address, guards = _address_of(self.function, self.mode, kinds, arguments), guards_of(arguments)
        self.__call__ = native.bind(address, guards, self.__call__)
        return native.bind(address, guards, partial(self._refused, kinds))

    def _numbas(self, arguments: tuple[Any, ...]) -> Callable[..., Any]:
        from runtime.jit import dispatch

        native.provide_pieces()
        tell(self.function.__name__, "compiling")
        made = dispatch.version(self.function, self.mode, arguments)
        tell(self.function.__name__, "compiled")
        return made

    def _refused(self, kinds: tuple[str, ...], *arguments: Any) -> Any:
        """A version does not take the arguments it was made for: it looks for them in the wrong places."""
        give_up(f"{self.function.__name__} does not know its own arguments")
        made = self._by_kinds[kinds] = self._numbas(arguments)
        return made(*arguments)

    @property
    def _numba_type_(self) -> Any:
        from runtime.jit import dispatch

        return dispatch.kernel_type(self.function, self.mode, self.inline)


class Intrinsic:
    """A function whose code is emitted piece by piece, for kernels: `define` is what Numba's decorator is given."""

    def __init__(self, define: Callable[..., Any]) -> None:
        self.define = define

    @property
    def _numba_type_(self) -> Any:
        from runtime.jit import dispatch

        return dispatch.intrinsic_type(self.define)


def kernel(function: Callable[..., Any], mode: str = FAST) -> Any:
    """Make a function a `Kernel`, which is cached for the user."""
    return function if INTERPRETED else Kernel(function, mode, False)


def steady_kernel(function: Callable[..., Any]) -> Any:
    """A kernel whose operations are done just as written: the same bits in a vector, in a loop's rest, and inlined."""
    return kernel(function, STEADY)


def inlined(function: Callable[..., Any]) -> Any:
    """A small function that LLVM always inlines into the kernels that call it."""
    return function if INTERPRETED else Kernel(function, FAST, True)


def exact(function: Callable[..., Any]) -> Any:
    """As `inlined`, for sums that rely on their order: nothing but contraction into fused multiply-adds is allowed."""
    return function if INTERPRETED else Kernel(function, EXACT, True)


_lock = RLock()


def piece(symbol: str, function: Callable[..., Any], kinds: tuple[str, ...]) -> None:
    """Code with a symbol that kernels are linked with: `kinds` are "i8" for whole numbers, "i8*", "f4*" and "f8*".

    What a kernel calls by name is compiled into it once more, which is long for a large one, as the matrix product.
    """
    pieces[symbol] = function, kinds
    native.pieces[symbol] = cache(partial(_piece, function, kinds))


def _piece(function: Callable[..., Any], kinds: tuple[str, ...]) -> int:
    def numbas() -> int:
        from runtime.jit import dispatch

        return dispatch.piece(function, kinds)

    return own_or_numbas(function.__name__, partial(_address_of, function, FAST, kinds, None), numbas)


def _address_of(
    function: Callable[..., Any], mode: str, kinds: tuple[str, ...], arguments: tuple[Any, ...] | None
) -> int:
    """Where a version's code is: from the disk, else compiled and kept there. Without arguments it is a piece."""
    file = file_of(function, mode, kinds)
    code = native.load(file)
    if code is not None:
        address = native.link(code)
        if file not in made_elsewhere:  # which has been told already
            tell(function.__name__, "loaded")
        return address
    tell(function.__name__, "compiling")
    from runtime.jit import compiler

    code = compiler.compile_version(function, mode, kinds, arguments)
    native.save(file, code)
    missing = [symbol for symbol in code.needs if not native.provide(symbol)]
    if missing:
        raise RuntimeError(f"{function.__name__} needs {', '.join(missing)}, which this process has not")
    address = native.link(code)
    tell(function.__name__, "compiled")
    return address


def file_of(function: Callable[..., Any], mode: str, kinds: tuple[str, ...]) -> Path:
    """Where a version of a kernel is kept."""
    return cache_folder() / file_name(function, mode, kinds)


def file_name(function: Callable[..., Any], mode: str, kinds: tuple[str, ...]) -> str:
    """The name of a version's file, by which versions are told apart."""
    code = function.__code__
    try:
        source = os.stat(code.co_filename)
        stamp = (source.st_mtime_ns, source.st_size)
    except OSError:
        stamp = (0, 0)  # frozen or zipped: the sources can't change under the program
    digest = hashlib.sha256(repr((_identity(function), code.co_firstlineno, stamp, mode, kinds)).encode())
    return f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}.{digest.hexdigest()[:32]}.code"


def _identity(value: Any) -> str:
    """What tells functions of one file apart: their names, and what they have from the function that made them."""
    function = value.function if isinstance(value, Kernel) else value.define if isinstance(value, Intrinsic) else value
    cells = getattr(function, "__closure__", None) or ()
    if not hasattr(function, "__qualname__"):
        return repr(function)
    inside = ",".join(_identity(cell.cell_contents) for cell in cells)
    return f"{function.__module__}.{function.__qualname__}.{function.__name__}({inside})"
