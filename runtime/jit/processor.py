"""The processor that kernels are made for."""

from __future__ import annotations

import os
from functools import cache

from llvmlite import binding


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
