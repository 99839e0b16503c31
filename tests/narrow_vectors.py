"""Proof that kernels need no wider vectors than a processor has: their tests with Numba's target narrowed.

usage: python -m tests.narrow_vectors [TARGET …]

For each target of `narrow_targets`, or those named, the tests of kernels and layers and the recorded trainings of whole
systems run in a process of their own, and every kernel they use is compiled anew. Then the machine code of all of them
is read: it must use the target's widest registers and none that the target lacks.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.listings import Listings
from tests.narrow_targets import TARGETS, Target, registers_of

ROOT = Path(__file__).resolve().parent.parent
TESTS = (
    "tests/runtime/kernels",
    "tests/runtime/ops",
    "tests/runtime/test_conformance.py",
    "-k",
    "(not test_conformance or system_) and not follow_a_processor",
)
FAULTS: list[str] = []
COUNTED: dict[str, int] = {}
LISTINGS = Listings()


def judge(target: Target, found: list[tuple[str, frozenset[str]]]) -> Iterator[str]:
    """What contradicts the target, as sentences."""
    for name, kinds in found:
        if kinds & target.without:
            yield f"{name} uses {', '.join(sorted(kinds & target.without))}"
    if not any(target.registers in kinds for _, kinds in found):
        yield f"of {len(found)} kernels none uses {target.registers}"


def pytest_sessionstart() -> None:
    """Keep the machine code of all kernels."""
    LISTINGS.__enter__()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Read the machine code of all kernels; where it contradicts the target, the run has failed."""
    target = next(target for target in TARGETS.values() if target.cpu == os.environ["NUMBA_CPU_NAME"])
    found = [(name, registers_of(text)) for name, text in LISTINGS.found]
    COUNTED.update({kind: sum(kind in kinds for _, kinds in found) for kind in ("xmm", "ymm", "zmm")})
    COUNTED["kernels"] = len(found)
    FAULTS.extend(judge(target, found))
    if FAULTS:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many kernels use which registers."""
    terminalreporter.section("registers", red=bool(FAULTS))
    terminalreporter.line(", ".join(f"{name} {count}" for name, count in COUNTED.items()))
    for fault in FAULTS:
        terminalreporter.line(f"FAILED: {fault}")


def prove(name: str, target: Target) -> bool:
    """Run the tests for one target; gives whether it holds."""
    print(f"--- {name}", flush=True)
    if not target.runs_here:
        print(f"not proven: this machine does not execute {target.cpu}'s instructions")
        return False
    # A new folder: what is loaded from the disk is not read.
    with tempfile.TemporaryDirectory(prefix="layerloom-narrow-") as cache:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.narrow_vectors"]
        return subprocess.call([*command, *TESTS], cwd=ROOT, env=target.environment(Path(cache))) == 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.narrow_vectors", description="Narrow targets for kernels.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    names = parser.parse_args().targets or list(TARGETS)
    if unknown := set(names) - TARGETS.keys():
        parser.error(f"no target is called {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    proven = [prove(name, TARGETS[name]) for name in names]
    return 0 if all(proven) else 1


if __name__ == "__main__":
    sys.exit(main())
