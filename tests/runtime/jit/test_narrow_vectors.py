"""Kernels made of LLVM vectors on a processor without AVX-512: right numbers, and no wider registers than it has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.narrow_targets import TARGETS, registers_of

ROOT = Path(__file__).parents[3]


def test_the_tiles_of_vectors_follow_a_processor_with_avx2(tmp_path):
    avx2 = TARGETS["avx2"]
    # Elsewhere the numbers must be right all the same: LLVM makes narrower vectors of those of 256 bits.
    given = {"NUMBA_DISABLE_JIT": "0", "LAYERLOOM_CACHE_DIR": str(tmp_path), "LAYERLOOM_VECTOR_BITS": "256"}
    environment = avx2.environment(tmp_path) if avx2.runs_here else {**os.environ, **given}
    command = [sys.executable, "-m", "tests.runtime.jit.central_kernels"]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert found["bits"] == 256
    if not avx2.runs_here:
        pytest.skip("the registers of AVX2 show only where a processor with AVX2 compiles; the numbers are right")
    for name, kinds in found["registers"].items():
        assert avx2.registers in kinds, name
        assert not avx2.without & set(kinds), name


def test_registers_are_read_from_a_listing():
    assert registers_of("vfmadd231ps\t%ymm1, %ymm2, %ymm3\n\tvmovss %xmm0, (%rsi)") == {"xmm", "ymm"}
    assert registers_of("vaddps (%rax){1to16}, %zmm31, %zmm0") == {"zmm"}
