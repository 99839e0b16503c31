"""The kernels as plain Python, without Numba's compiler, and which of their lines the tests of kernels run.

usage: python -m tests.kernel_lines [PYTEST'S ARGUMENTS …]

With NUMBA_DISABLE_JIT=1 every line of a kernel is one that Python can count. Lines that only emit LLVM code or choose
what the compiler takes are left out: they run while Numba compiles, which here it does not.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
KERNELS = ROOT / "runtime" / "kernels"
INSIDE = f"{KERNELS}{os.sep}"
LEAST = 0.95
"""The share of lines that must have run."""
PATIENCE = 300
"""Lines without anything new after which a call of a kernel is watched no further."""
# What takes many numbers to show, here one at a time: statistics, shares of threads, long loops; and what compiles.
LARGE = (
    "any_number_of_threads",
    "one_and_two_threads",
    "threads_change_no_bit",
    "share_and_the_scale",
    "neighbours_and_keys",
    "many_rows",
    "big",
    "(central_differences and (wider or block))",
    "follow_a_processor",
)
THROUGH_LAYERS = (
    "tests/runtime/ops/test_every_layer.py::test_a_layer_that_owes_no_gradient_leaves_that_work",
    "tests/runtime/training/test_every_optimizer.py::test_each_weight_goes_the_way_of_the_naive_twin",
    "tests/runtime/training/test_metrics.py::test_it_says_what_keras_says",
)
"""What runs the kernels that have no test but those of the layers, optimizers and metrics which they compute."""
COMPILERS_OWN = {"Intrinsic", "overload"}

run: dict[str, set[int]] = {}
"""The lines that ran, by file."""
_left: dict[CodeType, set[int]] = {}
"""The lines that did not run yet, by code object."""


def lines_of(code: CodeType) -> set[int]:
    return {line for _, _, line in code.co_lines() if line}


def count(frame: FrameType, event: str, argument: Any) -> Any:
    """A trace function that looks at kernels alone, at each only until all its lines have run, and not too long."""
    code, patience = frame.f_code, PATIENCE
    left = _left.get(code)
    if left is None:
        left = _left[code] = lines_of(code) if code.co_filename.startswith(INSIDE) else set()
    if not left:
        return None
    ran = run.setdefault(code.co_filename, set())

    def look(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal patience
        line = frame.f_lineno
        if line in left:
            left.discard(line)
            ran.add(line)
            patience = PATIENCE
        patience -= 1
        # A loop of a million rounds would be a million events; what is overlooked so only makes the share smaller.
        frame.f_trace_lines = bool(left) and patience > 0
        return look

    return look(frame, event, argument)


def code_lines(code: CodeType) -> Iterator[int]:
    """All lines with code of a file, from the code object of its module."""
    yield from lines_of(code)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from code_lines(constant)


def emitting(node: ast.AST) -> Iterator[range]:
    """The lines that only the compiler runs: what it calls, what is handed a builder, what follows `if INTERPRETED`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef) and _for_compiler(child):
            yield range(child.body[0].lineno, (child.end_lineno or 0) + 1)
        else:
            yield from emitting(child)
    if isinstance(node, ast.FunctionDef):
        for statement in node.body:
            if isinstance(statement, ast.If) and ast.unparse(statement.test) == "INTERPRETED":
                yield range((statement.end_lineno or 0) + 1, (node.end_lineno or 0) + 1)


def _for_compiler(node: ast.ClassDef | ast.FunctionDef) -> bool:
    if isinstance(node, ast.ClassDef):
        return any(isinstance(f, ast.FunctionDef) and f.name == "__init__" and _for_compiler(f) for f in node.body)
    decorators = {getattr(d.func if isinstance(d, ast.Call) else d, "id", "") for d in node.decorator_list}
    return bool(decorators & COMPILERS_OWN) or any(argument.arg == "builder" for argument in node.args.args)


def missing_lines() -> dict[str, tuple[int, list[int]]]:
    """For each file of kernels how many lines count, and those that did not run."""
    found = {}
    for path in sorted(KERNELS.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        left_out = {line for lines in emitting(ast.parse(text)) for line in lines}
        counted = set(code_lines(compile(text, str(path), "exec"))) - left_out
        found[str(path.relative_to(KERNELS))] = len(counted), sorted(counted - run.get(str(path), set()))
    return found


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Count from here on, before anything imports the kernels."""
    threading.settrace(count)
    sys.settrace(count)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line for each file, and the share of all."""
    terminalreporter.section("lines of kernels that ran")
    for name, (total, missing) in missing_lines().items():
        percent = 100 * (1 - len(missing) / max(total, 1))
        terminalreporter.line(f"{name:32} {percent:5.1f} % of {total:3}  {' '.join(map(str, missing))}")
    terminalreporter.line(f"{'all':32} {100 * share():5.1f} %")


def share() -> float:
    """Of all lines that count, those that ran."""
    files = missing_lines().values()
    return 1 - sum(len(missing) for _, missing in files) / sum(total for total, _ in files)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Too few lines are a failure."""
    if share() < LEAST:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure() -> None:
    """Count no further: the interpreter's own end is none of it."""
    threading.settrace(None)
    sys.settrace(None)


if __name__ == "__main__":
    small = " and ".join(f"not {name}" for name in LARGE)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.kernel_lines"]
    command += ["tests/runtime/kernels", *THROUGH_LAYERS, "-k", small, *sys.argv[1:]]
    sys.exit(subprocess.call(command, cwd=ROOT, env={**os.environ, "NUMBA_DISABLE_JIT": "1"}))
