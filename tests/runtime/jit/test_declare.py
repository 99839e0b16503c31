"""Kernels are kept on disk, found again, and compiled anew when that can't be trusted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.jit import kernel_cache

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


posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="the system has no such modes")


def seen_by(folder: Path, *after: str) -> tuple[Path, list[str]]:
    """The folder that a process keeps machine code in, and what it says of it."""
    program = "\n".join(("from runtime.jit.kernel_cache import cache_folder as f", "print(f())", *after))
    environment = {**os.environ, "LAYERLOOM_CACHE_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return Path(done.stdout.splitlines()[0]), done.stderr.splitlines()


def modes(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*")) if path.is_dir()}


@posix
def test_the_folder_is_its_owners_alone_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        said(start(tmp_path / "cache"))
        trouble = "from runtime.cli.trouble import write_log; write_log(ValueError())"
        seen_by(tmp_path / "logged first", trouble)
    finally:
        os.umask(before)
    assert modes(tmp_path / "cache") == modes(tmp_path / "logged first") == {0o700}
    assert {file.stat().st_mode & 0o077 for file in tmp_path.rglob("*.code")} == {0}
    assert "swap_axes loaded" in said(start(tmp_path / "cache"))


@posix
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777, 0o702])
def test_a_folder_that_others_can_write_is_not_used(tmp_path, mode):
    kept, _ = seen_by(tmp_path / "cache")
    assert kept.parent == tmp_path / "cache" / "kernels"
    for folder in (kept.parents[1], kept.parent, kept):
        folder.chmod(mode)
        used, said = seen_by(tmp_path / "cache")
        assert not used.is_relative_to(tmp_path / "cache") and not used.exists()
        (sentence,) = said
        assert f"{folder} can be written by others" in sentence and "chmod 700" in sentence
        folder.chmod(0o755)
    assert seen_by(tmp_path / "cache") == (kept, [])


@posix
def test_kernels_are_computed_where_the_folder_is_not_used(tmp_path):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache").chmod(0o777)
    assert "swap_axes compiled" in said(start(tmp_path / "cache"))
    assert list((tmp_path / "cache").iterdir()) == []


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_that_belongs_to_another_user_is_not_used(tmp_path):
    kept, _ = seen_by(tmp_path / "cache")
    os.chown(kept, 12345, -1)
    used, said = seen_by(tmp_path / "cache")
    assert not used.is_relative_to(tmp_path) and f"{kept} belongs to another user" in said[0]


@posix
def test_of_a_link_the_folder_counts_that_it_leads_to(tmp_path):
    (tmp_path / "open").mkdir()
    (tmp_path / "mine").mkdir(mode=0o700)
    for name in ("open", "mine"):
        (tmp_path / f"to {name}").symlink_to(tmp_path / name)
    (tmp_path / "open").chmod(0o777)
    assert not seen_by(tmp_path / "to open")[0].is_relative_to(tmp_path)
    used, said = seen_by(tmp_path / "to mine")
    assert used.resolve().is_relative_to(tmp_path / "mine") and said == []


@pytest.mark.parametrize(
    "other",
    [
        "sys.version += '+'",
        "from importlib import machinery; machinery.EXTENSION_SUFFIXES.insert(0, '.cpython-313t.so')",
        "import numpy; numpy.version.full_version = '9.9'",
        "import numpy; numpy.version.git_revision = '0123'",
        "import llvmlite; llvmlite.__version__ = '9.9'",
        "import os; os.environ['NUMBA_CPU_NAME'] = 'generic'",
        "from runtime.jit import structures; structures.layout = structures.layout._replace(data=24)",
    ],
)
def test_another_python_numpy_compiler_or_processor_has_a_folder_of_its_own(tmp_path, other):
    say = "print(kernel_cache._fingerprint())"
    program = f"import sys\nfrom runtime.jit import kernel_cache\n{say}\n{other}\n{say}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    first, second = done.stdout.split()
    assert first != second


def test_every_file_that_declares_something_for_kernels_counts():
    declares = re.compile(r"^@(kernel|steady_kernel|inlined|exact|formula|overload|Intrinsic)\b", re.MULTILINE)
    files = [file for file in (ROOT / "runtime").rglob("*.py") if declares.search(file.read_text(encoding="utf-8"))]
    assert len(files) > 20 and set(files) <= set(kernel_cache.sources())
