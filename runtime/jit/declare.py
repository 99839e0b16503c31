"""How kernels are declared, found on the disk, and counted for a progress bar.

A kernel's machine code is kept for the user: a file for each version, which is a kernel for certain kinds of arguments.
`native` loads such a file; `compiler` makes it with Numba, which is not even imported while all versions are found.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, update_wrapper
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

import llvmlite
from llvmlite import binding
from platformdirs import user_cache_dir

from runtime.jit import native
from runtime.jit.native import guards_of, kind_of, plain

FAST = "fast"
"""Sums may be regrouped, multiply-adds fused; see `compiler`."""

EXACT = "exact"
"""Nothing but fusing into multiply-adds, for sums that rely on their order."""

STEADY = "steady"
"""Just as written: the same bits in a vector, in a loop's rest, and inlined."""

INTERPRETED = os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0")
"""True under NUMBA_DISABLE_JIT=1, where kernels run as plain Python."""


def cpu_name() -> str:
    """LLVM's name of the processor that kernels are made for; NUMBA_CPU_NAME overrides it."""
    return os.environ.get("NUMBA_CPU_NAME") or str(binding.get_host_cpu_name())


@cache
def cpu_features() -> str:
    """LLVM's names of the features kernels may use, as "+avx2,-avx512f,…"; Numba's own restrictions hold."""
    given = os.environ.get("NUMBA_CPU_FEATURES")
    if given is not None:
        return given
    try:
        features = dict(binding.get_host_cpu_features())
    except RuntimeError:
        return ""
    if os.environ.get("NUMBA_ENABLE_AVX") == "0":
        features = {name: on and not name.startswith("avx") for name, on in features.items()}
    if features.get("avx512f"):
        # LLVM keeps loops to half a register: older processors paid for the whole one with a slower clock.
        features["prefer-256-bit"] = False
    return ",".join(("+" if on else "-") + name for name, on in sorted(features.items()))


class Progress(NamedTuple):
    """A kernel's step towards machine code: `state` is compiling, compiled or loaded (from the disk cache)."""

    name: str
    state: str


_listeners: list[Callable[[Progress], None]] = []
_ready: dict[str, int] = {"compiled": 0, "loaded": 0}


def on_compile(listener: Callable[[Progress], None]) -> Callable[[], None]:
    """Call `listener` on every step of every kernel, from the compiling thread; returns the function that ends it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def ready_kernels() -> dict[str, int]:
    """How many kernel versions this process has compiled and loaded so far."""
    return dict(_ready)


def _tell(name: str, state: str) -> None:
    if state in _ready:
        _ready[state] += 1
    for listener in tuple(_listeners):
        listener(Progress(name, state))


class Kernel:
    """A function that runs as machine code, without the GIL; it allocates nothing.

    Arguments are numbers, truth values, arrays, and tuples of such. In another kernel it is a function like others.
    """

    def __init__(self, function: Callable[..., Any], mode: str, inline: bool) -> None:
        update_wrapper(self, function)
        self.function, self.mode, self.inline = function, mode, inline
        self._versions: tuple[Callable[..., Any], ...] = ()
        self._by_kinds: dict[tuple[str, ...], Callable[..., Any]] = {}

    def __call__(self, *arguments: Any) -> Any:
        for version in self._versions:
            result = version(*arguments)
            if result is not NotImplemented:
                return result
        given = tuple(plain(argument) for argument in arguments)
        result = self._version(given)(*given)
        if result is NotImplemented:
            raise TypeError(f"{self.function.__name__} has no version for these arguments: {given}")
        return result

    def _version(self, arguments: tuple[Any, ...]) -> Callable[..., Any]:
        kinds = tuple(kind_of(argument) for argument in arguments)
        with _lock:
            if kinds not in self._by_kinds:
                address = _address_of(self.function, self.mode, kinds, arguments)
                self._by_kinds[kinds] = found = native.bind(address, guards_of(arguments))
                self._versions = (*self._versions, found)
            return self._by_kinds[kinds]

    @property
    def _numba_type_(self) -> Any:
        from runtime.jit import compiler

        return compiler.kernel_type(self)


class Intrinsic:
    """A function whose code is emitted piece by piece, for kernels: `define` is what Numba's decorator is given."""

    def __init__(self, define: Callable[..., Any]) -> None:
        self.define = define

    @property
    def _numba_type_(self) -> Any:
        from runtime.jit import compiler

        return compiler.intrinsic_type(self)


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


formulas: list[Callable[..., Any]] = []
overloads: list[tuple[Callable[..., Any], Callable[..., Any]]] = []
"""Both: what Numba has not been told yet."""


def formula(function: Callable[..., Any]) -> Any:
    """A plain function that compiles into the kernels that call it, in the mode of each."""
    formulas.append(function)
    return function


def overload(function: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As Numba's decorator: the function below gives, for the types of arguments, what `function` is in kernels."""

    def register(choose: Callable[..., Any]) -> Callable[..., Any]:
        overloads.append((function, choose))
        return choose

    return register


_lock = RLock()


def piece(symbol: str, function: Callable[..., Any], kinds: tuple[str, ...]) -> None:
    """Code with a symbol that kernels are linked with: `kinds` are "i8" for whole numbers, "i8*", "f4*" and "f8*".

    What a kernel calls by name is compiled into it once more, which is long for a large one, as the matrix product.
    """
    native.pieces[symbol] = cache(lambda: _address_of(function, FAST, kinds, None))


def _address_of(
    function: Callable[..., Any], mode: str, kinds: tuple[str, ...], arguments: tuple[Any, ...] | None
) -> int:
    """Where a version's code is: from the disk, else compiled and kept there. Without arguments it is a piece."""
    file = cache_folder() / _file_name(function, mode, kinds)
    code = native.load(file)
    if code is not None:
        address = native.link(code)
        _tell(function.__name__, "loaded")
        return address
    _tell(function.__name__, "compiling")
    from runtime.jit import compiler

    code = compiler.compile_version(function, mode, kinds, arguments)
    native.save(file, code)
    missing = [symbol for symbol in code.needs if not native.provide(symbol)]
    if missing:
        raise RuntimeError(f"{function.__name__} needs {', '.join(missing)}, which this process has not")
    address = native.link(code)
    _tell(function.__name__, "compiled")
    return address


def _file_name(function: Callable[..., Any], mode: str, kinds: tuple[str, ...]) -> str:
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


@cache
def cache_folder() -> Path:
    """Where machine code is kept: a folder for each state of the sources, the compiler, Python and the processor."""
    root = os.environ.get("LAYERLOOM_CACHE_DIR") or user_cache_dir("layerloom", appauthor=False)
    return Path(root) / "kernels" / _fingerprint()


def _fingerprint() -> str:
    # A kernel that calls a function of another file must not stay as it was when that one changes.
    here = Path(__file__).parent
    own = [here / f"{name}.py" for name in ("declare", "native", "compiler", "entries")]
    made_by = sys.version, platform.machine(), llvmlite.__version__, cpu_name(), cpu_features()
    digest = hashlib.sha256(repr((*made_by, os.environ.get("LAYERLOOM_VECTOR_BITS", ""))).encode())
    numba = find_spec("numba")
    version = [] if numba is None or numba.origin is None else [Path(numba.origin).parent / "_version.py"]
    for source in (*own, *sorted((here.parent / "kernels").rglob("*.py")), *version):
        with suppress(OSError):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:20]
