"""The folder that keeps machine code, for each state of the sources, the compiler, Python and the processor."""

from __future__ import annotations

import atexit
import hashlib
import os
import platform
import shutil
import sys
import tempfile
from contextlib import suppress
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

import llvmlite
import numpy as np

from runtime.jit import structures
from runtime.jit.processor import cpu_features, cpu_name
from runtime.jit.trust import say
from runtime.jit.user_cache import cache_root, make_private, openness


@cache
def cache_folder() -> Path:
    """Where machine code is kept; a temporary folder of this process where the user's is open to others."""
    root = cache_root()
    folder = root / "kernels" / _fingerprint()
    for each in (root, folder.parent, folder):
        with suppress(OSError):  # a disk that is full or can't be written only means that everything is compiled again
            make_private(each)
        try:
            fault = openness(each.stat())
        except OSError:
            break
        if fault:
            say(
                f"{each} {fault}, so machine code is neither run from there nor kept: this start compiles its own. "
                "Make the folder yours alone (chmod 700), or name another one in LAYERLOOM_CACHE_DIR."
            )
            return _temporary()
    return folder


def _temporary() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="layerloom-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _fingerprint() -> str:
    python = sys.version, sys.implementation.cache_tag, EXTENSION_SUFFIXES, structures.layout
    libraries = np.version.full_version, np.version.git_revision, llvmlite.__version__
    processor = platform.machine(), cpu_name(), cpu_features(), os.environ.get("LAYERLOOM_VECTOR_BITS", "")
    digest = hashlib.sha256(repr((*python, *libraries, *processor)).encode())
    numba = find_spec("numba")
    version = [] if numba is None or numba.origin is None else [Path(numba.origin).parent / "_version.py"]
    for source in (*sources(), *version):
        with suppress(OSError):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:20]


def sources() -> list[Path]:
    """All files that have a part in machine code: a kernel that calls a function of another file must not stay as it
    was when that one changes."""
    here = Path(__file__).parent
    return sorted((*here.glob("*.py"), *(here.parent / "kernels").rglob("*.py")))
