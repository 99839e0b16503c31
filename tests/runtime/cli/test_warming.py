"""`layerloom warm`: what training takes is compiled ahead of time, whatever the data, and nobody is kept waiting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from graph.data.data_plan import DataPlan
from graph.storage.storage import save
from runtime.cli import main
from runtime.data import memory
from runtime.files import templates
from tests.bad_inputs import small

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 240.0
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of one's own, with no kernels yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAYERLOOM_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def start(*arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "runtime", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def told(*arguments: str) -> list[dict[str, Any]]:
    process = start(*arguments)
    said, complaint = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, complaint
    return [json.loads(line) for line in said.splitlines()]


def test_a_training_finds_everything_compiled(cold: Path) -> None:
    save(replace(templates.load("fully_connected"), data=DataPlan()), "without_data.loom")
    events = told("warm", "without_data.loom", "--json")
    assert {event["event"] for event in events} == {"compiling"}
    assert [event["done"] for event in events] == sorted(event["done"] for event in events)
    assert events[-1]["done"] == events[-1]["total"] and events[-1]["compiled"] > 0
    made = set(cold.rglob("*.code"))
    assert made
    assert told("warm", "without_data.loom", "--json")[-1]["compiled"] == 0
    assert told("train", "fully_connected", "--epochs", "1", "-o", "run", "--json")[-1]["event"] == "finished"
    assert set(cold.rglob("*.code")) == made


def test_it_ends_when_nobody_listens_any_more_and_takes_what_others_leave(cold: Path) -> None:
    process = start("warm", "fully_connected", "--json")
    assert process.stdout is not None and json.loads(process.stdout.readline())["done"] == 1
    if sys.platform != "win32":
        assert psutil.Process(process.pid).nice() == 19
    process.stdout.close()
    assert process.wait(SECONDS) == 1


def test_a_person_is_told_in_a_sentence(capsys: Capture) -> None:
    assert main(["warm", "layer_in_series", "--batch-size", "4"]) == 0
    assert capsys.readouterr().out.startswith("The kernels are ready: ")


def test_what_cant_be_run_or_takes_too_much_memory_is_refused(
    cold: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(small("Reshape", target_shape=(5, 5)), "wrong.loom")
    assert main(["warm", "wrong.loom"]) == 1
    assert "layerloom: middle: Reshape" in capsys.readouterr().err
    monkeypatch.setattr(memory, "available_bytes", lambda: 1)
    assert main(["warm", "fully_connected"]) == 1
    assert "of memory, and" in capsys.readouterr().err
    assert not cold.exists()
