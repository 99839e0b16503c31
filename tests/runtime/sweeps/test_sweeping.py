from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from graph.storage.storage import load
from runtime.cli import main
from runtime.sweeps.folder import SweepFolder, read_history

SHORT = ("fully_connected", "dense.units=8..32:8", "optimizer.learning_rate=1e-4..0.1:log", "--epochs", "2")


def told(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The trials of a sweep by number, without how long they took."""
    capsys.readouterr()
    assert main(["trials", str(path), "--json"]) == 0
    trials = json.loads(capsys.readouterr().out)["trials"]
    return sorted(({**t, "seconds": None} for t in trials), key=lambda t: t["number"])


def sweep(path: Path, *more: str, ranges: tuple[str, ...] = SHORT) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "runtime", "sweep", *ranges, "-o", str(path), *more])


def test_each_trial_is_a_run_that_gives_the_same_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sweep"
    assert main(["sweep", *SHORT, "--trials", "3", "--jobs", "2", "--pruner", "none", "-o", str(path)]) == 0
    trials = told(path, capsys)
    assert [t["state"] for t in trials] == ["done"] * 3
    for trial in trials:
        run = path / f"trial_{trial['number']:03}"
        assert read_history(run)["val_loss"][-1] == trial["value"]
        document = load(run / "document.loom")
        dense = document.main.layer_named("dense")
        assert dense is not None and dense.spec.units == trial["values"]["dense.units"]  # type: ignore[attr-defined]
    best = min(trials, key=lambda t: t["value"])
    assert (
        main(["train", str(path / f"trial_{best['number']:03}" / "document.loom"), "-o", str(tmp_path / "again")]) == 0
    )
    assert read_history(tmp_path / "again")["val_loss"][-1] == best["value"]

    project = tmp_path / "mine.loom"
    assert main(["new", "fully_connected", str(project)]) == 0
    assert main(["trials", str(path), "--write", str(project)]) == 0
    optimizer: Any = load(project).training.optimizer
    assert optimizer.learning_rate == best["values"]["optimizer.learning_rate"]
    for ending in ("csv", "svg"):
        assert main(["trials", str(path), "-o", str(tmp_path / f"t.{ending}")]) == 0
        assert (tmp_path / f"t.{ending}").stat().st_size > 100


def test_killed_and_gone_on_with_it_is_the_sweep_that_it_would_have_been(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    more = ("--trials", "3", "--pruner", "none")
    assert sweep(whole, *more).wait() == 0
    process = sweep(killed, *more)
    until = time.monotonic() + 60
    while not (killed / "trial_001" / "history.csv").exists() and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert main(["sweep", "--resume", str(killed)]) == 0
    assert told(killed, capsys) == told(whole, capsys)


def test_a_combination_that_can_t_be_trained_fails_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sweep"
    ranges = ("fully_connected", "optimizer.learning_rate=[1e30, 0.001]", "--epochs", "1", "--sampler", "grid")
    assert main(["sweep", *ranges, "-o", str(path)]) == 0
    trials = told(path, capsys)
    assert sorted(t["state"] for t in trials) == ["done", "failed"]
    assert "dense" in next(t["reason"] for t in trials if t["state"] == "failed")


def test_trials_kept_in_a_database_are_found_there_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, storage = tmp_path / "sweep", f"sqlite:///{tmp_path / 'study.db'}"
    ranges = ("fully_connected", "dense_1.present=true,false", "--epochs", "1", "--sampler", "grid")
    assert main(["sweep", *ranges, "-o", str(path), "--storage", storage]) == 0
    assert [t["values"]["dense_1.present"] for t in told(path, capsys)] == [True, False]
    assert not (path / "study.journal").exists()
    assert SweepFolder(path).storage("mysql://me:secret@host/db") and "secret" not in (path / "study.url").read_text()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["fully_connected"], "What is to be tried"),
        (["fully_connected", "dense.unit=1..3"], "dense.units"),
        (["fully_connected", "dense.units"], "KEY=RANGE"),
        (["fully_connected", "dense.units=0..3"], "dense.units"),
        (["fully_connected", "dense.units=3..1"], "low must be at most high"),
        (["--resume", "nowhere"], "nowhere"),
        (["--resume", "nowhere", "--epochs", "3"], "--epochs"),
    ],
)
def test_what_can_t_be_swept_gets_a_sentence(
    arguments: list[str],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["sweep", *arguments]) in (1, 2)
    said = capsys.readouterr().err
    assert sentence in said and "Traceback" not in said
    assert not (tmp_path / "sweeps").exists()
