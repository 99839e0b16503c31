"""The only place with Numba options: how a kernel is compiled, cached on disk, and counted for a progress bar."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import llvmlite
import numba
from llvmlite import binding
from numba.core import config as numba_config
from numba.core.caching import (
    CompileResultCacheImpl,
    FunctionCache,
    IndexDataCacheFile,
    _CacheLocator,
    _SourceFileBackedLocatorMixin,
)
from numba.core.ccallback import CFunc
from numba.extending import register_jitable
from platformdirs import user_cache_dir

FASTMATH = {"contract", "reassoc", "nsz", "arcp", "afn"}
"""What LLVM may assume of floats. Never nnan or ninf: a NaN must stay visible."""

config: Any = numba_config


def _load_arrays() -> None:
    """Load Numba's array functions, which otherwise come with the first kernel, without SciPy's linear algebra.

    No kernel uses that, and finding it would cost a tenth of a second at every start.
    """
    modules: dict[str, Any] = sys.modules
    if "scipy.linalg" in modules:
        return
    modules["scipy.linalg"] = None  # makes an import of it fail
    try:
        import_module("numba.np.arraymath")
    finally:
        del modules["scipy.linalg"]


_load_arrays()

INTERPRETED = bool(config.DISABLE_JIT)
"""True under NUMBA_DISABLE_JIT=1, where kernels run as plain Python."""


def _features() -> str:
    """What the processor has, less what Numba is told to leave."""
    try:
        features = binding.get_host_cpu_features()
    except RuntimeError:
        return ""
    if not config.ENABLE_AVX:
        features = {name: on and not name.startswith("avx") for name, on in features.items()}
    if features.get("avx512f"):
        # LLVM keeps loops to half a register: older processors paid for the whole one with a slower clock.
        features["prefer-256-bit"] = False
    return ",".join(("+" if on else "-") + name for name, on in sorted(features.items()))


if config.CPU_FEATURES is None and not INTERPRETED:
    config.CPU_FEATURES = _features()


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


def kernel(function: Callable[..., Any], fastmath: Any = FASTMATH) -> Any:
    """Compile a kernel: it runs without the GIL, allocates nothing by convention, and is cached for the user."""
    compiled: Any = numba.njit(nogil=True, fastmath=fastmath, error_model="numpy")(function)
    if not INTERPRETED:
        compiled._cache = KernelCache(function)
    return compiled


def inlined(function: Callable[..., Any]) -> Any:
    """Compile a small device function that LLVM always inlines into the kernels that call it."""
    return numba.njit(nogil=True, fastmath=FASTMATH, error_model="numpy", forceinline=True)(function)


def exact(function: Callable[..., Any]) -> Any:
    """As `inlined`, for sums that rely on their order: nothing but contraction into fused multiply-adds is allowed."""
    return numba.njit(nogil=True, fastmath={"contract"}, error_model="numpy", forceinline=True)(function)


def steady_kernel(function: Callable[..., Any]) -> Any:
    """A kernel whose operations are done just as written: the same bits in a vector, in a loop's rest, and inlined."""
    return kernel(function, False)


def formula(function: Callable[..., Any]) -> Any:
    """A plain function that compiles into the kernels that call it.

    Unlike `inlined` ones, formulas can be closed over by a kernel that is cached on disk: they are found by their name.
    """
    return register_jitable(forceinline=True)(function)


def pointer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Compile a kernel for these Numba types as a piece of code with an address, for others to be linked with.

    What a kernel calls by name is compiled into it once more, which is long for a large one, as the matrix product.
    Calls need exactly these types, so whole numbers must be signed.
    """
    if INTERPRETED:
        return function
    options = {"nogil": True, "fastmath": FASTMATH, "error_model": "numpy"}
    compiled: Any = CFunc(function, (arguments, numba.types.void), {}, options)
    compiled._cache = KernelCache(function)
    compiled.compile()
    return compiled


_before_loading: list[Callable[[Any], None]] = []


def before_loading(prepare: Callable[[Any], None]) -> None:
    """Call `prepare` with the signature of each kernel version before it is looked up in the cache or compiled."""
    _before_loading.append(prepare)


@cache
def cache_folder() -> Path:
    """Where compiled kernels are kept: a folder for each state of the sources, Numba, CPU and vector width."""
    root = os.environ.get("LAYERLOOM_CACHE_DIR") or user_cache_dir("layerloom", appauthor=False)
    return Path(root) / "kernels" / _fingerprint()


def _fingerprint() -> str:
    # Numba looks only at the decorated function's own file; a kernel that calls one in another file would stay stale.
    here = Path(__file__).parent
    sources = [Path(__file__), *sorted((here / "kernels").rglob("*.py"))]
    digest = hashlib.sha256(repr((numba.__version__, llvmlite.__version__, *_target())).encode())
    for source in sources:
        with suppress(OSError):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:20]


def _target() -> tuple[str, str, str]:
    name = config.CPU_NAME or binding.get_host_cpu_name()
    return name, cpu_features(), os.environ.get("LAYERLOOM_VECTOR_BITS", "")


def cpu_features() -> str:
    """LLVM's names of the features kernels may use, as "+avx2,-avx512f,…"; Numba's own restrictions hold."""
    return str(config.CPU_FEATURES) if config.CPU_FEATURES is not None else _features()


class _UserFolder(_SourceFileBackedLocatorMixin, _CacheLocator):
    """Puts a function's machine code into `cache_folder`, whatever Numba's own cache setting is."""

    def __init__(self, py_func: Any, py_file: str) -> None:
        self._py_file = py_file
        self._lineno = py_func.__code__.co_firstlineno

    def ensure_cache_path(self) -> None:
        os.makedirs(self.get_cache_path(), exist_ok=True)

    def get_cache_path(self) -> str:
        return str(cache_folder())

    def get_source_stamp(self) -> Any:
        try:
            return super().get_source_stamp()
        except OSError:
            # Frozen or zipped: the sources can't change under the program.
            return ""

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> _UserFolder:
        return cls(py_func, py_file)


class _FileEach(IndexDataCacheFile):
    """One file for each compiled version, named by its key.

    Numba's own index file is not safe for two processes that compile different versions of a kernel at once: both take
    number 1, and one finds the other's machine code under its own signature.
    """

    def _path_of(self, key: Any) -> str:
        stem = self._index_name.removesuffix(".nbi")
        return f"{stem}.{hashlib.sha256(repr((self._source_stamp, key)).encode()).hexdigest()[:24]}.nbc"

    def save(self, key: Any, data: Any) -> None:
        self._save_data(self._path_of(key), data)

    def load(self, key: Any) -> Any:
        return self._load_data(self._path_of(key))

    def flush(self) -> None:
        """Nothing to forget: a file's name says what it holds."""


class _Result(CompileResultCacheImpl):
    _locator_classes = [_UserFolder]

    def __init__(self, py_func: Any) -> None:
        given, config.CACHE_LOCATOR_CLASSES = config.CACHE_LOCATOR_CLASSES, ""
        try:
            super().__init__(py_func)
        finally:
            config.CACHE_LOCATOR_CLASSES = given


class KernelCache(FunctionCache):
    """Numba's function cache in our folder; a broken, full or read-only folder only means compiling again."""

    _impl_class = _Result

    def __init__(self, py_func: Any) -> None:
        super().__init__(py_func)
        self._title = py_func.__name__
        self._cache_file = _FileEach(self._cache_path, self._impl.filename_base, self._impl.locator.get_source_stamp())

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        for prepare in _before_loading:
            prepare(sig)
        try:
            found = super().load_overload(sig, target_context)
        except Exception:
            # Absent, cut short or foreign: whatever is wrong with a cached file, compiling is the answer.
            found = None
        _tell(self._title, "compiling" if found is None else "loaded")
        return found

    def save_overload(self, sig: Any, data: Any) -> None:
        with suppress(OSError):
            super().save_overload(sig, data)
        _tell(self._title, "compiled")
