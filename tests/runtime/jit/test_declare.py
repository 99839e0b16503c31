"""Kernels are kept on disk, found again, and compiled anew when that can't be trusted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
import numpy as np
from runtime.jit.declare import kernel, on_compile, ready_kernels
on_compile(lambda progress: print(progress.name, progress.state))
from runtime.kernels.convolution.layout import swap_axes
source, target = np.arange(6, dtype=sys.argv[1]), np.zeros(6, sys.argv[1])
swap_axes(source, 2, 3, target, False, 0, 1)
assert target.tolist() == [0, 3, 1, 4, 2, 5]
print(ready_kernels())
"""


def start(folder: Path, dtype: str = "float32", **more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "0", "LAYERLOOM_CACHE_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM, dtype]
    return subprocess.Popen(
        command, env={**environment, **more}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out


def test_a_second_process_loads_what_the_first_compiled(tmp_path):
    assert "swap_axes compiling\nswap_axes compiled" in said(start(tmp_path))
    assert "swap_axes loaded" in said(start(tmp_path))


def test_two_processes_at_once_never_mix_up_their_kernels(tmp_path):
    for _ in range(2):
        for process in [start(tmp_path, "float32"), start(tmp_path, "float64")]:
            said(process)
    assert "swap_axes loaded" in said(start(tmp_path, "float64"))


def test_a_broken_file_is_compiled_again(tmp_path):
    said(start(tmp_path))
    files = list(tmp_path.rglob("*.code"))
    for file in files:
        file.write_bytes(file.read_bytes()[:-100])
    assert files and "swap_axes compiled" in said(start(tmp_path))
    assert "swap_axes loaded" in said(start(tmp_path))


def test_a_folder_that_can_not_be_written_only_costs_time(tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert "swap_axes compiled" in said(start(tmp_path / "file"))


def test_another_vector_width_has_kernels_of_its_own(tmp_path):
    said(start(tmp_path))
    assert "swap_axes compiled" in said(start(tmp_path, LAYERLOOM_VECTOR_BITS="128"))


def test_numba_is_not_needed_where_everything_is_found(tmp_path):
    said(start(tmp_path))
    environment = {**os.environ, "LAYERLOOM_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    program = PROGRAM + "assert 'numba' not in sys.modules"
    subprocess.run([sys.executable, "-c", program, "float32"], env=environment, check=True, capture_output=True)
