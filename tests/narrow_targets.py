"""Narrow processors as Numba's target: what a child process is told, and which registers its code may use."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path
from typing import NamedTuple

from llvmlite import binding

X86_64 = platform.machine().lower() in ("x86_64", "amd64")
SSE42 = "+64bit,+cmov,+cx8,+cx16,+fxsr,+mmx,+sse,+sse2,+sse3,+ssse3,+sse4.1,+sse4.2,+popcnt,+sahf"
AVX2 = SSE42 + ",+avx,+avx2,+fma,+f16c,+bmi,+bmi2,+lzcnt,+movbe"


class Target(NamedTuple):
    """A processor by LLVM's names; `registers` is the widest kind it has, `without` those that it lacks."""

    cpu: str
    features: str
    registers: str
    without: frozenset[str]

    @property
    def runs_here(self) -> bool:
        """Whether this machine executes all that the target may use."""
        if not X86_64:
            return False
        found = binding.get_host_cpu_features()
        return all(found.get(feature[1:], False) for feature in self.features.split(","))

    def environment(self, cache: Path) -> dict[str, str]:
        """This process' environment for a child whose kernels are compiled for the target, into `cache`."""
        told = {"NUMBA_CPU_NAME": self.cpu, "NUMBA_CPU_FEATURES": self.features, "LAYERLOOM_CACHE_DIR": str(cache)}
        # Neither of these is for the child: the width follows the features.
        kept = {name: text for name, text in os.environ.items() if name != "LAYERLOOM_VECTOR_BITS"}
        return {**kept, "NUMBA_DISABLE_JIT": "0", **told}


TARGETS = {
    "avx2": Target("haswell", AVX2, "ymm", frozenset({"zmm"})),
    "sse4.2": Target("x86-64-v2", SSE42, "xmm", frozenset({"ymm", "zmm"})),
}


def registers_of(assembly: str) -> frozenset[str]:
    """Which kinds of vector registers an assembly listing for x86-64 names."""
    return frozenset(re.findall(r"%([xyz]mm)\d", assembly))
