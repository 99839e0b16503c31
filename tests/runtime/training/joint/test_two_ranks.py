"""Two ranks of an MPI starter against one process; `two_ranks` has the networks and is what both of them run."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from runtime.ranks.launch import SURROUNDINGS, starter

ROOT = Path(__file__).parents[4]
pytestmark = pytest.mark.skipif(importlib.util.find_spec("mpi4py") is None, reason="mpi4py is not installed")


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    program = "tests.runtime.training.joint.two_ranks"
    run = subprocess.run(
        [starter(), "-n", "2", sys.executable, "-m", program],
        env={**SURROUNDINGS, **os.environ, "PYTHONPATH": str(ROOT), "LAYERLOOM_THREADS": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert run.returncode == 0, run.stderr
    answer: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return answer


@pytest.mark.parametrize(
    "case",
    [
        "dense_with_everything",
        "counting_metrics",
        "masked_text",
        "whole_batches",
        "spoken",
        "synchronized",
        "augmented",
        "steered",
    ],
)
def test_two_ranks_find_what_one_process_finds(found, case):
    assert found["ranks"] == 2
    assert found[case] < 1e-11


def test_samples_to_predict_are_shared_out_and_answered_by_the_same_bits(found):
    assert found["predicted"] == 0.0


@pytest.mark.parametrize("case", ["stateful", "mixing", "blending"])
def test_networks_whose_samples_belong_together_are_refused_with_a_sentence(found, case):
    assert "in one process" in found[case]
