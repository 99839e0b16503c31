"""The kernels' tests with the kernels as plain Python, where their lines can be counted."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests import kernel_lines

ROOT = Path(__file__).parents[3]


def test_small_sizes_pass_without_a_compiler_and_reach_the_lines_of_the_kernels():
    command = [sys.executable, "-m", "tests.kernel_lines"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout[-4000:] + answer.stderr


def test_only_what_the_compiler_runs_is_left_out():
    source = """
def make(rows):
    if INTERPRETED:
        return plain
    @Intrinsic
    def tile(typing):
        return rows
    return tile

class Emitter:
    def __init__(self, builder):
        self.builder = builder

    def emit(self):
        pass

def plain(rows):
    return rows
"""
    left_out = {line for lines in kernel_lines.emitting(ast.parse(source)) for line in lines}
    assert left_out == {5, 6, 7, 8, 11, 12, 13, 14, 15}
